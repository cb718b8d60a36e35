"""A team as its manager's page shows it: one row a worker, read once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from community.handover.models import Handover
from community.replies.queries import waiting_in
from community.team.models import Buddy
from community.team.queries import handovers_of_team, people_of_team, people_without_worker, workers_of
from portal.accounts.models import Team, User
from portal.hours.models import Leave
from portal.hours.queries import days_of
from portal.hours.working_days import days_in_words
from portal.relationships.models import Allocation, Cover

# How long after the day a summary that nobody has read yet stays on the page.
STILL_SHOWN = timedelta(days=28)
ONE_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class StandsIn:
    """Somebody who stands in for a worker now, and the last day of it."""

    name: str
    last_day: date


@dataclass
class Row:
    """One worker. people: how many they have; coming, leaving: how many are named to come and to go.

    covers: who stands in for them now. waiting, since, late: how many messages wait, the oldest's time, and how many
    of them for longer than was said. Figures only: whose messages they are is between two people.
    """

    worker: User
    people: int = 0
    coming: int = 0
    leaving: int = 0
    covers: list["StandsIn"] = field(default_factory=list)
    away_until: date | None = None
    buddy: Buddy | None = None
    waiting: int = 0
    since: datetime | None = None
    late: int = 0

    @property
    def late_in_words(self) -> str:
        """How many of them wait for longer than was said."""
        return f"{self.late} late"

    @property
    def works_on(self) -> str:
        """Their working days in words."""
        return days_in_words(days_of(self.worker))


@dataclass(frozen=True)
class Overview:
    """Everything that the page of a team says."""

    rows: list[Row]
    alone: list[Any]
    handovers: list[Handover]
    # When each message was written that waits and for which nobody is named.
    for_nobody: list[datetime]

    @property
    def people(self) -> int:
        """How many people have a worker of this team."""
        return sum(row.people for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many messages wait in the team."""
        return sum(row.waiting for row in self.rows) + len(self.for_nobody)

    @property
    def since(self) -> datetime | None:
        """When the one that waits longest was written."""
        return min([*self.for_nobody, *(row.since for row in self.rows if row.since)], default=None)


def overview_of(team: Team, *, at: datetime) -> Overview:
    """The team now. The number of queries does not depend on how many workers or people there are."""
    rows = {worker.pk: Row(worker) for worker in workers_of(team, at=at)}
    counts = Allocation.objects.active(at=at).filter(worker__in=rows).order_by().values_list("worker")
    for worker_id, people in counts.annotate(people=Count("pk")):
        rows[worker_id].people = people
    for cover in Cover.objects.active(at=at).filter(worker__in=rows).select_related("cover").order_by("ends_at"):
        last_day = timezone.localdate(cover.ends_at - ONE_MOMENT)
        rows[cover.worker_id].covers.append(StandsIn(cover.cover.known_as, last_day))
    for leave in Leave.objects.active(at=at).filter(worker__in=rows):
        rows[leave.worker_id].away_until = leave.last_day
    for buddy in Buddy.objects.active(at=at).filter(worker__in=rows).for_pages():
        rows[buddy.worker_id].buddy = buddy
    for_nobody = _add_waiting(rows, team, at)
    handovers = list(handovers_of_team(team, at=at, since=at - STILL_SHOWN))
    _add_changes(rows, handovers, at)
    alone = list(people_without_worker(team, at=at))
    named = {handover.person_id: handover for handover in handovers if handover.starts_at > at}
    for person in alone:
        person.named = named.get(person.pk)
    shown = set(
        people_of_team(team, at=at).filter(pk__in=[h.person_id for h in handovers]).values_list("pk", flat=True)
    )
    for handover in handovers:
        # Whoever has gone to another team is that team's business now; the name says that it was seen to.
        handover.shown_here = handover.person_id in shown
    return Overview(sorted(rows.values(), key=_order), alone, handovers, for_nobody)


def _add_waiting(rows: Mapping[int, Row], team: Team, at: datetime) -> list[datetime]:
    """Count what waits with each worker. Gives when that was written for which nobody is named."""
    for_nobody: list[datetime] = []
    for awaited in waiting_in(team, at):
        row = rows.get(awaited.worker_id)
        if row is None:
            for_nobody.append(awaited.asked_at)
            continue
        row.waiting += 1
        row.late += awaited.is_late
        row.since = min(row.since or awaited.asked_at, awaited.asked_at)
    return for_nobody


def _add_changes(rows: Mapping[int, Row], handovers: list[Handover], at: datetime) -> None:
    for handover in handovers:
        if handover.starts_at <= at:
            continue
        if handover.worker_id in rows:
            rows[handover.worker_id].coming += 1
        if handover.before_id is not None and handover.before_id in rows:
            rows[handover.before_id].leaving += 1


def _order(row: Row) -> tuple[bool, float, str]:
    return (row.since is None, row.since.timestamp() if row.since else 0, row.worker.full_name)
