"""The council's figures as a page shows them: a section for each table, with its picture."""

from dataclasses import dataclass

from community.reports.enums import ALL_TEAMS, Key
from community.reports.meanings import MEANINGS, Meaning
from community.reports.models import Report
from community.reports.tables import Shown
from portal.components.lists import Bar

HIDDEN = "hidden"
PEOPLE = "People"


@dataclass(frozen=True)
class Cell:
    """One figure of a row: under which column it stands, and as it is written; None where it is hidden."""

    column: str
    written: str | None


@dataclass(frozen=True)
class Row:
    """One team, or one outcome, or all of them."""

    label: str
    cells: tuple[Cell, ...]
    of_all: bool


@dataclass(frozen=True)
class Section:
    """One table. groups, most: its picture, of all teams together; for a table without a sum, row by row."""

    key: str
    title: str
    meaning: Meaning
    first: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: list[tuple[str, list[Bar]]]
    most: int


def sections_of(report: Report) -> list[Section]:
    """Every table that is still known, in the order of `Key`."""
    shown = {table.key: table for table in report.shown}
    return [_section(key, shown[key]) for key in Key if key in shown]


def rows_of(table: Shown) -> list[Row]:
    """Its rows, each with the measures behind the numbers."""
    columns = columns_of(table)
    return [
        Row(label, tuple(Cell(*each) for each in zip(columns, _written(table, place), strict=True)), _is_sum(label))
        for place, label in enumerate(table.rows)
    ]


def columns_of(table: Shown) -> tuple[str, ...]:
    """What stands above them."""
    return (*table.columns, *(name for name, _ in table.measures))


def _written(table: Shown, place: int) -> list[str | None]:
    numbers = [None if number is None else str(number) for number in table.cells[place]]
    return [*numbers, *(values[place] for _, values in table.measures)]


def _is_sum(label: str) -> bool:
    return label == ALL_TEAMS


def _section(key: Key, table: Shown) -> Section:
    groups = _groups(table)
    return Section(
        key=key.value,
        title=str(key.label),
        meaning=MEANINGS[key],
        first="Outcome" if key == Key.UNMET else "Team",
        columns=columns_of(table),
        rows=tuple(rows_of(table)),
        groups=groups,
        most=max((int(bar.number) for _, bars in groups for bar in bars), default=0) or 1,
    )


def _groups(table: Shown) -> list[tuple[str, list[Bar]]]:
    """Every column of all teams, one below the other; where there is no row for all, the columns of each row."""
    if table.rows and _is_sum(table.rows[-1]):
        return [(name, [_bar(PEOPLE, number)]) for name, number in zip(table.columns, table.cells[-1], strict=True)]
    return [
        (label, [_bar(name, number) for name, number in zip(table.columns, row, strict=True)])
        for label, row in zip(table.rows, table.cells, strict=True)
    ]


def _bar(label: str, number: int | None) -> Bar:
    return Bar(label, 0, "warm", HIDDEN) if number is None else Bar(label, number)
