"""The figures of an organisation month by month, and what each of them means."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from community.figures import queries
from community.figures.enums import Period
from community.figures.months import Month, months_until
from community.help_requests.enums import Action
from community.organisations.models import Organisation

MINUTES = 60


@dataclass(frozen=True)
class Line:
    """One month, or all of them. half_met: within how many days half of them met first; None where nobody did."""

    label: str
    asked: int
    taken_on: int
    declined: int
    waiting: int
    begun: int
    ended: int
    half_met: int | None
    minutes: int

    @property
    def hours(self) -> str:
        """The hours that were given, to the half hour; a number that every spreadsheet reads."""
        halves = round(self.minutes / (MINUTES / 2))
        return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


@dataclass(frozen=True)
class Figures:
    """The months of a period, the earliest first, and all of it."""

    lines: list[Line]
    total: Line


# What stands above a column, and how its figure comes about.
MEANINGS = (
    ("Asked", "Requests that were sent to you in this month. One that was sent again counts again."),
    ("Taken on", "Requests that you said yes to."),
    ("Said no", "Requests that you could not help with."),
    ("Waiting", "Requests with you at the end of the month where nobody helps yet; for this month, now."),
    (
        "Help began",
        "How often somebody began to help, after the person’s yes. Who takes over from another counts, too.",
    ),
    ("Help ended", "How often help ended: on its last day, or before."),
    (
        "Half met within",
        "Half of those who met for the first time in this month did so within so many days of asking you. It counts "
        "whole days, and only meetings that were written down.",
    ),
    ("Hours given", "The length of all meetings that were written down, together, to the half hour."),
)


def figures_of(organisation: Organisation, period: Period, *, at: datetime) -> Figures:
    """Everything for one organisation, in seven questions to the database, however much there is."""
    months = months_until(at, many=period)
    since, first_day, today = months[0].starts_at, months[0].first_day, timezone.localdate(at)
    steps = queries.steps(organisation, since, at)
    waiting = queries.waiting(organisation, months, at)
    begun, ended = (queries.helpings(organisation, name, since, at) for name in ("starts_at", "ends_at"))
    minutes = queries.minutes(organisation, first_day, today)
    half_met, half_of_all = queries.days_to_first_meeting(organisation, first_day, today)

    def line(month: Month) -> Line:
        day = month.first_day
        return Line(
            label=str(month),
            asked=steps[Action.SEND].get(day, 0),
            taken_on=steps[Action.ACCEPT].get(day, 0),
            declined=steps[Action.DECLINE].get(day, 0),
            waiting=waiting[day],
            begun=begun.get(day, 0),
            ended=ended.get(day, 0),
            half_met=half_met.get(day),
            minutes=minutes.get(day, 0),
        )

    lines = [line(month) for month in months]
    return Figures(lines, _all(lines, half_of_all))


def _all(lines: list[Line], half_met: int | None) -> Line:
    """The whole period: what waits, waits now; the rest is added up."""
    added = {
        name: sum(getattr(line, name) for line in lines)
        for name in ("asked", "taken_on", "declined", "begun", "ended", "minutes")
    }
    return Line(label="All together", waiting=lines[-1].waiting, half_met=half_met, **added)
