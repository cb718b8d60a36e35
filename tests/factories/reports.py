"""A report of the council's figures, as it is kept."""

from datetime import UTC, date, datetime

from community.reports.enums import ALL_TEAMS, Drift, Key, Overturned, Paid, Stretch
from community.reports.models import Report
from community.reports.suppressing import suppressed
from community.reports.tables import Counted, Measure

RATIO = "Half were within a ratio of"


def alike(row: str, column: str) -> int:
    """The same weight for all, so that a test knows what is left out."""
    return 1


def drift(teams: int = 2) -> Counted:
    """Final budgets of teams; in the first there is one small number."""
    rows = tuple(f"Team {number}" for number in range(teams))
    counts = ((3, 20, 9), *((10, 12, 8) for _ in rows[1:]))
    ratios = Measure(RATIO, "Final budgets", tuple("1.35" for _ in (*rows, ALL_TEAMS)))
    return Counted(Key.DRIFT, rows, tuple(map(str, Drift.labels)), counts, ALL_TEAMS, "Final budgets", (ratios,))


def days() -> Counted:
    """How long each step took in one team, and twelve people who finished the first."""
    columns = tuple(map(str, Stretch.labels))
    half = Measure(f"{columns[0]}, half took at most", columns[0], ("9 days", "9 days"))
    return Counted(Key.DAYS, ("North",), columns, ((12, 0, 0, 0, 0),), ALL_TEAMS, "", (half,))


def unmet() -> Counted:
    """By outcome, and so with no sum of its rows."""
    return Counted(
        Key.UNMET, ("=1+1", "Work"), tuple(map(str, Paid.labels)), ((9, 0, 7), (5, 5, 5)), "", "People who asked"
    )


def nobody() -> Counted:
    """A table in which there is nobody."""
    return Counted(Key.OVERTURNED, ("North",), tuple(map(str, Overturned.labels)), ((0, 0, 0),), ALL_TEAMS)


def make_stored_report(*, teams: int = 2, until: date = date(2026, 10, 31)) -> Report:
    """Four tables, as they may be shown."""
    tables = [suppressed(counted, alike).as_json() for counted in (drift(teams), nobody(), days(), unmet())]
    since = date(until.year - 1, until.month + 1, 1)
    return Report.objects.create(since=since, until=until, made_at=datetime(2026, 11, 1, 4, tzinfo=UTC), tables=tables)
