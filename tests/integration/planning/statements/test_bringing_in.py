"""Bank statements beside a diary: what is new, what is there, and that nothing enters twice or by half."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from planning.diary.enums import Source
from planning.diary.models import Entry, MoneyDiary
from planning.diary.services import close_diary, take_out_entry
from planning.documents.enums import Audience
from planning.documents.models import Answer
from planning.statements.enums import Standing
from planning.statements.models import Statement, StatementLine, StatementShape
from planning.statements.proposals import Earlier
from planning.statements.reading.days import Order
from planning.statements.reading.lines import Settled
from planning.statements.reading.refusals import Unreadable
from planning.statements.services import (
    Added,
    AlreadyHere,
    add_lines,
    adding,
    choose_parts,
    delete_statement,
    forget_old,
    leave_out,
    read_lines,
)
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.diary import make_diary, write
from tests.factories.money import let_see_money
from tests.factories.statements import CLEANING, SWIMMING, as_csv, bring, bring_lines, make_plan, upload
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
CAFE, BUS, COUNCIL = (
    ("14/04/2026", "HARBOUR CAFE", "-4.50"),
    ("15/04/2026", "BUS", "-2.00"),
    ("20/04/2026", "COUNCIL", "96.00"),
)


def standings(statement: Statement) -> list[str]:
    return list(statement.lines.order_by("number").values_list("standing", flat=True))


def add_all(statement: Statement, by: User | None = None) -> Added:
    return add_lines(statement=statement, lines=None, by=by or statement.diary.person, at=timezone.now())


def balance(diary: MoneyDiary) -> Decimal:
    came_in, went_out = diary.entries.kept().in_and_out()
    return diary.opening + came_in - went_out


def test_nothing_is_in_the_diary_before_a_yes(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    statement = bring_lines(diary, [CAFE, BUS, COUNCIL])
    assert standings(statement) == ["new", "new", "new"]
    assert diary.entries.count() == 0
    assert add_all(statement) == Added(3, 0)
    found = diary.entries.order_by("day").values_list("day", "direction", "amount", "what_for", "source")
    assert list(found) == [
        (date(2026, 4, 14), "out", Decimal("4.50"), "HARBOUR CAFE", Source.STATEMENT),
        (date(2026, 4, 15), "out", Decimal("2.00"), "BUS", Source.STATEMENT),
        (date(2026, 4, 20), "in", Decimal("96.00"), "COUNCIL", Source.STATEMENT),
    ]
    assert standings(statement) == ["added", "added", "added"]
    assert set(statement.lines.values_list("entry", flat=True)) == set(diary.entries.values_list("pk", flat=True))
    assert add_all(statement) == Added(0, 0), "a second tap adds nothing"


def test_the_bytes_go_when_the_lines_are_there(cast: Cast) -> None:
    statement = bring(make_diary(cast.maureen), [CAFE])
    assert statement.packed and "HARBOUR CAFE" in statement.text
    columns = Settled.from_json(statement.settled).columns
    read_lines(statement=statement, columns=columns, by=cast.maureen, at=timezone.now())
    kept = Statement.objects.get(pk=statement.pk)
    assert kept.packed is None and kept.text == ""
    with pytest.raises(Denied, match="already"):
        read_lines(statement=statement, columns=columns, by=cast.maureen, at=timezone.now())
    assert statement.lines.count() == 1


def test_two_equal_payments_on_one_day_are_two(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    statement = bring_lines(diary, [BUS, CAFE, BUS])
    assert [bool(line.reason) for line in statement.lines.order_by("number")] == [False, False, True]
    add_all(statement)
    assert diary.entries.filter(what_for="BUS").count() == 2
    assert balance(diary) == Decimal("91.50")


def test_overlapping_files_bring_in_each_payment_once(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    add_all(bring_lines(diary, [CAFE, BUS]))
    second = bring_lines(diary, [BUS, BUS, COUNCIL])
    assert standings(second) == ["there", "new", "new"], "the second fare of the day is another one"
    assert add_all(second) == Added(2, 0)
    assert diary.entries.count() == 4
    add_all(bring_lines(diary, "Description,Amount,Date\nBUS,-2.00,2026-04-15\nBUS,-2.00,2026-04-15\n"))
    assert diary.entries.count() == 4, "also from a file of another shape"


def test_two_lists_of_the_same_lines_add_them_once(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    first, second = bring_lines(diary, [CAFE, BUS]), bring_lines(diary, [BUS, CAFE, COUNCIL])
    assert standings(second) == ["new", "new", "new"]
    add_all(first)
    assert add_all(second) == Added(1, 2)
    assert standings(second) == ["there", "there", "added"]
    assert diary.entries.count() == 3


def test_the_same_file_is_known_again_and_a_second_tap_makes_no_second_one(cast: Cast) -> None:
    diary, key = make_diary(cast.maureen), uuid4()
    first = bring(diary, [CAFE], key=key)
    for again in (key, uuid4()):
        with pytest.raises(AlreadyHere) as here:
            bring(diary, [CAFE], key=again)
        assert here.value.statement.pk == first.pk
    assert diary.statements.count() == 1
    delete_statement(statement=first, by=cast.maureen, at=timezone.now())
    assert bring(diary, [CAFE], key=uuid4()).pk != first.pk


def test_what_somebody_typed_is_known_again(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    write(diary, "4.50", "harbour  cafe", day=date(2026, 4, 14))
    write(diary, "2.00", "To the pool and back", day=date(2026, 4, 15))
    write(diary, "96.00", "COUNCIL", day=date(2026, 4, 20))
    statement = bring_lines(diary, [CAFE, BUS, BUS, COUNCIL])
    assert standings(statement) == ["there", "maybe", "new", "new"], "money in and money out are not the same"
    maybe = statement.lines.get(standing=Standing.MAYBE)
    assert "To the pool and back" in maybe.reason
    assert add_all(statement) == Added(2, 0), "what is maybe there needs a yes of its own"
    assert add_lines(statement=statement, lines=[maybe.pk], by=cast.maureen, at=timezone.now()) == Added(1, 0)


def test_another_file_from_the_same_page_is_a_statement_of_its_own(cast: Cast) -> None:
    diary, key = make_diary(cast.maureen), uuid4()
    first, second = bring(diary, [CAFE], key=key), bring(diary, [BUS], key=key)
    assert first.pk != second.pk
    assert "BUS" in second.text
    with pytest.raises(AlreadyHere) as here:
        bring(diary, [BUS], key=key)
    assert here.value.statement.pk == second.pk


def test_what_was_written_since_the_list_was_made_is_compared_first(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    statement = bring_lines(diary, [CAFE, BUS, COUNCIL])
    write(diary, "4.50", "Harbour  cafe", day=date(2026, 4, 14))
    write(diary, "2.00", "The bus to town", day=date(2026, 4, 15))
    page = browser_of(cast.maureen).post(statement.get_absolute_url(), {"go": "add-all"}, follow=True)
    assert standings(statement) == [Standing.THERE, Standing.MAYBE, Standing.ADDED]
    assert "1 line was not added yet. Somebody wrote the same sum" in page.content.decode()
    bus = statement.lines.get(standing=Standing.MAYBE)
    assert "The bus to town" in bus.reason
    assert balance(diary) == Decimal("100.00") + Decimal("96.00") - Decimal("6.50")
    # Who has read that and adds it all the same has paid twice, and it counts twice.
    assert add_lines(statement=statement, lines=[bus.pk], by=cast.maureen, at=timezone.now()) == Added(1, 0)
    assert balance(diary) == Decimal("100.00") + Decimal("96.00") - Decimal("8.50")


def test_a_line_that_was_maybe_there_is_compared_once_more(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    write(diary, "2.00", "Ticket", day=date(2026, 4, 15))
    statement = bring_lines(diary, [BUS])
    line = statement.lines.get()
    assert line.standing == Standing.MAYBE and "Ticket" in line.reason
    write(diary, "2.00", "bus", day=date(2026, 4, 15))
    assert add_lines(statement=statement, lines=[line.pk], by=cast.maureen, at=timezone.now()) == Added(0, 1)
    assert standings(statement) == [Standing.THERE]
    assert diary.entries.count() == 2


def test_what_was_taken_out_does_not_come_back_by_itself(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    add_all(bring_lines(diary, [CAFE]))
    take_out_entry(entry=diary.entries.get(), seen=1, by=cast.maureen, at=timezone.now())
    again = bring_lines(diary, [CAFE, BUS])
    assert standings(again) == ["there", "new"]
    assert "took it out" in again.lines.get(standing=Standing.THERE).reason
    add_all(again)
    assert [entry.what_for for entry in diary.entries.kept()] == ["BUS"]


def test_lines_that_cannot_be_read_or_belong_to_other_days_are_refused_with_their_reason(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    tomorrow = timezone.localdate() + timedelta(days=1)
    lines = [
        CAFE,
        ("05/04/2026", "BEFORE", "-1.00"),
        (f"{tomorrow:%d/%m/%Y}", "LATER", "-1.00"),
        ("?", "NO DAY", "-1.00"),
    ]
    statement = bring_lines(diary, lines)
    assert standings(statement) == ["new", "refused", "refused", "refused"]
    before, later, none = statement.lines.filter(standing=Standing.REFUSED).order_by("number")
    assert before.reason == "This diary begins on 6 April 2026."
    assert later.reason == "This day is still to come."
    assert "“?”" in none.reason and "NO DAY" in none.text
    assert add_lines(
        statement=statement, lines=[before.pk, later.pk, none.pk], by=cast.maureen, at=timezone.now()
    ) == Added(0, 0)


def test_a_press_is_carried_out_whole_or_not_at_all(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    diary = make_diary(cast.maureen)
    statement = bring_lines(diary, [CAFE, BUS, COUNCIL])
    monkeypatch.setattr(adding, "AT_ONCE", 2)
    StatementLine.objects.filter(words="COUNCIL").update(day=date(2020, 1, 1))
    with pytest.raises(Denied):
        add_all(statement)
    assert diary.entries.count() == 0
    assert standings(statement) == ["new", "new", "new"]


def test_a_line_is_for_the_part_that_similar_ones_were_given(cast: Cast) -> None:
    diary = make_diary(cast.maureen, document=make_plan(cast.maureen))
    lines = [
        ("14/04/2026", "CARD PAYMENT TO SPARKLE CLEANING LTD 1204", "-24.00"),
        ("21/04/2026", "SPARKLE CLEANING 2104", "-24.00"),
        ("22/04/2026", "HARBOUR CAFE", "-3.00"),
    ]
    statement = bring_lines(diary, lines)
    first, _, third = statement.lines.order_by("number")
    at = timezone.now()
    choose_parts(statement=statement, parts={first.pk: CLEANING, third.pk: None}, by=cast.maureen, at=at)
    add_lines(statement=statement, lines=[first.pk], by=cast.maureen, at=at)
    add_all(statement)
    given = dict(diary.entries.values_list("what_for", "line_words"))
    assert given == {
        "CARD PAYMENT TO SPARKLE CLEANING LTD 1204": "Cleaning",
        "SPARKLE CLEANING 2104": "Cleaning",
        "HARBOUR CAFE": "",
    }
    assert diary.entries.get(what_for="SPARKLE CLEANING 2104").line_entry == CLEANING


def test_what_was_given_last_counts_and_no_part_is_a_choice_too() -> None:
    earlier = Earlier.of([("Pool swimming 12", SWIMMING), ("POOL SWIMMING", CLEANING), ("Harbour cafe", None)])
    assert earlier.proposed("pool swimming 99") == SWIMMING
    assert earlier.proposed("LEISURE POOL SWIMMING") == SWIMMING
    assert earlier.proposed("HARBOUR CAFE") is None
    assert earlier.proposed("1234") is None
    assert earlier.proposed("Something else entirely") is None


def test_a_part_that_the_nominee_must_not_know_is_not_proposed_to_her(cast: Cast) -> None:
    plan = make_plan(cast.maureen, cleaning="CANARY")
    diary = make_diary(cast.maureen, document=plan)
    let_see_money(cast.beth_in_circle, manage=True)
    first = bring_lines(diary, [("14/04/2026", "SPARKLE CLEANING", "-24.00")])
    choose_parts(statement=first, parts={first.lines.get().pk: CLEANING}, by=cast.maureen, at=timezone.now())
    add_all(first)
    Answer.objects.filter(document=plan).update(audience=Audience.ONLY_ME)
    second = bring_lines(diary, [("21/04/2026", "SPARKLE CLEANING", "-24.00")], by=cast.beth)
    add_all(second, cast.beth)
    assert diary.entries.get(day=date(2026, 4, 21)).line_entry is None


def test_left_out_and_taken_back(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    statement = bring_lines(diary, [CAFE, BUS])
    pk = statement.lines.get(words="BUS").pk
    assert leave_out(statement=statement, lines=[pk], by=cast.maureen, at=at) == 1
    assert add_all(statement) == Added(1, 0)
    assert leave_out(statement=statement, lines=[pk], by=cast.maureen, at=at, back=True) == 1
    assert add_all(statement) == Added(1, 0)


def test_only_who_writes_in_the_diary_brings_in_reads_and_adds(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    let_see_money(cast.beth_in_circle)
    statement = bring_lines(diary, [("14/04/2026", "CANARY", "-1.00")])
    waiting = bring(diary, [("15/04/2026", "CANARY TOO", "-1.00")])
    at = timezone.now()
    for user in everybody(cast).values():
        if user.pk == cast.maureen.pk:
            continue
        assert not Statement.objects.visible_to(user, at=at).exists()
        for page in (reverse("statement", args=[statement.uuid]), reverse("statement_columns", args=[waiting.uuid])):
            response = browser_of(user).get(page)
            assert response.status_code in (403, 404) and b"CANARY" not in response.content
        for act in (
            lambda user=user: add_lines(statement=statement, lines=None, by=user, at=at),
            lambda user=user: bring(diary, [BUS], by=user),
            lambda user=user: delete_statement(statement=statement, by=user, at=at),
            lambda user=user: leave_out(statement=statement, lines=[], by=user, at=at),
        ):
            with pytest.raises(Denied):
                act()
    assert diary.entries.count() == 0


def test_a_closed_diary_takes_nothing(cast: Cast) -> None:
    diary = make_diary(cast.maureen)
    statement = bring_lines(diary, [CAFE])
    close_diary(diary=diary, by=cast.maureen, at=timezone.now())
    with pytest.raises(Denied):
        add_all(statement)
    with pytest.raises(Denied):
        bring(diary, [BUS])


def test_a_bank_is_known_again(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen)
    text = as_csv([("03/04/2026", "CAFE", "-1.00"), ("05/06/2026", "BUS", "-2.00")])
    first = bring(diary, text)
    assert first.unsure == ["order"] and not first.remembered
    page = browser_of(cast.maureen).get(reverse("statement_columns", args=[first.uuid])).content.decode()
    assert "“03/04/2026” could be 3 April 2026 or 4 March 2026." in page
    columns = Settled.from_json(first.settled).columns
    turned = type(columns)(**{**columns.__dict__, "order": Order.MONTH_FIRST})
    read_lines(statement=first, columns=turned, by=cast.maureen, at=timezone.now())
    second = bring(diary, as_csv([("07/06/2026", "BUS", "-2.00")]))
    assert second.remembered and not second.unsure
    assert Settled.from_json(second.settled).columns.order == Order.MONTH_FIRST
    assert StatementShape.objects.count() == 1
    assert not bring(make_diary(cast.amira), text).remembered, "another diary knows nothing of it"


def test_the_column_of_the_day_is_no_column_of_money(cast: Cast, browser_of: BrowserOf) -> None:
    statement = bring(make_diary(cast.maureen), [CAFE])
    said = {"go": "read", "day": "0", "order": Order.DAY_FIRST.value, "words": "1", "minus": "out"}
    for money in ({"money": "one", "amount": "0"}, {"money": "two", "out": "2", "into": "0"}):
        page = browser_of(cast.maureen).post(statement.get_absolute_url(), {**said, **money})
        assert "You chose this column for the day." in page.content.decode()
    for way in ("0", "2"):
        page = browser_of(cast.maureen).post(
            statement.get_absolute_url(), {**said, "money": "one", "amount": "2", "way": way}
        )
        assert "Choose one that says which way it went, or “None”." in page.content.decode(), way
    assert Statement.objects.get().read_at is None


def test_old_files_and_lists_go_and_what_was_added_stays(cast: Cast) -> None:
    diary, now = make_diary(cast.maureen), timezone.now()
    waiting, read = bring(diary, [BUS]), bring_lines(diary, [CAFE])
    add_all(read)
    assert forget_old(at=now + timedelta(days=6)) == 0
    assert forget_old(at=now + timedelta(days=8)) == 1
    assert not Statement.objects.filter(pk=waiting.pk).exists()
    assert forget_old(at=now + timedelta(days=91)) == 1
    assert diary.entries.get().what_for == "HARBOUR CAFE"


def test_the_pages_go_from_a_file_to_the_diary(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, document=make_plan(cast.maureen))
    browser, here = browser_of(cast.maureen), reverse("diary_statements", args=[diary.uuid])
    response = browser.post(here, {"file": upload(b"%PDF-1.7"), "key": str(uuid4())})
    assert "This is a PDF" in response.content.decode()
    text = as_csv([CAFE, ("31/02/2026", "<b>ODD</b>", "-1.00"), COUNCIL])
    response = browser.post(here, {"file": upload(text), "key": str(uuid4())}, follow=True)
    page = response.content.decode()
    assert "14 April 2026" in page and "£4.50" in page and "31/02/2026" in page
    statement = diary.statements.get()
    form = response.context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    columns = reverse("statement_columns", args=[statement.uuid])
    turned = browser.post(columns, {**said, "minus": "in", "go": "look"}, follow=True).content.decode()
    assert 'data-label="In">£4.50' in turned
    page = browser.post(columns, {**said, "go": "read"}, follow=True).content.decode()
    assert "HARBOUR CAFE" in page and "Add all 2 lines" in page
    refused = browser.get(reverse("statement", args=[statement.uuid]) + "?show=refused").content.decode()
    assert "&lt;b&gt;ODD" in refused and "We cannot read" in refused
    line = statement.lines.get(words="HARBOUR CAFE")
    lines = reverse("statement", args=[statement.uuid])
    page = browser.post(lines, {f"part-{line.pk}": str(SWIMMING), "go": f"add:{line.pk}"}, follow=True).content.decode()
    assert "1 line is in the diary now." in page
    assert diary.entries.get().line_words == "Swimming"
    browser.post(lines, {"go": "add-all"})
    assert diary.entries.count() == 2
    assert "Nothing left to do" in browser.get(here).content.decode()
    browser.post(reverse("statement_delete", args=[statement.uuid]))
    assert not diary.statements.exists() and diary.entries.count() == 2


def test_a_list_costs_as_much_with_many_lines_as_with_one(cast: Cast, browser_of: BrowserOf) -> None:
    diary = make_diary(cast.maureen, document=make_plan(cast.maureen))
    one = bring_lines(diary, [CAFE])
    many = bring_lines(diary, [(f"{n % 28 + 1:02d}/05/2026", f"SHOP {n}", f"-{n + 1}.00") for n in range(300)])
    browser = browser_of(cast.maureen)

    def queries(statement: Statement) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(reverse("statement", args=[statement.uuid])).status_code == 200
        return len(asked)

    queries(one)
    assert queries(one) == queries(many)

    def to_add(statement: Statement) -> int:
        with CaptureQueriesContext(connection) as asked:
            add_all(statement)
        return len(asked)

    few = bring_lines(diary, [BUS, COUNCIL])
    assert to_add(few) == to_add(many)
    assert diary.entries.count() == 302


@pytest.mark.parametrize("posted", ["\x00", "add:\x00", "add:99999999999999999999", "part", "leave:-1", "\ud800"])
def test_odd_buttons_break_nothing(cast: Cast, browser_of: BrowserOf, posted: str) -> None:
    statement = bring_lines(make_diary(cast.maureen), [CAFE])
    data = {"go": posted.encode("utf-8", "replace").decode(), "line": posted.encode("utf-8", "replace").decode()}
    response = browser_of(cast.maureen).post(reverse("statement", args=[statement.uuid]), data)
    assert response.status_code == 302
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04", "Ж".encode("utf-16")])
def test_odd_files_are_refused_with_a_sentence(cast: Cast, browser_of: BrowserOf, content: bytes) -> None:
    diary = make_diary(cast.maureen)
    here = reverse("diary_statements", args=[diary.uuid])
    response = browser_of(cast.maureen).post(here, {"file": upload(content), "key": str(uuid4())})
    assert response.status_code == 200 and response.context["form"].errors
    assert not diary.statements.exists()
    if content:
        with pytest.raises(Unreadable):
            bring(diary, content.decode("latin-1"))
