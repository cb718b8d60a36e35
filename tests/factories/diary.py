"""Money diaries and what stands in them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from planning.diary.enums import Direction, Source
from planning.diary.models import Entry, MoneyDiary
from planning.diary.services import add_entry, begin_diary
from planning.diary.services.diaries import DiaryValues
from planning.diary.services.entries import new_entry
from planning.diary.values import EntryValues, LineRef
from portal.accounts.models import User

BEGAN = date(2026, 4, 6)


def make_diary(person: User, *, at: datetime | None = None, by: User | None = None, **says: Any) -> MoneyDiary:
    """A diary since the first day of the tax year, with £100 in it, unless said otherwise."""
    says = {"title": "My money", "begins_on": BEGAN, "opening": Decimal("100.00"), **says}
    return begin_diary(person=person, values=DiaryValues(**says), by=by or person, at=at or timezone.now())


def says(
    amount: str = "12.50", what_for: str = "Bus", *, money_in: bool = False, day: date | None = None, **more: Any
) -> EntryValues:
    """What an entry says: money out for the bus on the diary's second day, unless said otherwise."""
    direction = Direction.IN if money_in else Direction.OUT
    return EntryValues(day or BEGAN + timedelta(days=1), direction, Decimal(amount), what_for, **more)


def write(diary: MoneyDiary, amount: str = "12.50", what_for: str = "Bus", **more: Any) -> Entry:
    """An entry that the person, or `by`, typed."""
    by, at, key = more.pop("by", diary.person), more.pop("at", timezone.now()), more.pop("key", None)
    return add_entry(diary=diary, values=says(amount, what_for, **more), by=by, at=at, key=key)


def write_many(diary: MoneyDiary, count: int, *, since: date = BEGAN) -> None:
    """So many entries over the days until today, past every service: for tests of size."""
    now = timezone.now()
    days = (timezone.localdate(now) - since).days + 1
    rows = []
    for place in range(count):
        values = EntryValues(
            since + timedelta(days=place % days),
            Direction.IN if place % 10 == 0 else Direction.OUT,
            Decimal(100 + place % 900) / 100,
            f"Entry {place}",
        )
        rows.append(new_entry(diary, values, by=diary.person, at=now, source=Source.TYPED))
    Entry.objects.bulk_create(rows, batch_size=5_000)


def line(words: str = "Cleaning", *, document_id: int | None = None, entry_id: UUID | None = None) -> LineRef:
    """A line of a plan."""
    return LineRef(document_id, uuid4(), entry_id or uuid4(), words)
