"""What a period of a diary holds, as it would be shared: the very lines, and a mark that tells whether they are the
same as those that somebody has seen."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch

from planning.diary.enums import Direction
from planning.diary.lines import kept_back
from planning.diary.models import MoneyDiary, Receipt
from portal.accounts.models import User

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Chosen:
    """What somebody chose to share: the first and the last day, both counted; whether receipts go along; their
    words."""

    first_day: date
    last_day: date
    with_receipts: bool = False
    words: str = ""


@dataclass(frozen=True)
class Shared:
    """One entry. line_entry, line_words: of the plan; None and "" where it belongs to none that the sharer knows."""

    entry_uuid: UUID
    day: date
    direction: str
    amount: Decimal
    what_for: str
    line_entry: UUID | None
    line_words: str
    receipts: tuple[UUID, ...]

    @property
    def is_in(self) -> bool:
        """Whether money came in."""
        return self.direction == Direction.IN


@dataclass(frozen=True)
class Period:
    """The entries of some days, the earliest first."""

    lines: tuple[Shared, ...]

    @property
    def came_in(self) -> Decimal:
        """In pounds."""
        return sum((line.amount for line in self.lines if line.is_in), NOTHING)

    @property
    def went_out(self) -> Decimal:
        """In pounds."""
        return sum((line.amount for line in self.lines if not line.is_in), NOTHING)

    @property
    def mark(self) -> str:
        """The same for the same lines, and another one for any others."""
        said = [
            [
                *(str(line.entry_uuid), line.day.isoformat(), line.direction, str(line.amount), line.what_for),
                *(str(line.line_entry), line.line_words, *map(str, line.receipts)),
            ]
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def period_of(diary: MoneyDiary, chosen: Chosen, user: User) -> Period:
    """What this user would share of a diary. Notes beside entries stay where they are."""
    receipts = Prefetch("receipts", queryset=Receipt.objects.kept().order_by("added_at", "pk"), to_attr="shown")
    entries = diary.entries.kept().between(chosen.first_day, chosen.last_day + timedelta(days=1)).order_by("day", "pk")
    hidden = kept_back(diary, user)
    return Period(
        tuple(
            Shared(
                entry.uuid,
                entry.day,
                entry.direction,
                entry.amount,
                entry.what_for,
                None if entry.line_entry in hidden else entry.line_entry,
                "" if entry.line_entry in hidden else entry.line_words,
                tuple(receipt.uuid for receipt in entry.shown) if chosen.with_receipts else (),
            )
            for entry in entries.prefetch_related(receipts)
        )
    )
