"""The clock, from dates. Pure: the days on which each thing was reached in; stages with their days out.

A stage lasts from one milestone until the next one that was reached, or until today. It counts days of the calendar.
What was done out of turn (a plan that was begun before the assessment) takes no days of its own, so that the days of
all stages add up to the whole time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planning.clock.enums import OF_THEIRS, Milestone

# What the council owes after a milestone. Planning, and sending the plan, take the time that they take.
OWED = {
    Milestone.ASSESSED: Milestone.INDICATIVE,
    Milestone.SENT: Milestone.DECIDED,
    Milestone.DECIDED: Milestone.PAID,
}


@dataclass(frozen=True)
class Stage:
    """One milestone, and the time from there to the next.

    reached: the day; None where it is to come, or was left out. days: until the next one that was reached, or until
    today for the last; None where it was not reached, and after the first payment.
    """

    milestone: Milestone
    reached: date | None = None
    days: int | None = None
    current: bool = False

    @property
    def takes_its_time(self) -> bool:
        """Whether it is the person's own and goes on: then nobody counts the days aloud."""
        return self.current and self.milestone in {Milestone.INDICATIVE, Milestone.PLANNING}

    @property
    def label(self) -> str:
        """For the person themselves."""
        return str(self.milestone.label)

    def label_for(self, name: str) -> str:
        """For somebody else; name: what the person is known as."""
        return OF_THEIRS[self.milestone].format(name=name)


@dataclass(frozen=True)
class Clock:
    """All stages in their order."""

    stages: tuple[Stage, ...]

    @property
    def current(self) -> Stage | None:
        """Where things are now; None while nothing was reached."""
        return next((stage for stage in self.stages if stage.current), None)

    @property
    def begun(self) -> bool:
        """Whether anything was reached."""
        return self.current is not None

    @property
    def done(self) -> bool:
        """Whether the first money has come."""
        return bool(self.current and self.current.milestone == Milestone.PAID)

    @property
    def days(self) -> int:
        """How long it has taken, or took, in all."""
        return sum(stage.days for stage in self.stages if stage.days is not None)


def lay_out(reached: Mapping[Milestone, date | None], *, today: date) -> Clock:
    """reached: the day of each milestone; what is missing there or None was not reached. Days after today count as
    today."""
    known = [(milestone, day) for milestone in Milestone if (day := reached.get(milestone))]
    stages = {milestone: Stage(milestone) for milestone in Milestone}
    counted = date.min
    for number, (milestone, day) in enumerate(known):
        last = number == len(known) - 1
        counted = min(max(counted, day), today)
        until = today if last else min(max(counted, known[number + 1][1]), today)
        days = None if last and milestone == Milestone.PAID else (until - counted).days
        stages[milestone] = Stage(milestone, day, days, current=last)
    return Clock(tuple(stages.values()))


def owed(reached: Mapping[Milestone, date | None]) -> dict[Milestone, date]:
    """What the council owes now: by the milestone after which it owes it, since which day. A first figure is owed also
    where somebody has begun to plan without it, or has sent a plan."""
    return {
        milestone: day
        for milestone, owes in OWED.items()
        if (day := reached.get(milestone)) and not reached.get(owes) and not reached.get(Milestone.PAID)
    }
