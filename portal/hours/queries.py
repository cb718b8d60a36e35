"""Hours and leave in the field's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import QuerySet

from portal.hours.deadlines import Shift

if TYPE_CHECKING:
    from portal.accounts.models import Team, User


class LeaveQuerySet(QuerySet[Any]):
    """Times away."""

    def active(self, *, at: datetime) -> Self:
        """Whoever is away at this moment."""
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def not_over(self, *, at: datetime) -> Self:
        """What is going on now or still to come."""
        return self.filter(ends_at__gt=at)

    def overlapping(self, *, starts_at: datetime, ends_at: datetime) -> Self:
        """What shares a moment with this period."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


def _objects(name: str) -> Any:
    return apps.get_model("portal", name).objects


def shift_of_team(team: "Team | None") -> Shift:
    """The hours of a team as one shift without an end: what holds where nobody is named.

    Fetch the team with `select_related("hours")`, so that this asks nothing.
    """
    hours = getattr(team, "hours", None)
    if hours is None or not hours.days:
        return Shift()
    return Shift(days=frozenset(hours.days), opens=hours.opens, closes=hours.closes)


def days_of(worker: "User") -> frozenset[int]:
    """The days on which a worker answers: their own, as far as their team answers on them."""
    team = shift_of_team(worker.team).days
    return frozenset(worker.working_days) & team or team


def stand_in_of(worker: "User") -> "User | None":
    """Who usually answers when this worker is away."""
    chosen = _objects("StandIn").filter(worker=worker, by__is_active=True).select_related("by").first()
    return chosen.by if chosen else None


def leave_of(workers: Iterable["User"], *, since: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """By worker: the times in which they are away, from a moment on."""
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    rows = _objects("Leave").not_over(at=since).filter(worker__in=list(workers)).order_by("starts_at")
    for worker_id, starts_at, ends_at in rows.values_list("worker_id", "starts_at", "ends_at"):
        found.setdefault(worker_id, []).append((starts_at, ends_at))
    return found
