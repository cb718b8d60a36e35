"""Crises in the field's words: who is in one now, who may know of it, and who is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from portal.accounts.enums import Role
from portal.relationships.queries import PeriodQuerySet, named_social_worker

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(name: str) -> Any:
    """A model of this app by name: the models import this module, so it cannot import them."""
    return apps.get_model("portal", name).objects


class CrisisQuerySet(PeriodQuerySet):
    """Crises."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own; for a social worker, those of the people they act for now, and of those whose worker they stand
        in for as a rule; for a manager, those of the people of their team, or of nobody's. Family and friends are not
        told by the portal: that is the person's to do."""
        known = Q(person=user)
        if user.role == Role.SOCIAL_WORKER:
            here = _objects("Allocation").filter(person=OuterRef("person"))
            usual = here.active(at=at).filter(worker__stand_in__by=user)
            known |= Q(Exists(here.for_worker(user, at=at))) | Q(Exists(usual))
        if user.role == Role.TEAM_MANAGER:
            team = Subquery(_teams_until(at, person=OuterRef("person")))
            managed = _managers().filter(team=OuterRef("last_team"))
            return self.annotate(last_team=team).filter(known | Q(last_team=user.team_id) | ~Exists(managed))
        return self.filter(known)

    def for_pages(self) -> Self:
        """With whose it is, and who marked and ended it."""
        return self.select_related("person", "marked_by", "ended_by")


def _teams_until(at: datetime, *, person: Any) -> "QuerySet[Any, Any]":
    """The team of the worker who was allocated last: it stays responsible while nobody is."""
    started: QuerySet[Any, Any] = _objects("Allocation").filter(person=person, starts_at__lte=at)
    return started.order_by("-starts_at").values("worker__team")[:1]


def crisis_of(person: Any, *, at: datetime) -> Any:
    """The crisis in which somebody is now, with who marked it; None when there is none."""
    return _objects("Crisis").active(at=at).filter(person=person).for_pages().first()


def in_crisis(person: Any, *, at: datetime) -> bool:
    """Whether somebody is in a crisis now."""
    return bool(_objects("Crisis").active(at=at).filter(person=person).exists())


def crises_of(people: Iterable[Any], *, at: datetime) -> dict[int, Any]:
    """The crises that hold now among these people, by the id of the person, in one query."""
    found = _objects("Crisis").active(at=at).filter(person__in=people).for_pages()
    return {crisis.person_id: crisis for crisis in found}


def crises_before(person: Any, *, at: datetime) -> Any:
    """The crises that somebody came through, the latest first."""
    return _objects("Crisis").filter(person=person, ends_at__lte=at).for_pages().order_by("-starts_at")


def managers_of(person: "User", *, at: datetime) -> list["User"]:
    """The managers of the team of the person's social worker, or of the last one they had.

    Every team's managers where that team has none, or nobody was ever named: somebody has to be asked.
    """
    managers = list(_managers().order_by("known_as", "pk"))
    teams = list(_teams_until(at, person=person).values_list("worker__team", flat=True))
    return [manager for manager in managers if manager.team_id and manager.team_id in teams] or managers


def _managers() -> "QuerySet[User, User]":
    found: QuerySet[User, User] = _objects("User").filter(role=Role.TEAM_MANAGER, is_active=True)
    return found


def covers_of(worker: "User", *, at: datetime) -> list["User"]:
    """Who stands in for a worker now."""
    covers = _objects("Cover").active(at=at).filter(worker=worker, cover__is_active=True).select_related("cover")
    return [cover.cover for cover in covers.order_by("cover__known_as", "cover")]


def acting_for(person: "User", *, at: datetime) -> list["User"]:
    """The named social worker, and who stands in for them now; nobody where the worker has left and nobody does."""
    worker = named_social_worker(person, at=at)
    covers = covers_of(worker, at=at) if worker else []
    return [worker, *covers] if worker and (worker.is_active or covers) else []


def told_of(person: "User", *, at: datetime) -> list["User"]:
    """Who is told at once when something bad happens: the named social worker; who stands in for them now or, while
    they are there, who does as a rule; and the managers who are responsible. Each of them once."""
    acting = acting_for(person, at=at)
    # While nobody stands in, whoever usually does knows of it: things go on after a worker has gone home.
    usual = _objects("User").filter(stands_in_for__worker=acting[0], is_active=True) if len(acting) == 1 else ()
    told = [*acting, *usual, *managers_of(person, at=at)]
    return list({user.pk: user for user in told}.values())
