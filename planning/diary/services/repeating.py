"""What comes again: setting it up, changing it, stopping it, and writing each time down once."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from planning.diary.enums import Did, Source
from planning.diary.models import Deed, Entry, MoneyDiary, Repeating
from planning.diary.policies import check_can_write
from planning.diary.schedule import days_from, next_from
from planning.diary.services.deeds import hold_diary, write_deed
from planning.diary.services.entries import Stale, WrittenAlready, check_says_something, new_entry, put_line
from planning.diary.values import EntryValues
from portal.access.decisions import Denied
from portal.accounts.models import User

MOST_REPEATING = 60
TOO_MANY = "There is no room for more that comes again. Stop something first that does not come any more."
ENDS_BEFORE = "The last day is before the first one. Choose a later day, or leave it empty."
BEFORE_DIARY = "The diary begins after that day. Choose its first day or a later one."
STOPPED = "This was stopped. Set it up anew, if it comes again."
# What one round of the chore writes down for one thing that comes again; the next round goes on.
AT_ONCE = 400


@dataclass(frozen=True)
class RepeatingValues:
    """entry: what each one says, its `day` being the first; until: the last day on which it may come."""

    entry: EntryValues
    every: str
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """For the history."""
        until = self.until.isoformat() if self.until else None
        return {**self.entry.as_json(), "every": str(self.every), "until": until}


@transaction.atomic
def repeat(*, diary: MoneyDiary, values: RepeatingValues, by: User, at: datetime, key: UUID | None = None) -> Repeating:
    """Set up something that comes again; what has come since its first day is written down at once.

    key: what the form calls itself; sent twice, it gives the one of the first time. Raises Denied, and WrittenAlready
    where the same key says something else by now.
    """
    held = hold_diary(diary)
    check_can_write(by, held, at)
    known = held.repeating.filter(made_from=key).first() if key else None
    if known:
        if Deed.objects.get(repeating=known, did=Did.SET_UP).after != values.as_json():
            raise WrittenAlready(known)
        return cast(Repeating, known)
    if held.repeating.going_on().count() >= MOST_REPEATING:
        raise Denied(TOO_MANY)
    _check(held, values)
    repeating = Repeating(diary=held, made_by=by, made_at=at, made_from=key)
    _put(repeating, values)
    repeating.next_on = values.entry.day
    repeating.save()
    write_deed(Did.SET_UP, held, by=by, at=at, repeating=repeating, now=values.as_json())
    _write_down(repeating, held, at)
    return repeating


@transaction.atomic
def change_repeating(*, repeating: Repeating, values: RepeatingValues, seen: int, by: User, at: datetime) -> Repeating:
    """Let what still comes be something else. What has come already stays as it is.

    Its days are counted from the first day that is given, and none that is written down comes twice.
    Raises Denied, and Stale.
    """
    held = hold_diary(repeating.diary)
    check_can_write(by, held, at)
    current = _now(repeating, held)
    before = values_of(current)
    if before == values:
        return current
    if current.number != seen:
        raise Stale(current)
    if current.stopped_at:
        raise Denied(STOPPED)
    _check(held, values)
    _put(current, values)
    current.number += 1
    last = current.entries.order_by("-due_on").values_list("due_on", flat=True).first()
    since = max(values.entry.day, date.fromordinal(last.toordinal() + 1)) if last else values.entry.day
    current.next_on = _within(current, next_from(current.every, current.first_on, since))
    current.save()
    write_deed(Did.CHANGED_REPEATING, held, by=by, at=at, repeating=current, was=before.as_json(), now=values.as_json())
    _write_down(current, held, at)
    return current


@transaction.atomic
def stop_repeating(*, repeating: Repeating, by: User, at: datetime) -> Repeating:
    """It comes no more. What has come stays. Stopped already, it stays so. Raises Denied."""
    held = hold_diary(repeating.diary)
    check_can_write(by, held, at)
    current = _now(repeating, held)
    if current.stopped_at is None:
        current.stopped_at = at
        current.number += 1
        current.save(update_fields=["stopped_at", "number"])
        write_deed(Did.STOPPED, held, by=by, at=at, repeating=current, was=values_of(current).as_json())
    return current


def write_down_what_is_due(*, at: datetime) -> int:
    """Write down everything that has come by today, each time exactly once: also where two do this at once, where
    nobody did it for weeks, and where an entry was moved or taken out. Gives how many entries are new."""
    made = 0
    for found in Repeating.objects.due(on=timezone.localdate(at)).select_related("diary__person"):
        with transaction.atomic():
            held = hold_diary(found.diary)
            current = _now(found, held)
            if current.stopped_at is None and held.closed_at is None:
                made += _write_down(current, held, at)
    return made


def values_of(repeating: Repeating) -> RepeatingValues:
    """What comes again, and how often, as it stands."""
    entry = EntryValues(
        repeating.first_on,
        repeating.direction,  # type: ignore[arg-type]
        repeating.amount,
        repeating.what_for,
        line=repeating.line,
    )
    return RepeatingValues(entry, repeating.every, repeating.until)


def _write_down(repeating: Repeating, held: MoneyDiary, at: datetime) -> int:
    """What is due by today. The diary is held: nobody else does the same meanwhile."""
    days = _due(repeating, timezone.localdate(at))
    if not days:
        return 0
    known = set(repeating.entries.filter(due_on__in=days).values_list("due_on", flat=True))
    made = [_entry_of(repeating, held, day, at) for day in days if day not in known]
    Entry.objects.bulk_create(made)
    Deed.objects.bulk_create(
        Deed(
            diary=held,
            did=Did.ADDED,
            by=repeating.made_by,
            at=at,
            entry=each,
            number=1,
            repeating=repeating,
            after=each.values.as_json(),
        )
        for each in made
    )
    after = date.fromordinal(days[-1].toordinal() + 1)
    repeating.next_on = _within(repeating, next_from(repeating.every, repeating.first_on, after))
    repeating.save(update_fields=["next_on"])
    return len(made)


def _due(repeating: Repeating, today: date) -> list[date]:
    """The days that have come by today and are not dealt with, as many as one round takes."""
    if repeating.next_on is None:
        return []
    last = min(today, repeating.until or today)
    coming = _some(days_from(repeating.every, repeating.first_on, repeating.next_on))
    return list(takewhile(lambda day: day <= last, coming))


def _entry_of(repeating: Repeating, held: MoneyDiary, day: date, at: datetime) -> Entry:
    """What comes again, on one of its days."""
    values = replace(values_of(repeating).entry, day=day)
    return new_entry(held, values, by=repeating.made_by, at=at, source=Source.RECURRING, repeating=repeating)


def _some(days: Any) -> Any:
    return (day for _, day in zip(range(AT_ONCE), days, strict=False))


def _within(repeating: Repeating, day: date | None) -> date | None:
    return day if day and (repeating.until is None or day <= repeating.until) else None


def _check(diary: MoneyDiary, values: RepeatingValues) -> None:
    check_says_something(diary, [values.entry])
    if values.entry.day < diary.begins_on:
        raise Denied(BEFORE_DIARY, about="first_on")
    if values.until and values.until < values.entry.day:
        raise Denied(ENDS_BEFORE, about="until")


def _put(row: Repeating, values: RepeatingValues) -> None:
    said = values.entry
    row.direction, row.amount, row.what_for = said.direction, said.amount, said.what_for
    row.first_on, row.every, row.until = said.day, values.every, values.until
    put_line(row, said)


def _now(repeating: Repeating, held: MoneyDiary) -> Repeating:
    rows = held.repeating.select_related("made_by").select_for_update(no_key=True, of=("self",))
    current: Repeating = rows.get(pk=repeating.pk)
    current.diary = held
    return current
