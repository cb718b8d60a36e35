"""Figures as a spreadsheet whose cells can do no harm."""

from collections.abc import Sequence

from community.figures.counting import MEANINGS, Figures, Line
from portal.components.spreadsheet import as_csv


def figures_as_csv(figures: Figures, *, organisation: str, made_on: str) -> str:
    """The table, and below it what each figure means."""
    rows: list[Sequence[str | int | None]] = [("Month", *(name for name, _ in MEANINGS))]
    rows += [_row(line) for line in (*figures.lines, figures.total)]
    rows += [(), (organisation, f"made on {made_on}"), *MEANINGS]
    return as_csv(rows)


def _row(line: Line) -> Sequence[str | int | None]:
    return (
        line.label,
        line.asked,
        line.taken_on,
        line.declined,
        line.waiting,
        line.begun,
        line.ended,
        line.half_met,
        line.hours,
    )
