"""The money check: exactly what was shared, to the social worker alone, asked about and closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from planning.budgets.plan_lines import lines_of
from planning.diary.models import MoneyDiary
from planning.diary.services import put_back_entry, take_out_entry
from planning.diary.services.receipts import keep_receipt
from planning.diary.values import LineRef
from planning.documents.enums import Audience
from planning.documents.models import Answer
from planning.money_checks.models import MoneyCheck, MoneyCheckQuestion, MoneyCheckWish
from planning.money_checks.period import Chosen, period_of
from planning.money_checks.reading import by_plan_line
from planning.money_checks.services import (
    Changed,
    answer_about_line,
    ask_about_line,
    close_money_check,
    put_wish_away,
    share_period,
    take_back,
    wish_for_money_check,
)
from planning.spending.enums import Said
from planning.spending.services import end_answer
from planning.spending.services.asking import Line as AskedLine
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.files.services import Taken
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.diary import BEGAN, line, make_diary, write
from tests.factories.money import let_see_money
from tests.factories.money_checks import share_days
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, sent
from tests.factories.spending import ask_about, say_to
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
DAY = timedelta(days=1)


@pytest.fixture
def diary(cast: Cast) -> MoneyDiary:
    """Two entries in April, one in June; a note beside one of them."""
    made = make_diary(cast.maureen, title="The everyday money")
    write(made, "12.50", "Bus to choir", day=BEGAN + DAY, note="the tangerine tin")
    write(made, "384.00", "The council", day=BEGAN + 2 * DAY, money_in=True)
    write(made, "77.00", "A summer hat", day=BEGAN + 60 * DAY)
    return made


def told(user: User) -> bool:
    return Notice.objects.filter(user=user, kind=Kind.MONEY_NEWS).exists()


def test_exactly_the_chosen_days_are_shared_and_both_count(cast: Cast, diary: MoneyDiary) -> None:
    check = share_days(diary, first_day=BEGAN + DAY, last_day=BEGAN + 2 * DAY)
    assert list(check.lines.values_list("number", "what_for", "direction")) == [
        (1, "Bus to choir", "out"),
        (2, "The council", "in"),
    ]
    assert told(cast.sunita) and not told(cast.maureen)


def test_the_days_beside_the_chosen_ones_are_not_shared(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    for number in range(4):
        write(diary, "5.00", f"Day {number}", day=BEGAN + number * DAY)
    check = share_days(diary, first_day=BEGAN + DAY, last_day=BEGAN + 2 * DAY)
    assert list(check.lines.values_list("what_for", flat=True)) == ["Day 1", "Day 2"]


def test_what_is_written_later_is_not_in_it(cast: Cast, diary: MoneyDiary, browser_of: BrowserOf) -> None:
    check = share_days(diary)
    write(diary, "5.00", "A secret cake", day=BEGAN + DAY)
    entry = diary.entries.get(what_for="Bus to choir")
    take_out_entry(entry=entry, by=cast.maureen, at=timezone.now(), seen=entry.number)
    page = browser_of(cast.sunita).get(check.get_absolute_url()).content.decode()
    assert "Bus to choir" in page and "secret cake" not in page
    assert "summer hat" not in page and "tangerine" not in page


def test_what_changed_since_it_was_shown_is_not_shared_unseen(cast: Cast, diary: MoneyDiary) -> None:
    chosen = Chosen(BEGAN, BEGAN + 30 * DAY)
    seen = period_of(diary, chosen, cast.maureen)
    write(diary, "5.00", "A secret cake", day=BEGAN + DAY)
    with pytest.raises(Changed) as changed:
        share_period(diary=diary, chosen=chosen, mark=seen.mark, by=cast.maureen, at=timezone.now())
    assert len(changed.value.period.lines) == 3
    assert not MoneyCheck.objects.exists()


def test_who_may_see_it(cast: Cast, diary: MoneyDiary) -> None:
    jan = let_see_money(cast.beth_in_circle)
    share_days(diary)

    def readers() -> set[str]:
        at = timezone.now()
        return {n for n, user in everybody(cast).items() if MoneyCheck.objects.visible_to(user, at=at).exists()}

    assert readers() == {"maureen", "sunita", "ben"}, "who only sees the money shares and answers nothing"
    jan.can_manage = True
    jan.save()
    assert readers() == {"maureen", "beth", "sunita", "ben"}
    Allocation.objects.filter(person=cast.maureen).update(ends_at=timezone.now())
    assert readers() == {"maureen", "beth"}


def test_taken_back_no_worker_sees_any_of_it_in_the_next_request(
    cast: Cast, diary: MoneyDiary, browser_of: BrowserOf
) -> None:
    check = share_days(diary)
    sunita, maureen = browser_of(cast.sunita), browser_of(cast.maureen)
    assert sunita.get(check.get_absolute_url()).status_code == 200
    assert maureen.post(reverse("money_check_take_back", args=[check.uuid])).status_code == 302
    for address in (check.get_absolute_url(), reverse("money_check_line", args=[check.uuid, 1])):
        assert sunita.get(address).status_code == 404
    assert "Bus to choir" not in sunita.get(reverse("caseload_person", args=[cast.maureen.uuid])).content.decode()
    assert "No social worker has seen any of it since" in maureen.get(check.get_absolute_url()).content.decode()


def test_who_may_not_take_back_or_share(cast: Cast, diary: MoneyDiary) -> None:
    let_see_money(cast.beth_in_circle)
    check = share_days(diary)
    for name in ("beth", "sunita", "hana", "morag", "amira", "ruth"):
        user = getattr(cast, name)
        with pytest.raises(Denied):
            take_back(check=check, by=user, at=timezone.now())
        with pytest.raises(Denied):
            share_days(diary, by=user)
    assert MoneyCheck.objects.get().taken_back_at is None


def test_a_worker_asks_about_one_line_and_gets_an_answer(cast: Cast, diary: MoneyDiary) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    line, at, key = share_days(diary).lines.get(number=1), timezone.now(), uuid4()
    for words in ("Was that there and back?", "Was that there and back?", "And on which day?"):
        ask_about_line(line=line, words=words, by=cast.sunita, at=at, asked_from=key)
    assert MoneyCheckQuestion.objects.count() == 2
    assert told(cast.maureen) and told(cast.beth)
    question = MoneyCheckQuestion.objects.select_related("line__money_check").first()
    assert question is not None
    for _ in range(2):
        answer_about_line(question=question, words="Yes, both ways.", by=cast.beth, at=at)
    with pytest.raises(Denied, match="Beth has answered this meanwhile"):
        answer_about_line(question=question, words="Only there.", by=cast.maureen, at=at)


def test_what_is_closed_or_taken_back_is_not_asked_about(cast: Cast, diary: MoneyDiary) -> None:
    at = timezone.now()
    closed, back = share_days(diary), share_days(diary, first_day=BEGAN + DAY)
    for _ in range(2):
        close_money_check(check=closed, words="Thank you, all is clear.", by=cast.sunita, at=at)
    take_back(check=back, by=cast.maureen, at=at)
    for check in (closed, back):
        with pytest.raises(Denied):
            ask_about_line(line=check.lines.get(number=1), words="Why?", by=cast.sunita, at=at)
    with pytest.raises(Denied):
        close_money_check(check=back, words="", by=cast.sunita, at=at)
    assert Notice.objects.filter(user=cast.maureen, path=closed.get_absolute_url()).count() == 1


def test_the_page_shows_exactly_what_is_shared_before_it_is_shared(
    cast: Cast, diary: MoneyDiary, browser_of: BrowserOf
) -> None:
    maureen, address = browser_of(cast.maureen), reverse("money_check_share", args=[diary.uuid])
    assert "It is not a review" in maureen.get(address).content.decode()
    data = {"first_day_0": "6", "first_day_1": "4", "first_day_2": "2026", "words": "Ask me anything"}
    data |= {"last_day_0": "10", "last_day_1": "4", "last_day_2": "2026", "key": str(uuid4())}
    shown = maureen.post(address, {**data, "go": "show"})
    page = shown.content.decode()
    assert "Bus to choir" in page and "summer hat" not in page and not MoneyCheck.objects.exists()
    mark = shown.context["period"].mark
    for _ in range(2):
        assert maureen.post(address, {**data, "go": "share", "mark": mark}).status_code == 302
    assert MoneyCheck.objects.get().words == "Ask me anything"


def test_other_days_from_the_same_page_are_shared_too(cast: Cast, diary: MoneyDiary) -> None:
    key = uuid4()
    for last in (BEGAN + DAY, BEGAN + DAY, BEGAN + 2 * DAY):
        chosen = Chosen(BEGAN, last)
        sent = {"mark": period_of(diary, chosen, cast.maureen).mark, "shared_from": key}
        share_period(diary=diary, chosen=chosen, by=cast.maureen, at=timezone.now(), **sent)
    assert sorted(check.lines.count() for check in MoneyCheck.objects.all()) == [1, 2]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (("1", "1", "2026"), "The last day is before the first one."),
        (("6", "4", "2099"), "The last day is still to come."),
        (("31", "2", "2026"), "There is no such date."),
    ],
)
def test_days_that_cannot_be_get_a_sentence(
    cast: Cast, diary: MoneyDiary, browser_of: BrowserOf, last: tuple[str, str, str], sentence: str
) -> None:
    data = {"first_day_0": "6", "first_day_1": "4", "first_day_2": "2026", "go": "share", "words": "Kept \x00words"}
    data |= {f"last_day_{n}": part for n, part in enumerate(last)}
    page = browser_of(cast.maureen).post(reverse("money_check_share", args=[diary.uuid]), data).content.decode()
    assert sentence in page and "words" in page
    assert not MoneyCheck.objects.exists()


def test_more_than_a_year_is_no_light_look(cast: Cast) -> None:
    diary = make_diary(cast.maureen, begins_on=BEGAN - 400 * DAY)
    for day in (BEGAN - 370 * DAY, BEGAN - 2 * DAY):
        write(diary, "5.00", "Tea", day=day)
    with pytest.raises(Denied, match="more than a year"):
        share_days(diary, first_day=BEGAN - 370 * DAY, last_day=BEGAN - 3 * DAY)
    assert share_days(diary, first_day=BEGAN - 370 * DAY, last_day=BEGAN - 4 * DAY).lines.count() == 1


def test_without_a_social_worker_there_is_nobody_to_share_with(cast: Cast, browser_of: BrowserOf) -> None:
    iris = UserFactory(known_as="Iris")
    diary = make_diary(iris)
    write(diary)
    response = browser_of(iris).get(reverse("money_check_share", args=[diary.uuid]))
    assert response.status_code == 403 and "There is no social worker" in response.content.decode()
    assert "money check" not in browser_of(iris).get(diary.get_absolute_url()).content.decode()


def test_a_worker_wishes_and_the_person_shares_or_puts_it_away_untold(cast: Cast, diary: MoneyDiary) -> None:
    at = timezone.now()
    for _ in range(2):
        wish_for_money_check(person=cast.maureen, words="It is a year now.", by=cast.sunita, at=at)
    wish = MoneyCheckWish.objects.get()
    assert told(cast.maureen)

    def again() -> str:
        with pytest.raises(Denied) as refused:
            wish_for_money_check(person=cast.maureen, words="Please", by=cast.sunita, at=at + DAY)
        return refused.value.reason

    waiting = again()
    put_wish_away(wish=wish, by=cast.maureen, at=at)
    assert again() == waiting, "nobody learns that it was put away"
    wish_for_money_check(person=cast.maureen, words="Once more", by=cast.sunita, at=at + 15 * DAY)
    check = share_days(diary, at=at + 15 * DAY)
    assert MoneyCheckWish.objects.get(words="Once more").met_by == check
    with pytest.raises(Denied):
        wish_for_money_check(person=cast.maureen, words="Hello", by=cast.hana, at=at)


def test_the_wish_stands_on_the_persons_page_and_goes_when_put_away(
    cast: Cast, diary: MoneyDiary, browser_of: BrowserOf
) -> None:
    wish = wish_for_money_check(person=cast.maureen, words="It is a year now.", by=cast.sunita, at=timezone.now())
    maureen = browser_of(cast.maureen)
    assert "It is a year now." in maureen.get(reverse("budget")).content.decode()
    assert browser_of(cast.amira).post(reverse("money_check_put_away", args=[wish.uuid])).status_code == 404
    maureen.post(reverse("money_check_put_away", args=[wish.uuid]))
    assert "It is a year now." not in maureen.get(reverse("budget")).content.decode()
    page = browser_of(cast.sunita).get(reverse("caseload_person", args=[cast.maureen.uuid])).content.decode()
    assert "Sunita asked for one" in page


def test_many_lines_take_as_many_queries_as_one(cast: Cast, diary: MoneyDiary, browser_of: BrowserOf) -> None:
    small = share_days(diary, last_day=BEGAN + DAY)
    for number in range(15):
        write(diary, "3.00", f"Tea {number}", day=BEGAN + 3 * DAY)
    big = share_days(diary, first_day=BEGAN + 2 * DAY)
    for check in (small, big):
        for each in check.lines.all():
            ask_about_line(line=each, words="What was it?", by=cast.sunita, at=timezone.now())
    sunita = browser_of(cast.sunita)
    sunita.get(small.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        sunita.get(small.get_absolute_url())
    with CaptureQueriesContext(connection) as many:
        sunita.get(big.get_absolute_url())
    assert len(one) == len(many)


def test_a_receipt_goes_along_only_where_it_was_chosen(cast: Cast, diary: MoneyDiary, browser_of: BrowserOf) -> None:
    taken = Taken(content=b"%PDF-1.4 a receipt", name="bus.pdf", content_type="application/pdf")
    entry = diary.entries.get(what_for="Bus to choir")
    receipt = keep_receipt(entry=entry, taken=taken, by=cast.maureen, at=timezone.now())
    without, with_it = share_days(diary), share_days(diary, with_receipts=True)
    sunita = browser_of(cast.sunita)
    for check, status in ((without, 404), (with_it, 200)):
        address = reverse("money_check_receipt", args=[check.uuid, receipt.uuid])
        assert sunita.get(address).status_code == status
        assert browser_of(cast.hana).get(address).status_code == 404
    out = take_out_entry(entry=entry, seen=entry.number, by=cast.maureen, at=timezone.now())
    assert sunita.get(address).status_code == 404, "with its entry, the receipt is out of the diary"
    put_back_entry(entry=out, seen=out.number, by=cast.maureen, at=timezone.now())
    assert sunita.get(address).status_code == 200
    take_back(check=with_it, by=cast.maureen, at=timezone.now())
    assert sunita.get(reverse("money_check_receipt", args=[with_it.uuid, receipt.uuid])).status_code == 404


def test_answers_about_the_same_part_of_the_plan_stand_beside_what_was_spent(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, begins_on=timezone.localdate() - 9 * DAY)
    taxi = line("Taxi to the choir")
    write(diary, "9.40", "Taxi", day=timezone.localdate(), line=taxi)
    asked = AskedLine(None, taxi.question_id, taxi.entry_id, taxi.words)
    say_to(
        ask_about(cast.maureen, "May a taxi take me to the choir?", line=asked), cast.sunita, Said.YES_IF, "In rain."
    )
    say_to(ask_about(cast.maureen, "May I buy a tangerine tin?"), cast.sunita)
    check = share_days(diary, first_day=timezone.localdate() - DAY, last_day=timezone.localdate())
    for reader in (cast.maureen, cast.sunita):
        page = browser_of(reader).get(check.get_absolute_url()).content.decode()
        assert "Yes, if …" in page and "In rain." in page and "tangerine" not in page


def test_a_part_of_the_plan_that_is_kept_from_the_nominee_is_named_to_the_worker_alone(
    cast: Cast, browser_of: BrowserOf
) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    plan = sent(cast.maureen, cost("52.00", what_for="Tangerine club")).version
    part = lines_of(plan)[0]
    diary = make_diary(cast.maureen, document=plan.document)
    ref = LineRef(part.document_id, part.question_id, part.entry_id, part.what_for)
    write(diary, "9.40", "Saturday", day=BEGAN + DAY, line=ref)
    check = share_days(diary)
    addresses = [check.get_absolute_url(), reverse("money_check_line", args=[check.uuid, 1])]
    beth, sunita = browser_of(cast.beth), browser_of(cast.sunita)
    assert all("Tangerine" in beth.get(address).content.decode() for address in addresses)
    Answer.objects.filter(document=plan.document).update(audience=Audience.WORKER_ONLY)
    for address in addresses:
        page = beth.get(address).content.decode()
        assert "Saturday" in page and "Tangerine" not in page and "52.00" not in page
        assert "Tangerine" in sunita.get(address).content.decode()
        assert "Tangerine" in browser_of(cast.maureen).get(address).content.decode()
    hers = share_days(diary, by=cast.beth)
    assert list(hers.lines.values_list("line_entry", "line_words")) == [(None, "")], "she shares what she knows"


def test_an_answer_that_ended_within_these_days_or_later_stands_beside_what_was_spent(cast: Cast) -> None:
    today, at = timezone.localdate(), timezone.now()
    Allocation.objects.update(starts_at=at - 90 * DAY)
    diary = make_diary(cast.maureen, begins_on=today - 60 * DAY)
    taxi = line("Taxi to the choir")
    for ago in (40, 2):
        write(diary, "9.40", "Taxi", day=today - ago * DAY, line=taxi)
    asked = AskedLine(None, taxi.question_id, taxi.entry_id, taxi.words)
    question = ask_about(cast.maureen, line=asked, at=at - 50 * DAY)
    yes = say_to(question, cast.sunita, at=at - 49 * DAY)
    end_answer(answer=yes, why="There is a bus now.", by=cast.sunita, at=at - 30 * DAY)
    before = share_days(diary, first_day=today - 45 * DAY, last_day=today - 35 * DAY)
    after = share_days(diary, first_day=today - 9 * DAY, last_day=today)
    for check, beside in ((before, [yes]), (after, [])):
        (part,) = by_plan_line(check, check.lines.all(), cast.sunita, at=at)
        assert part.answers == beside


def test_what_the_plan_has_for_these_days_is_parted_where_a_tax_year_begins(cast: Cast) -> None:
    waits = sent(cast.maureen, cost("52.00", what_for="Swimming"))
    swimming = lines_of(waits.version)[0]
    diary = make_diary(cast.maureen, document=waits.version.document, begins_on=BEGAN - 14 * DAY)
    ref = LineRef(swimming.document_id, swimming.question_id, swimming.entry_id, swimming.what_for)
    write(diary, "9.40", "Swimming", day=BEGAN, line=ref)
    check = share_days(diary, first_day=BEGAN - 10 * DAY, last_day=BEGAN + 19 * DAY)
    (part,) = by_plan_line(check, check.lines.all(), cast.sunita, at=timezone.now())
    assert [(str(each.last_day), str(each.amount)) for each in part.planned_over] == [
        ("2026-04-05", "74.29"),
        ("2026-04-25", "148.57"),
    ]
    assert str(part.planned_total) == "222.86"


def test_what_came_in_is_not_said_to_be_missing_from_the_plan(
    cast: Cast, diary: MoneyDiary, browser_of: BrowserOf, now: datetime
) -> None:
    check = share_days(diary)
    parts = by_plan_line(check, check.lines.all(), cast.sunita, at=now)
    assert [(part.name, [line.what_for for line in part.lines]) for part in parts] == [
        ("Money that came in", ["The council"]),
        ("Not in the plan", ["Bus to choir"]),
    ]
    shown = browser_of(cast.sunita).get(check.get_absolute_url()).content.decode()
    assert shown.index("Money that came in") < shown.index("The council") < shown.index("Not in the plan")
