"""The council's figures as a spreadsheet whose cells can do no harm."""

from collections.abc import Iterator, Sequence
from datetime import date

from community.reports.enums import Key
from community.reports.meanings import ABOUT_ALL, HIDDEN, LEFT_OUT, MEANINGS
from community.reports.models import Report
from community.reports.tables import Shown
from portal.components.spreadsheet import Cell, as_csv


def report_as_csv(report: Report) -> str:
    """Period and rules first, then table by table, each with how it is counted below it."""
    rows: list[Sequence[Cell]] = [
        ("Council’s figures", f"{_day(report.since)} to {_day(report.until)}"),
        ("Numbers that are not shown", LEFT_OUT),
        ("Whom it is about", ABOUT_ALL),
    ]
    for shown in report.shown:
        if shown.key in Key.values:
            rows += _table(shown)
    return as_csv(rows)


def _table(shown: Shown) -> Iterator[Sequence[Cell]]:
    meaning = MEANINGS[Key(shown.key)]
    yield ()
    yield (meaning.question,)
    yield ("", *shown.columns, *(name for name, _ in shown.measures))
    for number, name in enumerate(shown.rows):
        measured = [values[number] for _, values in shown.measures]
        yield (name, *(HIDDEN if each is None else each for each in (*shown.cells[number], *measured)))
    for how in meaning.how:
        yield ("How it is counted", how)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
