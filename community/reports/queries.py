"""Counting in the database: one question a table, however many people and teams. Nobody's row ever leaves it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from community.figures.months import Month, months_until
from community.reports import sql

YEAR = 12
# Any fixed number: whoever makes figures holds it, so that they are made once.
LOCK = 620_119_010


class ReportQuerySet(QuerySet[Any]):
    """Figures, one row for each last day of a month."""

    def newest(self) -> Any:
        """The one that is shown; None while there is none."""
        return self.order_by("-until").first()


@dataclass(frozen=True)
class Period:
    """Twelve whole months, as the calendar has them here."""

    since: date
    until: date
    begins: datetime
    ends: datetime

    @classmethod
    def before(cls, at: datetime) -> "Period":
        """The twelve months until the end of the last month."""
        months: list[Month] = months_until(at, many=YEAR + 1)
        first, running = months[0], months[-1]
        last = timezone.localdate(running.starts_at - timedelta(microseconds=1))
        return cls(first.first_day, last, first.starts_at, running.starts_at)

    def as_parameters(self) -> dict[str, Any]:
        """What the questions to the database know it by."""
        days = {"since": self.since, "until": self.until, "begins": self.begins, "ends": self.ends}
        return {**days, "zone": timezone.get_current_timezone_name()}


class Cell(NamedTuple):
    """Where a number stands: the name of the team, "" for none, and the column; None for all of them."""

    team: str | None
    which: str | None


class Found(NamedTuple):
    """How many people, and what half of their values are at most."""

    many: int
    half: Decimal | None


def team_names() -> list[str]:
    """All teams, by name."""
    return list(apps.get_model("portal", "Team").objects.order_by("name").values_list("name", flat=True))


def by_team(happened: str, period: Period, *, one_column: bool, half: bool = False) -> dict[Cell, Found]:
    """One of the tables of `sql`, with all its sums."""
    rows = _rows(sql.by_team(happened, one_column=one_column, half=half), period)
    return {
        Cell((team or "") if of_team else None, which if of_column else None): Found(many, value)
        for of_team, team, of_column, which, many, value in rows
    }


def unmet(period: Period) -> dict[tuple[str, str], int]:
    """How many people asked for something, by outcome ("" where nobody said) and by how much of it is paid."""
    return {(outcome, which): many for outcome, which, many in _rows(sql.UNMET, period)}


def hold_making() -> None:
    """Let one maker through at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def know_sizes() -> None:
    """Let the database look at how much there is in the tables that are asked, as it does by itself some time after
    much was written. Before that it may take hours for what takes a second."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(table) for table in sql.TABLES))


def _rows(question: str, period: Period) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, period.as_parameters())
        return list(cursor.fetchall())
