"""One person's clock, as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from planning.clock.enums import Milestone
from planning.clock.limits import Limits, limits_now
from planning.clock.models import StuckStage
from planning.clock.queries import milestones_of, owed_to, with_milestones
from planning.clock.stages import Clock, Stage, lay_out
from portal.accounts.models import User


@dataclass(frozen=True)
class Owed:
    """What the council owes a person: after which milestone, since when, by when; and who was told that it is late."""

    milestone: Milestone
    since: date
    due: date
    late: bool
    stuck: StuckStage | None = None

    @property
    def what_for_them(self) -> str:
        """What it is, in words that follow "we owe you"."""
        return {
            Milestone.ASSESSED: "the first figure",
            Milestone.SENT: "a decision about the plan",
            Milestone.DECIDED: "the first payment",
        }[self.milestone]


@dataclass(frozen=True)
class OneClock:
    """The stages, and what the council owes. steps: each stage with its label, as its reader meets it."""

    clock: Clock
    owed: tuple[Owed, ...]
    steps: tuple[tuple[str, Stage], ...]

    @property
    def waits(self) -> bool:
        """Whether the person waits for anything: from the first milestone until the first payment."""
        return self.clock.begun and not self.clock.done


def clock_of(person: User, *, at: datetime, mine: bool) -> OneClock:
    """The clock of one person at a moment. mine: whether they read it themselves."""
    today = timezone.localdate(at)
    found = with_milestones(User.objects.filter(pk=person.pk)).get()
    told = {(row.milestone, row.since): row for row in StuckStage.objects.filter(person=person)}
    return read_clock(found, today=today, told=told, limits=limits_now(), mine=mine)


def read_clock(
    person: User, *, today: date, told: Mapping[tuple[str, date], StuckStage], limits: Limits, mine: bool = False
) -> OneClock:
    """The clock of one of `with_milestones`. told: the stuck stages of this person; limits: how long steps may take."""
    owes = []
    for milestone, since in owed_to(person).items():
        due = limits.due_on(milestone, since)
        owes.append(Owed(milestone, since, due, today > due, told.get((milestone, since))))
    clock = lay_out(milestones_of(person), today=today)
    steps = [(stage.label if mine else stage.label_for(person.known_as), stage) for stage in clock.stages]
    return OneClock(clock, tuple(owes), tuple(steps))
