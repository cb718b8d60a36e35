"""The final budget in other periods than a week, line by line, so that every column adds up to the penny. Pure.

Councils pay in weeks, in four weeks or in months; what somebody can spend is easier to see in the one that they are
paid in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning.budgets.calculation import NOTHING
from planning.budgets.periods import Period, convert

OTHER_COSTS = "Other costs of the plan"
DECIDED = "Decided in another way than planned"


@dataclass(frozen=True)
class Row:
    """One line in each period, in the order of `Period`, in pounds; below nothing only where less was decided."""

    label: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True)
class InPeriods:
    """The lines of a final budget, and what it comes to. The rows add up to the total in each period."""

    rows: tuple[Row, ...]
    total: Row


def in_periods(lines: Sequence[tuple[str, Decimal]], *, planned: Decimal, agreed: Decimal) -> InPeriods:
    """lines: what each is for, and its pounds a week, as far as the reader may see them; planned: what all lines come
    to a week; agreed: what was agreed.

    What the reader does not see is one row together; where another sum was agreed than planned, the difference is one.
    """
    rest = planned - sum((weekly for _, weekly in lines), NOTHING)
    parts = [*lines, (OTHER_COSTS, rest)] if rest else list(lines)
    as_planned = [convert([weekly for _, weekly in parts], period) for period in Period]
    totals = tuple(convert([agreed], period).total for period in Period)
    rows = [
        Row(label, tuple(converted.lines[place] for converted in as_planned)) for place, (label, _) in enumerate(parts)
    ]
    if agreed != planned:
        changed = tuple(total - before.total for total, before in zip(totals, as_planned, strict=True))
        rows.append(Row(DECIDED, changed))
    return InPeriods(tuple(rows), Row("Final budget", totals))
