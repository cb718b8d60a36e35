"""Writing in a money diary: who may, what is kept, and what two windows do to each other."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.diary.enums import Did, Source
from planning.diary.models import Deed, Entry, MoneyDiary
from planning.diary.services import (
    Stale,
    WrittenAlready,
    add_entries,
    add_entry,
    begin_diary,
    change_diary,
    change_entry,
    close_diary,
    open_diary_again,
    put_back_entry,
    take_out_entry,
)
from planning.diary.services.diaries import DiaryValues, values_of
from planning.diary.services.entries import NewEntry
from planning.diary.values import EntryValues
from portal.access.decisions import Denied
from portal.audit.models import Event
from portal.crisis.models import Crisis
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.diary import BEGAN, line, make_diary, says, write
from tests.factories.money import let_see_money
from tests.factories.planning import make_document
from tests.personas import Cast, everybody


def balance(diary: MoneyDiary) -> Decimal:
    came_in, went_out = diary.entries.kept().in_and_out()
    return diary.opening + came_in - went_out


def test_only_the_person_and_who_manages_the_money_write(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    let_see_money(cast.beth_in_circle)
    for user in everybody(cast).values():
        if user.pk != cast.maureen.pk:
            with pytest.raises(Denied):
                add_entry(diary=diary, values=says(), by=user, at=at)
            with pytest.raises(Denied):
                begin_diary(person=cast.maureen, values=DiaryValues("Mine", BEGAN), by=user, at=at)
    assert diary.entries.count() == 0
    seen = {user.known_as for user in everybody(cast).values() if MoneyDiary.objects.visible_to(user, at=at).exists()}
    assert seen == {"Maureen", "Beth"}
    assert not MoneyDiary.objects.written_by(cast.beth, at=at).exists()


def test_who_manages_the_money_writes_and_the_person_is_told(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    share = let_see_money(cast.beth_in_circle, manage=True)
    entry = add_entry(diary=diary, values=says("8.00", "Cinema"), by=cast.beth, at=at)
    change_entry(entry=entry, values=says("9.00", "Cinema"), seen=1, by=cast.beth, at=at)
    notices = Notice.objects.filter(user=cast.maureen, kind=Kind.MONEY_NEWS)
    assert [notice.path for notice in notices] == [f"/budget/diary/{diary.uuid}/done/"], "one, until she looks"
    assert not Notice.objects.filter(user=cast.beth).exists()
    kept = Event.objects.filter(actor_id=cast.beth.pk).values_list("verb", "person_id", "detail")
    assert list(kept) == [
        ("diary entry added", cast.maureen.pk, {}),
        ("diary entry changed", cast.maureen.pk, {}),
    ], "and nobody's words"
    share.ends_at = timezone.now()
    share.save()
    with pytest.raises(Denied):
        take_out_entry(entry=entry, seen=2, by=cast.beth, at=timezone.now())


@pytest.mark.as_owner
def test_what_an_entry_said_before_stays(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    entry = write(diary, "12.50", "Bus")
    changed = change_entry(entry=entry, values=says("21.50", "Bus and train"), seen=1, by=cast.maureen, at=at)
    out = take_out_entry(entry=changed, seen=2, by=cast.maureen, at=at)
    assert balance(diary) == Decimal("100.00")
    put_back_entry(entry=out, seen=3, by=cast.maureen, at=at)
    assert balance(diary) == Decimal("78.50")
    deeds = list(Deed.objects.filter(entry=entry).order_by("pk"))
    assert [(deed.did, deed.number) for deed in deeds] == [
        (Did.ADDED, 1),
        (Did.CHANGED, 2),
        (Did.TOOK_OUT, 3),
        (Did.PUT_BACK, 4),
    ]
    assert EntryValues.from_json(deeds[1].before) == says("12.50", "Bus")
    assert EntryValues.from_json(deeds[1].after) == says("21.50", "Bus and train")
    for change in (lambda: Deed.objects.update(did=Did.ADDED), lambda: Deed.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_older_page_changes_nothing_and_says_what_is_there(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    let_see_money(cast.beth_in_circle, manage=True)
    entry = write(diary, "12.50")
    change_entry(entry=entry, values=says("13.00"), seen=1, by=cast.beth, at=at)
    with pytest.raises(Stale) as stale:
        change_entry(entry=entry, values=says("14.00"), seen=1, by=cast.maureen, at=at)
    assert (stale.value.current.amount, stale.value.current.changed_by) == (Decimal("13.00"), cast.beth)
    with pytest.raises(Stale):
        take_out_entry(entry=entry, seen=1, by=cast.maureen, at=at)
    same = change_entry(entry=entry, values=says("13.00"), seen=1, by=cast.maureen, at=at)
    assert same.number == 2, "who meant the same has lost nothing"
    kept = change_entry(entry=entry, values=says("14.00"), seen=2, by=cast.maureen, at=at)
    assert (kept.number, balance(diary)) == (3, Decimal("86.00"))


def test_one_form_makes_one_entry(cast: Cast) -> None:
    diary, at, key = make_diary(cast.maureen), timezone.now(), uuid4()
    first = add_entry(diary=diary, values=says("5.00"), by=cast.maureen, at=at, key=key)
    change_entry(entry=first, values=says("6.00"), seen=1, by=cast.maureen, at=at)
    again = add_entry(diary=diary, values=says("5.00"), by=cast.maureen, at=at, key=key)
    assert again.pk == first.pk
    with pytest.raises(WrittenAlready) as there:
        add_entry(diary=diary, values=says("7.00"), by=cast.maureen, at=at, key=key)
    assert there.value.first.pk == first.pk
    assert diary.entries.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        says("0.00"),
        says("1.00", " \u200b"),
        says("1.00", day=BEGAN - timedelta(days=1)),
        says("1.00", day=timezone.localdate() + timedelta(days=1)),
    ],
)
def test_what_cannot_be_written(cast: Cast, values: EntryValues) -> None:
    diary = make_diary(cast.maureen)
    with pytest.raises(Denied) as denied:
        add_entry(diary=diary, values=values, by=cast.maureen, at=timezone.now())
    assert denied.value.reason.endswith(".")
    assert diary.entries.count() == 0


def test_a_line_is_of_the_persons_own_plan(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    own, strange = make_document(cast.maureen), make_document(cast.amira)
    with pytest.raises(Denied):
        add_entry(diary=diary, values=says(line=line(document_id=strange.pk)), by=cast.maureen, at=at)
    mine = line("Cleaning", document_id=own.pk)
    entry = add_entry(diary=diary, values=says(line=mine), by=cast.maureen, at=at)
    entry.refresh_from_db()
    assert entry.line == mine


def test_many_at_once_are_all_there_or_none(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    new = [NewEntry(uuid4(), says("1.00", f"Shop {place}")) for place in range(5)]
    made = add_entries(diary=diary, entries=new, source=Source.STATEMENT, by=cast.maureen, at=at)
    assert [entry.what_for for entry in made] == [f"Shop {place}" for place in range(5)]
    more = [*new, NewEntry(uuid4(), says("2.00", "Bakery"))]
    made = add_entries(diary=diary, entries=more, source=Source.STATEMENT, by=cast.maureen, at=at)
    assert [entry.what_for for entry in made] == ["Bakery"]
    assert Deed.objects.filter(did=Did.ADDED, entry__source=Source.STATEMENT).count() == 6
    bad = [NewEntry(uuid4(), says("3.00")), NewEntry(uuid4(), says("3.00", day=date(2020, 1, 1)))]
    with pytest.raises(Denied):
        add_entries(diary=diary, entries=bad, source=Source.STATEMENT, by=cast.maureen, at=at)
    assert diary.entries.count() == 6


def test_many_take_as_many_queries_as_few(cast: Cast) -> None:
    diary, at, counts = make_diary(cast.maureen), timezone.now(), []
    for many in (2, 300):
        new = [NewEntry(uuid4(), says("1.00", f"Shop {place}")) for place in range(many)]
        with CaptureQueriesContext(connection) as queries:
            add_entries(diary=diary, entries=new, source=Source.STATEMENT, by=cast.maureen, at=at)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_diaries_are_kept_apart(cast: Cast) -> None:
    care, health = make_diary(cast.maureen), make_diary(cast.maureen, title="Health", opening=Decimal("50.00"))
    write(care, "10.00")
    write(health, "20.00")
    assert (balance(care), balance(health)) == (Decimal("90.00"), Decimal("30.00"))


def test_a_closed_diary_is_read_and_not_written(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    entry = write(diary)
    close_diary(diary=diary, by=cast.maureen, at=at)
    for change in (
        lambda: add_entry(diary=diary, values=says(), by=cast.maureen, at=at),
        lambda: change_entry(entry=entry, values=says("1.00"), seen=1, by=cast.maureen, at=at),
        lambda: take_out_entry(entry=entry, seen=1, by=cast.maureen, at=at),
    ):
        with pytest.raises(Denied, match="closed"):
            change()
    open_diary_again(diary=diary, by=cast.maureen, at=at)
    assert add_entry(diary=diary, values=says(), by=cast.maureen, at=at).pk


def test_what_a_diary_says_about_itself_changes_under_a_number(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    write(diary, day=BEGAN)
    before = values_of(diary)
    other = DiaryValues("Direct payment", BEGAN, Decimal("40.00"))
    change_diary(diary=diary, values=other, seen=1, by=cast.maureen, at=at)
    with pytest.raises(Stale):
        change_diary(diary=diary, values=before, seen=1, by=cast.maureen, at=at)
    with pytest.raises(Denied, match="before that day"):
        later = DiaryValues("Direct payment", BEGAN + timedelta(days=3), Decimal("40.00"))
        change_diary(diary=diary, values=later, seen=2, by=cast.maureen, at=at)
    with pytest.raises(Denied):
        strange = DiaryValues("Direct payment", BEGAN, document=make_document(cast.amira))
        change_diary(diary=diary, values=strange, seen=2, by=cast.maureen, at=at)
    diary.refresh_from_db()
    assert (diary.title, diary.opening, diary.number) == ("Direct payment", Decimal("40.00"), 2)


def test_a_crisis_does_not_pause_the_diary(cast: Cast) -> None:
    diary, at = make_diary(cast.maureen), timezone.now()
    Crisis.objects.create(person=cast.maureen, marked_by=cast.sunita, starts_at=at - timedelta(hours=1))
    assert add_entry(diary=diary, values=says(), by=cast.maureen, at=at).pk


@pytest.mark.as_owner
def test_the_database_keeps_no_entry_of_no_money(cast: Cast) -> None:
    entry = write(make_diary(cast.maureen))
    for fields in ({"amount": 0}, {"amount": -1}, {"line_words": "Cleaning"}, {"due_on": BEGAN}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**fields)
