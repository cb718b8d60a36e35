"""Every table as it is counted, before anything is left out of it: for suppression, and never for a page."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from community.reports import queries, sql
from community.reports.enums import (
    ALL_TEAMS,
    NO_TEAM,
    Answered,
    Decider,
    Drift,
    Key,
    Overturned,
    Paid,
    Reached,
    Stretch,
    Wrote,
)
from community.reports.queries import Cell, Found, Period
from community.reports.tables import Counted, Measure
from content.questions.kinds.choices import OUTCOMES
from planning.signing_off.enums import Difference, Refusal

Columns = Mapping[str, str]
HUNDREDTH = Decimal("0.01")
NO_OUTCOME = "No outcome said"
FINAL_BUDGETS = "Final budgets"
HALF_WITHIN = "Half were within a ratio of"


def count_all(period: Period) -> list[Counted]:
    """All tables, each in one question to the database."""
    queries.know_sizes()
    teams = queries.team_names()
    return [TABLES[key](teams, period) if key in TABLES else _unmet(period) for key in Key]


def _table(key: Key, happened: str, columns: Columns, across: str, teams: list[str], period: Period) -> Counted:
    """across: what the columns add up to; "" where somebody may be in several of them."""
    found = queries.by_team(happened, period, one_column=bool(across))
    return _counted(key, found, columns, across, teams)


def _counted(key: Key, found: Mapping[Cell, Found], columns: Columns, across: str, teams: list[str]) -> Counted:
    names = _with_no_team(found, teams)
    counts = tuple(tuple(_many(found, Cell(team, which)) for which in columns) for team in names)
    rows = tuple(team or NO_TEAM for team in names)
    return Counted(key.value, rows, tuple(columns.values()), counts, ALL_TEAMS, across)


def _with_no_team(found: Mapping[Cell, Found], teams: list[str]) -> list[str]:
    """Every team by name, and "" where there is somebody whose social worker was in none, or who had nobody."""
    return [*teams, ""] if Cell("", None) in found else list(teams)


def _many(found: Mapping[Cell, Found], cell: Cell) -> int:
    return found[cell].many if cell in found else 0


def _drift(teams: list[str], period: Period) -> Counted:
    columns = dict(Drift.choices)
    found = queries.by_team(sql.DRIFT, period, one_column=True, half=True)
    counted = _counted(Key.DRIFT, found, columns, FINAL_BUDGETS, teams)
    return _with(counted, [_half(found, teams, HALF_WITHIN, FINAL_BUDGETS, None, _ratio)])


def _days(teams: list[str], period: Period) -> Counted:
    found = queries.by_team(sql.DAYS, period, one_column=False, half=True)
    counted = _counted(Key.DAYS, found, dict(Stretch.choices), "", teams)
    halves = [_half(found, teams, _took_at_most(each), str(each.label), each.value, _in_days) for each in Stretch]
    return _with(counted, halves)


def _took_at_most(stretch: Stretch) -> str:
    return f"{stretch.label}, half took at most"


def _half(
    found: Mapping[Cell, Found],
    teams: list[str],
    name: str,
    of: str,
    which: str | None,
    write: Callable[[Decimal], str],
) -> Measure:
    """What half of a column's values are at most, team by team and for all."""
    halves = [found.get(Cell(team, which)) for team in (*_with_no_team(found, teams), None)]
    return Measure(name, of, tuple(write(each.half) if each and each.half is not None else "" for each in halves))


def _ratio(value: Decimal) -> str:
    """To two places; nothing where one of the figures was zero, and no ratio says it."""
    return f"{value.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)}" if value.is_finite() else ""


def _in_days(value: Decimal) -> str:
    return f"{int(value)} day{'' if value == 1 else 's'}"


def _with(counted: Counted, measures: list[Measure]) -> Counted:
    return Counted(
        counted.key, counted.rows, counted.columns, counted.counts, counted.down, counted.across, tuple(measures)
    )


def _unmet(period: Period) -> Counted:
    """By outcome; somebody may have asked for several, so the rows do not add up."""
    found = queries.unmet(period)
    rows = {**OUTCOMES, "": NO_OUTCOME}
    counts = tuple(tuple(found.get((outcome, which), 0) for which in Paid.values) for outcome in rows)
    return Counted(
        Key.UNMET.value, tuple(rows.values()), tuple(map(str, Paid.labels)), counts, across="People who asked"
    )


def _by_team(key: Key, happened: str, columns: Columns, across: str = "") -> Callable[[list[str], Period], Counted]:
    return partial(_table, key, happened, columns, across)


TABLES: Mapping[Key, Callable[[list[str], Period], Counted]] = {
    Key.DRIFT: _drift,
    Key.REASONS: _by_team(Key.REASONS, sql.REASONS, dict(Difference.choices)),
    Key.SIGNED_OFF: _by_team(Key.SIGNED_OFF, sql.SIGNED_OFF, dict(Decider.choices), "Agreed"),
    Key.REFUSED: _by_team(Key.REFUSED, sql.REFUSED, dict(Refusal.choices), "Not agreed"),
    Key.OVERTURNED: _by_team(Key.OVERTURNED, sql.OVERTURNED, dict(Overturned.choices)),
    Key.CHANGED_WHY: _by_team(Key.CHANGED_WHY, sql.CHANGED_WHY, dict(Difference.choices)),
    Key.DAYS: _days,
    Key.TAKE_UP: _by_team(Key.TAKE_UP, sql.TAKE_UP, dict(Reached.choices), "People"),
    Key.WHO_WROTE: _by_team(Key.WHO_WROTE, sql.WHO_WROTE, dict(Wrote.choices), "People"),
    Key.ANSWERS: _by_team(Key.ANSWERS, sql.ANSWERS, dict(Answered.choices)),
}
