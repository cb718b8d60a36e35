"""What an entry says, apart from its row: what goes into a service, and what the history keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from planning.budgets.plan_lines import PlanLine
from planning.diary.enums import Direction

LONGEST_WHAT_FOR, LONGEST_NOTE, LONGEST_LINE = 120, 2_000, 200


@dataclass(frozen=True)
class LineRef:
    """Which line of a plan an entry belongs to, and its words at the time: both stay when the plan changes later.

    document_id: None once the document is gone for good.
    """

    document_id: int | None
    question_id: UUID
    entry_id: UUID
    words: str

    @classmethod
    def of(cls, line: PlanLine) -> "LineRef":
        """The same for a line of a version."""
        return cls(line.document_id, line.question_id, line.entry_id, line.what_for[:LONGEST_LINE])


@dataclass(frozen=True)
class EntryValues:
    """amount: pounds, more than nothing, whichever way it goes; line: None where it belongs to no line of the plan."""

    day: date
    direction: Direction
    amount: Decimal
    what_for: str
    note: str = ""
    line: LineRef | None = None

    @property
    def signed(self) -> Decimal:
        """What it does to the balance: below nothing for money out."""
        return self.amount if self.direction == Direction.IN else -self.amount

    def as_json(self) -> dict[str, Any]:
        """For the history."""
        line = self.line
        return {
            "day": self.day.isoformat(),
            "direction": str(self.direction),
            "amount": str(self.amount),
            "what_for": self.what_for,
            "note": self.note,
            "line": [line.document_id, str(line.question_id), str(line.entry_id), line.words] if line else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "EntryValues":
        """Back from the history."""
        line = kept["line"]
        return cls(
            date.fromisoformat(kept["day"]),
            Direction(kept["direction"]),
            Decimal(kept["amount"]),
            kept["what_for"],
            kept["note"],
            LineRef(line[0], UUID(line[1]), UUID(line[2]), line[3]) if line else None,
        )
