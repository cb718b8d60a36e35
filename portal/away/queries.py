"""Who is away, and who stands in, in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Prefetch, Q

from portal.accounts.enums import Role

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(name: str) -> Any:
    return apps.get_model("portal", name).objects


def colleagues_of(worker: "User") -> Any:
    """The other social workers of a worker's team: who may stand in."""
    if not worker.team_id:
        return _objects("User").none()
    found = _objects("User").filter(team=worker.team_id, role=Role.SOCIAL_WORKER, is_active=True)
    return found.exclude(pk=worker.pk).order_by("known_as", "pk")


def leave_visible_to(user: "User") -> Any:
    """One's own times away; for a manager, those of their team."""
    mine = Q(worker=user)
    if user.role == Role.TEAM_MANAGER and user.team_id:
        mine |= Q(worker__team=user.team_id)
    return _objects("Leave").filter(mine).select_related("worker__team", "said_by")


def coming_leave_of(worker: "User", *, at: datetime) -> Any:
    """A worker's times away that are not over, each with who stands in from now on (`standing_in`)."""
    covers = _objects("Cover").filter(ends_at__gt=at).select_related("cover").order_by("starts_at")
    found = _objects("Leave").filter(worker=worker).not_over(at=at).select_related("worker", "said_by")
    return found.prefetch_related(Prefetch("covers", queryset=covers, to_attr="standing_in"))


def covers_by(worker: "User", *, at: datetime) -> Any:
    """For whom a worker stands in, now and to come."""
    return _objects("Cover").filter(cover=worker, ends_at__gt=at).select_related("worker").order_by("starts_at")


def stands_in_for(worker: "User") -> Any:
    """The workers for whom this one stands in as a rule, as long as both are in one team."""
    found = _objects("User").filter(stand_in__by=worker, team__isnull=False, team=worker.team_id, is_active=True)
    return found.order_by("known_as", "pk")


def team_of(manager: "User", *, at: datetime) -> Any:
    """The social workers of a manager's team, each with their times away that are not over (`coming_leave`)."""
    if not manager.team_id:
        return _objects("User").none()
    covers = _objects("Cover").filter(ends_at__gt=at).select_related("cover").order_by("starts_at")
    leave = _objects("Leave").not_over(at=at).prefetch_related(Prefetch("covers", covers, to_attr="standing_in"))
    found = _objects("User").filter(team=manager.team_id, role=Role.SOCIAL_WORKER, is_active=True)
    return (
        found.select_related("stand_in__by")
        .prefetch_related(Prefetch("leave", leave.order_by("starts_at"), to_attr="coming_leave"))
        .order_by("known_as", "pk")
    )
