"""How long the council's steps may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.rules.queries import waiting_times
from planning.clock.enums import Milestone
from portal.hours.working_days import answer_by


@dataclass(frozen=True)
class Limits:
    """How many working days may follow each milestone before the next; only where that is the council's to do."""

    days: Mapping[Milestone, int]

    def due_on(self, milestone: Milestone, since: date, *, times: int = 1) -> date:
        """The last day on which what is owed since a day comes in time; times=2: the last day of twice that time."""
        return answer_by(since, working_days=(), within=self.days[milestone] * times)


def limits_now() -> Limits:
    """As the editors of this council set them."""
    times = waiting_times()
    return Limits(
        {
            Milestone.ASSESSED: times.first_figure_days,
            Milestone.SENT: times.decision_days,
            Milestone.DECIDED: times.payment_days,
        }
    )
