"""The entries of some days as rows: of a spreadsheet, or of a table on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from planning.diary.enums import Direction, Source
from planning.diary.models import Entry
from planning.diary.reading import NO_LINE, DiaryReading
from planning.exports.paper import Block, Heading, Missing, Paper, Table
from portal.components.money import format_money
from portal.components.spreadsheet import Cell, as_csv

HEAD = ("Day", "What for", "Part of the plan", "In", "Out", "There afterwards", "Note", "From where", "Written by")
MEANINGS = {
    "There afterwards": "what was there on the first of these days, and all that came in and went out since, added up.",
    "Part of the plan": "which cost of the plan it belongs to.",
}
# More rows than this are many hundred pages: a spreadsheet is the better way to take them along.
MOST_ON_PAPER = 3_000
AT_ONCE = 2_000


@dataclass(frozen=True)
class Days:
    """Some days of a diary, as one reader sees them; both the first and the last are included."""

    reading: DiaryReading
    since: date
    until: date

    @property
    def entries(self) -> Any:
        """The earliest first."""
        kept = self.reading.diary.entries.kept().between(self.since, self.until + timedelta(days=1))
        return kept.select_related("created_by").order_by("day", "pk")

    @property
    def before(self) -> Decimal:
        """What was there on the morning of the first day."""
        earlier = self.reading.diary.entries.kept().filter(day__lt=self.since)
        came_in, went_out = earlier.in_and_out()
        return self.reading.diary.opening + came_in - went_out

    @property
    def words(self) -> str:
        """ "6 April 2026 to 23 November 2026"."""
        return f"{_day(self.since)} to {_day(self.until)}"

    def rows(self) -> Iterator[tuple[Entry, str, Decimal]]:
        """Each entry with the line it belongs to, as this reader knows it, and what was there afterwards."""
        there = self.before
        for entry in self.entries.iterator(chunk_size=AT_ONCE):
            there += entry.values.signed
            hidden = entry.line_entry is None or entry.line_entry in self.reading.kept_back
            yield entry, "" if hidden else self.reading.name_of(entry.line_entry), there


def as_spreadsheet(days: Days, *, made_on: date) -> str:
    """As CSV: a row an entry, and below it what the columns mean."""
    rows: list[Sequence[Cell]] = [HEAD]
    rows.append((days.since.isoformat(), "There on the first day", "", None, None, days.before, "", "", ""))
    rows += [_cells(entry, line, there) for entry, line, there in days.rows()]
    rows += [(), (days.reading.diary.title, f"{days.words}, made on {_day(made_on)}"), *MEANINGS.items()]
    return as_csv(rows)


def as_paper(days: Days) -> Paper:
    """For PDF and to print: what there was, what came in, went out and is there now, and each entry by month."""
    came_in, went_out = days.entries.order_by().in_and_out()
    before, diary = days.before, days.reading.diary
    blocks: list[Block] = [
        Table(
            "In these days",
            ("", "Sum"),
            [
                (f"There on {_day(days.since)}", format_money(before)),
                ("Came in", format_money(came_in)),
                ("Went out", format_money(went_out)),
                (f"There after {_day(days.until)}", format_money(before + came_in - went_out)),
            ],
        )
    ]
    month: tuple[int, int] | None = None
    table: list[Sequence[str]] = []
    for entry, line, _ in days.rows():
        if month != (entry.day.year, entry.day.month):
            month, table = (entry.day.year, entry.day.month), []
            title = f"{entry.day:%B %Y}"
            blocks += [Heading(2, title), Table(title, ("Day", "What for", "Part of the plan", "In", "Out"), table)]
        table.append(_line(entry, line))
    if month is None:
        blocks.append(Missing("Nothing was written down in these days."))
    title = diary.title if "diary" in diary.title.lower() else f"Money diary: {diary.title}"
    return Paper(title, blocks, about=(f"{diary.person.known_as}. {days.words}.",))


def _cells(entry: Entry, line: str, there: Decimal) -> Sequence[Cell]:
    came_in = entry.amount if entry.direction == Direction.IN else None
    went_out = entry.amount if entry.direction == Direction.OUT else None
    source, by = Source(entry.source).label, entry.created_by.known_as
    return (entry.day.isoformat(), entry.what_for, line, came_in, went_out, there, entry.note, source, by)


def _line(entry: Entry, line: str) -> Sequence[str]:
    amount, is_in = format_money(entry.amount), entry.direction == Direction.IN
    return (
        f"{entry.day.day} {entry.day:%b}",
        entry.what_for,
        line or NO_LINE,
        *((amount, "") if is_in else ("", amount)),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
