"""The pages of a money diary."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from planning.diary.models import Entry, MoneyDiary, Receipt
from planning.diary.places import HeldBack
from planning.diary.services import change_entry, take_out_entry
from planning.diary.values import LineRef
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Answer, Document
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.diary import BEGAN, make_diary, says, write, write_many
from tests.factories.money import let_see_money
from tests.factories.planning import answer, make_document, make_version
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
COSTS = question_id(default_definition(), "cost_list")
CLEANING = {"id": "00000000-0000-4000-8000-000000000001", "what_for": "Cleaning", "amount": "18.00"}


def typed(**more: Any) -> dict[str, Any]:
    """The form of an entry as it is sent."""
    day = more.pop("day", BEGAN + timedelta(days=1))
    return {
        "direction": "out",
        "amount": "£1,012.50",
        "what_for": "Bed",
        "day_0": day.day,
        "day_1": day.month,
        "day_2": day.year,
        "note": "",
        "key": str(uuid4()),
        **more,
    }


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=b"Exif\x00\x00secretplace")
    return SimpleUploadedFile("receipt.jpg", out.getvalue(), "image/jpeg")


def planned(person: User, **fields: Any) -> Document:
    document = make_document(person)
    answer(document, COSTS, [CLEANING], **fields)
    make_version(document, why=VersionReason.SENT, sent_to=person)
    return document


def line_of(document: Document) -> LineRef:
    return LineRef(document.pk, COSTS, CLEANING["id"], "Cleaning")  # type: ignore[arg-type]


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_diary_is_begun_on_one_page(cast: Cast, browser_of: BrowserOf) -> None:
    plan = planned(cast.maureen)
    maureen = browser_of(cast.maureen)
    page = maureen.get(reverse("diary_begin"))
    assert plan.title in page.content.decode()
    form = {
        **{"title": "Direct payment", "begins_on_0": "6", "begins_on_1": "4", "begins_on_2": "2026"},
        **{"opening": "-12.00", "document": str(plan.uuid), "comes_in": "384", "comes_every": "four_weeks"},
        **{"comes_on_0": "7", "comes_on_1": "4", "comes_on_2": "2026", "key": str(uuid4())},
    }
    for _ in range(2):
        assert maureen.post(reverse("diary_begin"), form).status_code == 302
    diary = MoneyDiary.objects.get()
    assert (diary.person, diary.document, diary.opening) == (cast.maureen, plan, Decimal("-12.00"))
    assert "−£12.00" in text(maureen.get(diary.get_absolute_url()))
    other = maureen.post(reverse("diary_begin"), {**form, "title": "Gift from Nan"})
    assert "This page added “Direct payment” before" in text(other)
    assert 'value="Gift from Nan"' in other.content.decode()
    wrong = maureen.post(reverse("diary_begin"), {**form, "comes_every": "", "key": str(uuid4())})
    assert "Choose how often it is paid in." in wrong.content.decode()
    assert MoneyDiary.objects.count() == 1


def test_an_entry_is_added_with_its_receipt(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, document=planned(cast.maureen))
    maureen, url = browser_of(cast.maureen), reverse("diary_add", args=[diary.uuid])
    page = maureen.get(f"{url}?way=in").content.decode()
    assert re.search(r'value="in"[^>]*checked', page)
    sent = typed(line=CLEANING["id"], receipt=photo())
    assert maureen.post(url, sent).status_code == 302
    sent["receipt"] = photo()
    assert maureen.post(url, sent).status_code == 302, "a double tap"
    entry = Entry.objects.get()
    assert (entry.amount, entry.line_words, entry.line_document) == (Decimal("1012.50"), "Cleaning", diary.document)
    receipt = Receipt.objects.get()
    served = maureen.get(reverse("diary_receipt", args=[diary.uuid, entry.uuid, receipt.uuid]))
    content = b"".join(served.streaming_content)
    assert content.startswith(b"\xff\xd8")
    assert b"secretplace" not in content
    assert browser_of(cast.amira).get(served.request["PATH_INFO"]).status_code == 404
    listed = text(maureen.get(diary.get_absolute_url()))
    assert "£1,012.50" in listed
    assert "receipt" in listed
    again = maureen.post(url, {**sent, "amount": "3.00", "receipt": ""})
    assert "You have added something from this page" in again.content.decode()
    assert "3.00" in again.content.decode(), "what was typed is still there"
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "0"}, "Write more than nothing"),
        ({"amount": "-4"}, "Write more than nothing"),
        ({"amount": "1e99999"}, "pounds"),
        ({"what_for": "\u200b"}, "A word or two is enough"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "still to come"),
        ({"day": BEGAN - timedelta(days=1)}, "begins on 6 April 2026"),
        ({"receipt": SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>")}, "hidden commands"),
        ({"receipt": SimpleUploadedFile("x.doc", b"MZ")}, "program"),
    ],
)
def test_what_cannot_be_kept_says_why_and_stays_on_the_page(
    cast: Cast, browser_of: BrowserOf, wrong: dict[str, Any], said: str
) -> None:
    diary = make_diary(cast.maureen)
    page = browser_of(cast.maureen).post(
        reverse("diary_add", args=[diary.uuid]), typed(**{"note": "for the cat", **wrong})
    )
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "for the cat" in page.content.decode()
    assert not diary.entries.exists()


@pytest.mark.parametrize("words", ["\x00", "\ud800", "🐕‍🦺" * 500, "<script>alert(1)</script>", "=1+1"])
def test_any_words_are_kept_or_refused_politely(cast: Cast, browser_of: BrowserOf, words: str) -> None:
    diary = make_diary(cast.maureen)
    maureen = browser_of(cast.maureen)
    kept = typed(note=words.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), what_for=words[:90])
    try:
        page = maureen.post(reverse("diary_add", args=[diary.uuid]), kept)
    except UnicodeEncodeError:
        return  # the test's own client cannot send it
    assert page.status_code in (200, 302)
    assert maureen.get(diary.get_absolute_url()).status_code == 200
    assert b"<script>alert(1)" not in maureen.get(diary.get_absolute_url()).content


def test_who_saved_second_chooses_between_both(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    let_see_money(cast.beth_in_circle, manage=True)
    entry = write(diary, "12.50", "Bus")
    beth = browser_of(cast.beth)
    url = reverse("diary_entry", args=[diary.uuid, entry.uuid])
    beth.get(url)
    change_entry(entry=entry, values=says("13.00", "Bus there"), seen=1, by=cast.maureen, at=timezone.now())
    mine = typed(amount="14.00", what_for="Bus and back", seen="1")
    page = beth.post(url, mine)
    assert page.status_code == 409
    for said in ("£13.00", "Bus there", "£14.00", "Bus and back", "Maureen changed this while you were writing"):
        assert said in page.content.decode()
    assert "Bus and back" in beth.get(url).content.decode(), "leaving the page loses nothing"
    kept = beth.post(url, {**mine, "seen": "2", "keep": "mine"})
    assert kept.status_code == 302
    entry.refresh_from_db()
    assert (entry.amount, entry.what_for, entry.number) == (Decimal("14.00"), "Bus and back", 3)
    beth.post(url, {**typed(amount="99.00", seen="1")})
    assert beth.post(url, {"keep": "theirs"}).status_code == 302
    assert "99.00" not in beth.get(url).content.decode()
    entry.refresh_from_db()
    assert entry.amount == Decimal("14.00")


def test_who_wrote_while_it_was_taken_out_chooses_too(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    let_see_money(cast.beth_in_circle, manage=True)
    entry = write(diary, "12.50", "Bus")
    take_out_entry(entry=entry, seen=1, by=cast.beth, at=timezone.now())
    maureen, url = browser_of(cast.maureen), reverse("diary_entry", args=[diary.uuid, entry.uuid])
    mine = typed(amount="14.00", what_for="Bus and back", seen="1")
    page = maureen.post(url, mine)
    assert "Beth took this out while you were writing" in page.content.decode()
    maureen.post(url, {**mine, "seen": "2", "keep": "mine"})
    entry.refresh_from_db()
    assert (entry.deleted_at, entry.amount) == (None, Decimal("14.00"))


def test_taking_out_is_undone_with_one_press(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    entry = write(diary, "12.50", "Bus")
    maureen = browser_of(cast.maureen)
    page = maureen.post(reverse("diary_entry_out", args=[diary.uuid, entry.uuid]), {"seen": "1"}, follow=True)
    assert "Taken out" in page.content.decode()
    assert "£100.00" in text(page)
    page = maureen.post(reverse("diary_entry_back", args=[diary.uuid, entry.uuid]), {"seen": "2"}, follow=True)
    assert "£87.50" in text(page)
    stale = maureen.post(reverse("diary_entry_out", args=[diary.uuid, entry.uuid]), {"seen": "1"}, follow=True)
    assert "nothing happened yet" in stale.content.decode()
    entry.refresh_from_db()
    assert entry.deleted_at is None


def test_who_only_sees_the_money_reads_and_finds_no_button(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    entry = write(diary)
    let_see_money(cast.beth_in_circle)
    beth = browser_of(cast.beth)
    page = beth.get(diary.get_absolute_url()).content.decode()
    assert "£87.50" in page
    assert "Add money out" not in page
    assert 'name="amount"' not in beth.get(entry.get_absolute_url()).content.decode()
    for name, args in (("diary_add", []), ("diary_about", []), ("diary_begin_for", None)):
        where = [cast.maureen.uuid] if args is None else [diary.uuid]
        assert beth.get(reverse(name, args=where)).status_code == 403
    assert beth.post(entry.get_absolute_url(), typed(seen="1")).status_code == 403
    for staff in (cast.sunita, cast.ben, cast.morag, cast.ed, cast.dee, cast.pat):
        client = browser_of(staff)
        for url in (diary.get_absolute_url(), entry.get_absolute_url(), reverse("diaries")):
            answered = client.get(url)
            assert answered.status_code == 404
            assert b"Bus" not in answered.content


def test_words_typed_signed_out_come_back(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    maureen, url = browser_of(cast.maureen), reverse("diary_add", args=[diary.uuid])
    token = re.search(r'name="held-for" value="([^"]+)"', maureen.get(url).content.decode())
    assert token
    asked = Client().post(url, {**typed(what_for="A new kettle"), "held-for": token[1]})
    assert asked.status_code == 302
    assert "A new kettle" in maureen.get(url).content.decode()


def test_a_line_that_is_kept_back_leaves_no_trace_for_who_manages_the_money(cast: Cast, browser_of: BrowserOf) -> None:
    document = planned(cast.maureen)
    diary = make_diary(cast.maureen, document=document)
    let_see_money(cast.beth_in_circle, manage=True)
    beth, maureen = browser_of(cast.beth), browser_of(cast.maureen)
    entry = write(diary, "20.00", "Saturday", line=line_of(document))
    places = [diary.get_absolute_url(), entry.get_absolute_url(), reverse("diary_done", args=[diary.uuid])]
    places += [f"{places[0]}?line={CLEANING['id']}", reverse("diary_add", args=[diary.uuid])]
    assert "Cleaning" in beth.get(places[1]).content.decode()
    Answer.objects.filter(document=document).update(audience=Audience.ONLY_ME)
    for place in places:
        assert "Cleaning" not in beth.get(place).content.decode(), place
    assert "Cleaning" in maureen.get(places[1]).content.decode()
    beth.post(places[1], typed(amount="21.00", what_for="Saturday", seen="1"))
    entry.refresh_from_db()
    assert (entry.amount, entry.line_words) == (Decimal("21.00"), "Cleaning"), "it stays what it was for her"
    assert "Cleaning" not in beth.get(places[2]).content.decode()


def test_months_and_lines_are_found_and_add_up(cast: Cast, browser_of: BrowserOf) -> None:
    document = planned(cast.maureen)
    diary = make_diary(cast.maureen, document=document)
    write(diary, "20.00", "Anna in May", day=BEGAN.replace(month=5), line=line_of(document))
    write(diary, "30.00", "Anna in June", day=BEGAN.replace(month=6), line=line_of(document))
    write(diary, "4.00", "Stamps", day=BEGAN.replace(month=6))
    maureen, url = browser_of(cast.maureen), diary.get_absolute_url()
    latest = maureen.get(url).content.decode()
    assert "Anna in June" in latest
    assert "Anna in May" not in latest
    line = text(maureen.get(f"{url}?month=all&line={CLEANING['id']}"))
    assert "Together, 2 entries" in line
    assert "£50.00" in line
    assert "Stamps" not in line
    rest = text(maureen.get(f"{url}?month=2026-06&line=none"))
    assert "Stamps" in rest
    assert "Together, 1 entry" in rest
    for nonsense in ("month=2026-99", "line=%00", "page=x", "out=x", "month=all&page=99999"):
        assert maureen.get(f"{url}?{nonsense}").status_code == 200


def test_what_must_be_kept_back_is_not_free_to_spend(
    cast: Cast, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = make_diary(cast.maureen)
    kept = [HeldBack("holiday pay for Ana", Decimal("60.00"), "5.6 weeks of each year.")]
    monkeypatch.setattr("planning.diary.reading.held_back", lambda diary, at: kept)
    page = text(browser_of(cast.maureen).get(diary.get_absolute_url()))
    assert "Holiday pay for Ana" in page
    assert "£60.00 is kept back" in page
    assert "Free to spend £40.00" in page


@pytest.mark.parametrize("name", ["diary", "diary_done", "diaries", "budget", "home", "diary_again"])
def test_a_full_diary_takes_as_many_queries_as_an_empty_one(cast: Cast, browser_of: BrowserOf, name: str) -> None:
    diary = make_diary(cast.maureen, document=planned(cast.maureen))
    let_see_money(cast.beth_in_circle)
    own = name in ("diaries", "budget", "home")
    url = reverse(name, args=[] if own else [diary.uuid])
    counts = []
    for many in (1, 120):
        write_many(diary, many)
        client = browser_of(cast.maureen)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("name", "sent", "box"),
    [
        ("diary_add", {"day_0": "1", "day_1": "1", "day_2": "2026"}, "day"),
        ("diary_add", {"day_0": "1", "day_1": "1", "day_2": "2999"}, "day"),
        ("diary_again_add", {"first_on_0": "1", "first_on_1": "1", "first_on_2": "2026"}, "first_on"),
        ("diary_again_add", {"until_0": "6", "until_1": "4", "until_2": "2026"}, "until"),
        ("diary_about", {"begins_on_2": "2999"}, "begins_on"),
        ("diary_about", {"begins_on_0": "8"}, "begins_on"),
        ("pa_add", {"born_on_0": "1", "born_on_1": "1", "born_on_2": "2026"}, "born_on"),
    ],
)
def test_a_refusal_stands_beside_its_box(
    cast: Cast, browser_of: BrowserOf, name: str, sent: dict[str, str], box: str
) -> None:
    """Far down on a phone the list of errors is out of sight: the sentence leads to the box, and stands there."""
    diary = make_diary(cast.maureen)
    write(diary)
    until = {"until_0": "", "until_1": "", "until_2": ""}
    again = {"every": "week", "first_on_0": "7", "first_on_1": "4", "first_on_2": "2026", **until}
    about = {
        "title": "Mine",
        "begins_on_0": "6",
        "begins_on_1": "4",
        "begins_on_2": "2026",
        "opening": "1",
        "seen": "1",
    }
    pa = {"name": "Ana", "hourly": "13", "began_on_0": "1", "began_on_1": "1", "began_on_2": "2025"}
    form = {**typed(), **again, **about, **pa, "only_mine": "unsure", **sent}
    page = browser_of(cast.maureen).post(reverse(name, args=[diary.uuid]), form)
    said = page.context["form"].errors
    assert list(said) == [box], said
    assert f'href="#id_{box}_0"' in page.content.decode()


def test_the_diary_and_the_page_about_money_have_two_names(cast: Cast, browser_of: BrowserOf) -> None:
    maureen = browser_of(cast.maureen)
    assert 'value="My money diary"' in maureen.get(reverse("diary_begin")).content.decode()
    assert maureen.get(reverse("budget")).context["page_title"] == "My money"
