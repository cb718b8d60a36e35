"""Adding, changing, taking out and putting back entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from planning.diary.enums import Did, Source
from planning.diary.models import Deed, Entry, MoneyDiary, Repeating
from planning.diary.policies import NOTHING, check_can_write, check_day
from planning.diary.services.deeds import BROUGHT_IN, hold_diary, tell_the_person, write_deed
from planning.diary.values import EntryValues
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.components.words import can_be_read

NO_WORDS = "Write what it was for. A word or two is enough."
NOT_IN_A_PLAN = "That part of the plan is not there any more. Choose another one, or none."
TAKEN_OUT = "This entry was taken out. Put it back first, then you can change it."
AT_ONCE = 2_000


class Stale(Exception):  # noqa: N818 - news, not a fault
    """Somebody else was there first. current: the row as it is now, whose `number` is the one to go on from."""

    def __init__(self, current: Any) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class WrittenAlready(Exception):  # noqa: N818 - news, not a fault
    """The same page added something else before. first: what it added: an entry, a diary, or what comes again."""

    def __init__(self, first: Any) -> None:
        super().__init__("added already")
        self.first = first


@dataclass(frozen=True)
class NewEntry:
    """One of many that are added at once. key: of the line they come from, once in a diary."""

    key: UUID
    values: EntryValues


@transaction.atomic
def add_entry(
    *,
    diary: MoneyDiary,
    values: EntryValues,
    by: User,
    at: datetime,
    source: str = Source.TYPED,
    key: UUID | None = None,
) -> Entry:
    """Write one entry.

    key: what the form, or the line it comes from, calls itself; sent twice, it gives the entry of the first time.
    Raises Denied, and WrittenAlready where the same key says something else by now.
    """
    held = hold_diary(diary)
    check_can_write(by, held, at)
    known = cast(Entry | None, held.entries.for_pages().filter(made_from=key).first()) if key else None
    if known:
        first = known.deeds.filter(did=Did.ADDED).first()
        if first is None or EntryValues.from_json(first.after) == values:
            return known
        raise WrittenAlready(known)
    _check(held, [values], at)
    entry = new_entry(held, values, by=by, at=at, source=source, key=key)
    entry.save()
    write_deed(Did.ADDED, held, by=by, at=at, entry=entry)
    return entry


@transaction.atomic
def add_entries(*, diary: MoneyDiary, entries: Sequence[NewEntry], source: str, by: User, at: datetime) -> list[Entry]:
    """Write many entries: all of them, or none. Gives those that are new, in their order: what a key of this diary
    stands for already is not added again. It takes as many queries for many as for few, in bundles of 2,000.

    Raises Denied for the first that cannot be written.
    """
    held = hold_diary(diary)
    check_can_write(by, held, at)
    known = set(held.entries.filter(made_from__in=[each.key for each in entries]).values_list("made_from", flat=True))
    fresh = {each.key: each.values for each in entries if each.key not in known}
    _check(held, list(fresh.values()), at)
    made = [new_entry(held, values, by=by, at=at, source=source, key=key) for key, values in fresh.items()]
    Entry.objects.bulk_create(made, batch_size=AT_ONCE)
    Deed.objects.bulk_create(
        (
            Deed(diary=held, did=Did.ADDED, by=by, at=at, entry=each, number=1, after=each.values.as_json())
            for each in made
        ),
        batch_size=AT_ONCE,
    )
    if made:
        audit.record(BROUGHT_IN, by=by, person=held.person, about=held, at=at, count=len(made))
        tell_the_person(held, by=by, at=at)
    return made


@transaction.atomic
def change_entry(*, entry: Entry, values: EntryValues, seen: int, by: User, at: datetime) -> Entry:
    """Let an entry say something else; what it said before is kept. seen: its number on the page.

    Raises Denied, and Stale where somebody changed it or took it out meanwhile and it says something else now.
    """
    held = hold_diary(entry.diary)
    check_can_write(by, held, at)
    current = _now(entry, held)
    before = current.values
    if before == values and current.deleted_at is None:
        return current
    if current.number != seen:
        raise Stale(current)
    if current.deleted_at:
        raise Denied(TAKEN_OUT)
    _check(held, [values], at)
    put(current, values)
    _save(current, by=by, at=at)
    write_deed(Did.CHANGED, held, by=by, at=at, entry=current, before=before)
    return current


@transaction.atomic
def take_out_entry(*, entry: Entry, seen: int, by: User, at: datetime) -> Entry:
    """It counts no longer. Taken out already, it stays so. Raises Denied, and Stale where it changed meanwhile."""
    return _set_out(entry, seen, out=True, by=by, at=at)


@transaction.atomic
def put_back_entry(*, entry: Entry, seen: int, by: User, at: datetime) -> Entry:
    """It counts again, as it was. Being there already, it stays. Raises Denied, and Stale."""
    return _set_out(entry, seen, out=False, by=by, at=at)


def new_entry(
    diary: MoneyDiary,
    values: EntryValues,
    *,
    by: User,
    at: datetime,
    source: str,
    key: UUID | None = None,
    repeating: Repeating | None = None,
) -> Entry:
    """An entry that is not saved yet. For what comes again, its day is the one for which it was due."""
    entry = Entry(
        diary=diary,
        source=source,
        made_from=key,
        created_by=by,
        created_at=at,
        changed_by=by,
        changed_at=at,
        repeating=repeating,
        due_on=values.day if repeating else None,
    )
    put(entry, values)
    return entry


def put(row: Entry, values: EntryValues) -> None:
    """Put what an entry says into its row."""
    row.day, row.direction, row.amount = values.day, values.direction, values.amount
    row.what_for, row.note = values.what_for, values.note
    put_line(row, values)


def put_line(row: Entry | Repeating, values: EntryValues) -> None:
    """Put the line of the plan into a row."""
    line = values.line
    row.line_document_id = line.document_id if line else None
    row.line_question, row.line_entry = (line.question_id, line.entry_id) if line else (None, None)
    row.line_words = line.words if line else ""


def check_says_something(diary: MoneyDiary, values: Sequence[EntryValues]) -> None:
    """Some money, some words, and no line of anybody else's plan. Raises Denied."""
    if any(each.amount <= 0 for each in values):
        raise Denied(NOTHING, about="amount")
    if not all(can_be_read(each.what_for) for each in values):
        raise Denied(NO_WORDS, about="what_for")
    named = {each.line.document_id for each in values if each.line and each.line.document_id}
    if named and Document.objects.filter(pk__in=named, owner=diary.person_id).count() != len(named):
        raise Denied(NOT_IN_A_PLAN, about="line")


def _set_out(entry: Entry, seen: int, *, out: bool, by: User, at: datetime) -> Entry:
    held = hold_diary(entry.diary)
    check_can_write(by, held, at)
    current = _now(entry, held)
    if bool(current.deleted_at) == out:
        return current
    if current.number != seen:
        raise Stale(current)
    if not out:
        check_day(held, current.day, at)
    current.deleted_at = at if out else None
    _save(current, by=by, at=at)
    did = Did.TOOK_OUT if out else Did.PUT_BACK
    write_deed(did, held, by=by, at=at, entry=current, before=current.values)
    return current


def _check(diary: MoneyDiary, values: Sequence[EntryValues], at: datetime) -> None:
    check_says_something(diary, values)
    for day in {each.day for each in values}:
        check_day(diary, day, at)


def _now(entry: Entry, held: MoneyDiary) -> Entry:
    current: Entry = held.entries.for_pages().select_for_update(no_key=True, of=("self",)).get(pk=entry.pk)
    current.diary = held
    return current


def _save(current: Entry, *, by: User, at: datetime) -> None:
    current.number += 1
    current.changed_by, current.changed_at = by, at
    current.save()
