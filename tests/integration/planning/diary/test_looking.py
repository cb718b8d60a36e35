"""Charts, pictures and copies of a money diary, and what was done in it."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planning.diary.enums import Every
from planning.diary.models import MoneyDiary
from planning.diary.pictures import MOST, as_coins, worth_of_a_coin
from planning.diary.services import change_entry, repeat, stop_repeating, take_out_entry
from planning.diary.services.repeating import RepeatingValues
from planning.diary_copies import views
from planning.documents.enums import Audience
from planning.documents.models import Answer
from portal.accounts.models import User
from portal.audit.models import Event
from portal.components.dates import day_in_words
from tests.factories.diary import BEGAN, make_diary, says, write
from tests.factories.money import let_see_money
from tests.integration.planning.diary.test_pages import CLEANING, line_of, planned, text
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


def rows_of(page: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(page.content.decode("utf-8-sig"))))


def days(since: date, until: date, form: str) -> dict[str, str]:
    parts = {"since": since, "until": until}
    boxes = {f"{name}_{place}": str(part) for name, day in parts.items() for place, part in _boxes(day)}
    return {**boxes, "as": form}


def _boxes(day: date) -> list[tuple[int, int]]:
    return [(0, day.day), (1, day.month), (2, day.year)]


def a_diary(cast: Cast) -> MoneyDiary:
    document = planned(cast.maureen)
    diary = make_diary(cast.maureen, document=document)
    write(diary, "384.00", "Payment", day=BEGAN, money_in=True)
    write(diary, "18.00", "Anna", day=BEGAN + timedelta(days=3), line=line_of(document))
    write(diary, "22.00", "Anna", day=BEGAN.replace(month=5), line=line_of(document))
    write(diary, "5.00", "=HYPERLINK(1)", day=BEGAN.replace(month=5), note="+cmd")
    return diary


def test_the_charts_and_their_tables_say_the_same(cast: Cast, browser_of: BrowserOf) -> None:
    diary = a_diary(cast)
    page = text(browser_of(cast.maureen).get(f"{reverse('diary_charts', args=[diary.uuid])}?period=all"))
    assert "May 2026 £0.00 £27.00 £439.00" in page, "a month with what is there at its end"
    assert "April 2026 £384.00 £18.00 £466.00" in page
    weeks = Decimal((timezone.localdate() - BEGAN).days + 1) / 7
    a_week = (Decimal("40.00") / weeks).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert f"Cleaning £18.00 £{a_week} £40.00" in page
    assert "Not in the plan – " in page


def test_half_a_penny_a_week_is_rounded_up(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, begins_on=timezone.localdate() - timedelta(days=13))
    write(diary, "0.05", "Sweets", day=timezone.localdate())
    page = text(browser_of(cast.maureen).get(f"{reverse('diary_charts', args=[diary.uuid])}?period=all"))
    assert "– £0.03 £0.05" in page


def test_a_diary_in_pictures(cast: Cast, browser_of: BrowserOf) -> None:
    diary, today = make_diary(cast.maureen, opening=Decimal("20.00")), timezone.localdate()
    write(diary, "180.00", "Payment", day=today, money_in=True)
    write(diary, "50.00", "Cinema", day=today)
    page = browser_of(cast.maureen).get(reverse("diary_pictures", args=[diary.uuid])).content.decode()
    said = re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL))
    assert "One coin is £10." in said
    for words in ("£180.00 came in.", "£50.00 went out.", "£150.00 is left."):
        assert words in said
    assert page.count("imw-coin--in") == 18
    assert page.count("imw-coin--left") == 15


@given(st.lists(st.decimals("0", "99999999.99", places=2), min_size=1, max_size=5))
def test_coins_can_be_compared(sums: list[Decimal]) -> None:
    worth = worth_of_a_coin(sums)
    many = [as_coins("in", "", each, worth).many for each in sorted(sums)]
    assert many == sorted(many)
    assert max(many) <= MOST
    assert all(bool(count) == bool(each) for count, each in zip(many, sorted(sums), strict=True))


def test_a_spreadsheet_adds_up_and_runs_nothing(cast: Cast, browser_of: BrowserOf) -> None:
    diary = a_diary(cast)
    maureen, url = browser_of(cast.maureen), reverse("diary_take_along", args=[diary.uuid])
    page = maureen.get(url, days(BEGAN + timedelta(days=1), BEGAN.replace(month=5), "spreadsheet"))
    assert page["Content-Type"].startswith("text/csv")
    rows = rows_of(page)
    assert rows[1][5] == "484.00", "what was there on the first of these days"
    assert [row[3:6] for row in rows[2:5]] == [["", "18.00", "466.00"], ["", "22.00", "444.00"], ["", "5.00", "439.00"]]
    assert (rows[4][1], rows[4][6]) == ("'=HYPERLINK(1)", "'+cmd")
    assert rows[2][2] == "Cleaning"
    wrong = maureen.get(url, days(BEGAN, BEGAN - timedelta(days=1), "spreadsheet"))
    assert "Choose a later day" in wrong.content.decode()
    assert maureen.get(url, days(BEGAN, BEGAN, "exe")).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "pdf-large", "print"])
def test_a_diary_on_paper(cast: Cast, browser_of: BrowserOf, form: str) -> None:
    diary = a_diary(cast)
    page = browser_of(cast.maureen).get(
        reverse("diary_take_along", args=[diary.uuid]), days(BEGAN, timezone.localdate(), form)
    )
    assert page.status_code == 200
    if form == "print":
        assert "£439.00" in page.content.decode()
        assert "HYPERLINK" in page.content.decode()
    else:
        assert page.content.startswith(b"%PDF")


def test_too_much_for_paper_says_so(cast: Cast, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ON_PAPER", 2)
    diary = a_diary(cast)
    url = reverse("diary_take_along", args=[diary.uuid])
    page = browser_of(cast.maureen).get(url, days(BEGAN, timezone.localdate(), "pdf"))
    assert "too many entries for paper" in page.content.decode()


def test_no_copy_tells_of_a_line_that_is_kept_back(cast: Cast, browser_of: BrowserOf) -> None:
    diary = a_diary(cast)
    let_see_money(cast.beth_in_circle)
    Answer.objects.filter(document=diary.document).update(audience=Audience.ONLY_ME)
    beth = browser_of(cast.beth)
    for name in ("diary_charts", "diary_pictures", "diary_take_along"):
        url = reverse(name, args=[diary.uuid])
        for form in ("spreadsheet", "print"):
            found = beth.get(url, days(BEGAN, timezone.localdate(), form)).content.decode()
            assert "Cleaning" not in found
            assert CLEANING["id"] not in found
    assert Event.objects.filter(
        verb="money diary taken away", actor_id=cast.beth.pk, person_id=cast.maureen.pk
    ).exists()


def test_the_person_reads_all_that_somebody_else_did(cast: Cast, browser_of: BrowserOf) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    let_see_money(cast.beth_in_circle, manage=True)
    by: dict[str, Any] = {"by": cast.beth, "at": at}
    entry = write(diary, "8.00", "Cinema", **by)
    change_entry(entry=entry, values=says("9.50", "Cinema with Anna", day=BEGAN, note="x"), seen=1, **by)
    take_out_entry(entry=entry, seen=2, **by)
    row = repeat(diary=diary, values=RepeatingValues(says("4.00", "Papers"), Every.MONTH), **by)
    stop_repeating(repeating=row, **by)
    write(diary, "1.00", "My own stamp")
    url = reverse("diary_done", args=[diary.uuid])
    maureen = browser_of(cast.maureen)
    page = text(maureen.get(f"{url}?by={cast.beth.pk}"))
    assert "What Beth did" in page
    # The year is said once it is another one.
    sixth, seventh = (day_in_words(day, today=timezone.localdate(at)) for day in (BEGAN, BEGAN + timedelta(days=1)))
    for said in (
        f"Beth wrote down £8.00 that went out for “Cinema”, on {seventh}.",
        f"Beth changed “Cinema”: £8.00 is £9.50 now, it is for “Cinema with Anna” now, the day is {sixth} now and the "
        "note is another one.",
        f"Beth took out £9.50 that went out for “Cinema with Anna”, on {sixth}. It does not count any more.",
        "Beth set up what comes again: £4.00 out for “Papers”, every month.",
        "Beth stopped what came again: £4.00 out for “Papers”, every month.",
        f"Beth set this up to come again, and it came: £4.00 that went out for “Papers”, on {seventh}.",
    ):
        assert said in page
    assert "My own stamp" not in page
    assert "You wrote down £1.00" in text(maureen.get(url))
    assert "imw-pictogram" not in maureen.get(url).content.decode()
    assert maureen.get(f"{url}?pictures=1").content.decode().count('<svg class="imw-pictogram"') == len(
        re.findall(r"<b>(You|Beth)</b>", maureen.get(url).content.decode())
    )


def test_days_the_wrong_way_round_are_said_beside_the_last_one(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    url = reverse("diary_take_along", args=[diary.uuid])
    page = browser_of(cast.maureen).get(url, days(BEGAN, BEGAN - timedelta(days=1), "pdf"))
    assert list(page.context["form"].errors) == ["until"]
