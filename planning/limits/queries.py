"""Sign-off limits in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from portal.accounts.enums import Role

if TYPE_CHECKING:
    from portal.accounts.models import Team, User


class SignOffLimitQuerySet(QuerySet[Any]):
    """Limits, of workers and of teams."""

    def confirmed(self) -> Self:
        """Those that a second manager confirmed. Adds `counts_from`: their day, or the moment of the second yes where
        that came later."""
        return self.filter(confirmed_at__isnull=False).annotate(counts_from=Greatest("starts_at", "confirmed_at"))

    def waiting(self) -> Self:
        """Those that one manager set, and nobody confirmed or took back."""
        return self.filter(confirmed_at=None, taken_back_at=None)

    def in_force(self, *, at: datetime) -> Self:
        """One row a team and a worker: the one that counts at this moment, also where it says that there is none."""
        here = self.confirmed().filter(counts_from__lte=at)
        return here.order_by("team", "worker", "-counts_from", "-pk").distinct("team", "worker")

    def visible_to(self, user: "User") -> Self:
        """A worker's own and their team's, once confirmed; everything to managers, who confirm each other's."""
        if user.role == Role.TEAM_MANAGER:
            return self
        if user.role == Role.SOCIAL_WORKER:
            mine = Q(worker=user) | (Q(team=user.team_id) if user.team_id else Q(pk__in=[]))
            return self.filter(mine, confirmed_at__isnull=False)
        return self.none()

    def of_team(self, team: "Team | None") -> Self:
        """Of a team, and of whoever works in it now."""
        return self.filter(Q(team=team) | Q(worker__team=team)) if team else self.none()

    def for_pages(self) -> Self:
        """With whose they are and who said so."""
        return self.select_related("team", "worker__team", "set_by", "confirmed_by", "taken_back_by")


def limit_of(worker: "User", *, at: datetime) -> Any:
    """The limit up to which this worker agrees plans alone now: their own, else that of their team; None where there is
    none, and whatever they would agree goes to the manager."""
    limits = apps.get_model("planning", "SignOffLimit").objects.for_pages()
    whose = Q(worker=worker) | (Q(team=worker.team_id) if worker.team_id else Q(pk__in=[]))
    found = list(limits.filter(pk__in=limits.filter(whose).in_force(at=at).values("pk"), weekly__isnull=False))
    return next((limit for limit in found if limit.worker_id), found[0] if found else None)


def other_managers(manager: "User") -> Any:
    """Everybody else who manages a team: any of them can be the second."""
    managers = apps.get_model("portal", "User").objects.filter(role=Role.TEAM_MANAGER, is_active=True)
    return managers.exclude(pk=manager.pk)
