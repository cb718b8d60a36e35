"""The sums of a diary, as the database added them up: by month and by line of the plan."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

NOTHING = Decimal("0.00")
K = TypeVar("K")


@dataclass(frozen=True)
class Sums:
    """What came in and went out, in pounds, and in how many entries."""

    came_in: Decimal = NOTHING
    went_out: Decimal = NOTHING
    many: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.came_in + other.came_in, self.went_out + other.went_out, self.many + other.many)

    @property
    def balance(self) -> Decimal:
        """What is left of it."""
        return self.came_in - self.went_out


@dataclass(frozen=True)
class Cell:
    """The sums of one line in one month. month: its first day; line: None where entries belong to no line."""

    month: date
    line: UUID | None
    sums: Sums


@dataclass(frozen=True)
class Tally:
    """All sums of a diary. Whatever a page shows is added up from the same cells, so that it agrees to the penny."""

    cells: tuple[Cell, ...] = ()

    @property
    def total(self) -> Sums:
        """Everything."""
        return _add(self.cells)

    def by_month(self) -> dict[date, Sums]:
        """By month, the latest first; only months with entries."""
        return dict(sorted(_group(self.cells, lambda cell: cell.month).items(), reverse=True))

    def by_line(self) -> dict[UUID | None, Sums]:
        """By line of the plan."""
        return _group(self.cells, lambda cell: cell.line)

    def of_month(self, month: date) -> "Tally":
        """One month of it."""
        return Tally(tuple(cell for cell in self.cells if cell.month == month))

    def since(self, month: date) -> "Tally":
        """From this month on."""
        return Tally(tuple(cell for cell in self.cells if cell.month >= month))

    def without(self, kept_back: Iterable[UUID]) -> "Tally":
        """For a reader to whom some lines of the plan are not known: their entries belong to none."""
        hidden = set(kept_back)
        cells = (Cell(c.month, None if c.line in hidden else c.line, c.sums) for c in self.cells)
        return Tally(tuple(cells))


def running(opening: Decimal, months: Mapping[date, Sums]) -> dict[date, Decimal]:
    """What was there at the end of each month, the earliest first."""
    there, found = opening, {}
    for month in sorted(months):
        there += months[month].balance
        found[month] = there
    return found


def _group(cells: Iterable[Cell], key: Callable[[Cell], K]) -> dict[K, Sums]:
    found: dict[K, Sums] = {}
    for cell in cells:
        found[key(cell)] = found.get(key(cell), Sums()) + cell.sums
    return found


def _add(cells: Iterable[Cell]) -> Sums:
    total = Sums()
    for cell in cells:
        total += cell.sums
    return total
