"""Figures as they are shown on a page and taken along. They are about nobody's record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from community.reports.enums import Key
from community.reports.meanings import HIDDEN, MEANINGS, Meaning
from community.reports.tables import Shown
from portal.audit.presenters import say
from portal.components.lists import Bar

say({"council figures taken along": "took the council’s figures along as a spreadsheet"})


# What the columns of a table add up to, as it is called there.
SUMS = frozenset({"Final budgets", "Agreed", "Not agreed", "People", "People who asked"})


class Cell(NamedTuple):
    """One place of a table. value: None where it is left out. more: what stands below a number, with its name."""

    label: str
    value: int | str | None
    more: tuple[str, str | None] | None = None


class Row(NamedTuple):
    """One line of a table."""

    name: str
    cells: tuple[Cell, ...]


Named = tuple[str, tuple[str | None, ...]]
Beside = dict[str, Named]


@dataclass(frozen=True)
class Section:
    """One table with all that is said about it. total: its last row, where the rows add up; most: of its bars."""

    key: str
    name: str
    meaning: Meaning
    first: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None
    bars: tuple[tuple[str, tuple[Bar, ...]], ...]
    most: int

    @property
    def is_empty(self) -> bool:
        """Whether there was nobody to count."""
        return not self.most and all(
            cell.value in (0, "") for row in (*self.rows, *filter(None, [self.total])) for cell in row.cells
        )


def sections_of(tables: Iterable[Shown]) -> list[Section]:
    """Every table that is still known by its name."""
    return [section_of(shown) for shown in tables if shown.key in Key.values]


def section_of(shown: Shown) -> Section:
    """A table as the page shows it."""
    key = Key(shown.key)
    beside, apart = _measures(shown)
    columns = (*shown.columns, *(name for name, _ in apart))
    lines = tuple(Row(name, _cells(shown, number, beside, apart)) for number, name in enumerate(shown.rows))
    # All tables but one are by team, and these add up.
    adds_up = key != Key.UNMET
    drawn = lines[-1:] if adds_up else lines
    bars = tuple((line.name, _bars(line, shown)) for line in drawn)
    most = max((bar.number for _, found in bars for bar in found), default=0)
    return Section(
        key=key.value,
        name=str(key.label),
        meaning=MEANINGS[key],
        first="Team" if adds_up else "Outcome",
        columns=columns,
        rows=lines[:-1] if adds_up else lines,
        total=lines[-1] if adds_up else None,
        bars=bars,
        most=int(most),
    )


def _measures(shown: Shown) -> tuple[Beside, list[Named]]:
    """Those of one column, by its name ("Sent, half took at most"), and those with a column of their own."""
    beside: Beside = {}
    apart: list[Named] = []
    for name, values in shown.measures:
        column, _, rest = name.rpartition(", ")
        if column in shown.columns:
            beside[column] = (rest, values)
        else:
            apart.append((name, values))
    return beside, apart


def _cells(shown: Shown, number: int, beside: Beside, apart: list[Named]) -> tuple[Cell, ...]:
    counts = []
    for column, value in zip(shown.columns, shown.cells[number], strict=True):
        name, values = beside.get(column, ("", ()))
        # Below a number that is left out, or below nobody, there is nothing more to say.
        counts.append(Cell(column, value, (name, values[number]) if value and values else None))
    return (*counts, *(Cell(name, values[number]) for name, values in apart))


def _bars(line: Row, shown: Shown) -> tuple[Bar, ...]:
    """The parts and not their sum, beside which each of them would look small."""
    parts = [cell for cell in line.cells[: len(shown.columns)] if cell.label not in SUMS]
    return tuple(
        Bar(cell.label, 0, said=HIDDEN) if cell.value is None else Bar(cell.label, int(cell.value)) for cell in parts
    )
