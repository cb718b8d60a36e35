"""The council's figures as a spreadsheet whose cells can do no harm: what is hidden on the page is hidden here."""

from collections.abc import Iterator, Sequence
from datetime import date

from community.reports.meanings import SMALL_NUMBERS, WHOSE_TEAM
from community.reports.models import Report
from community.reports.reading import HIDDEN, Section, sections_of
from portal.components.spreadsheet import Cell, as_csv


def report_as_csv(report: Report) -> str:
    """All tables, one below the other, each with how it is counted."""
    rows: list[Sequence[Cell]] = [("From", _day(report.since)), ("Until", _day(report.until))]
    rows += [(SMALL_NUMBERS,), (WHOSE_TEAM,)]
    for section in sections_of(report):
        rows += _rows(section)
    return as_csv(rows)


def _rows(section: Section) -> Iterator[Sequence[Cell]]:
    yield ()
    yield (section.title,)
    yield (section.first, *section.columns)
    for row in section.rows:
        yield (row.label, *(HIDDEN if cell.written is None else _cell(cell.written) for cell in row.cells))
    yield (section.meaning.counted,)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _cell(written: str) -> Cell:
    """A number as a number, so that a program can draw it."""
    return int(written) if written.isdecimal() else written
