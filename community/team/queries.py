"""A manager's team in the field's words: its workers, whose people they are, and who has nobody."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils.crypto import salted_hmac

from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import Team, User


def _objects(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects


class BuddyQuerySet(QuerySet[Any]):
    """Who is beside a new worker for a time."""

    def active(self, *, at: datetime) -> Self:
        """Those whose time is now."""
        return self.filter(active_at(at))

    def not_over(self, *, at: datetime) -> Self:
        """Those whose time is now or still to come."""
        return self.filter(ends_at__gt=at)

    def for_pages(self) -> Self:
        """With both of them."""
        return self.select_related("worker", "buddy")


def workers_of(team: "Team", *, at: datetime) -> Any:
    """The social workers of a team, and whoever left while people are still allocated to them."""
    allocated = _objects("portal", "Allocation").active(at=at).filter(worker=OuterRef("pk"))
    found = _objects("portal", "User").filter(team=team, role=Role.SOCIAL_WORKER)
    return found.filter(Q(is_active=True) | Exists(allocated)).select_related("team__hours").order_by("full_name")


def _last_team(at: datetime) -> Subquery:
    """The team of the social worker whom somebody has, or had last."""
    allocations = _objects("portal", "Allocation").filter(person=OuterRef("pk"), starts_at__lte=at)
    return Subquery(allocations.order_by("-starts_at").values("worker__team")[:1])


def people_of_team(team: "Team", *, at: datetime) -> Any:
    """Everybody whose social worker is of this team, or was until they had nobody; and everybody who is named for a
    worker of this team and never had one."""
    people = _objects("portal", "User").filter(role=Role.PERSON).annotate(last_team=_last_team(at))
    coming = _objects("portal", "Allocation").filter(person=OuterRef("pk"), starts_at__gt=at, worker__team=team)
    return people.filter(Q(last_team=team.pk) | (Q(last_team=None) & Exists(coming)))


def how_it_stands(person: "User", *, at: datetime) -> str:
    """Tells one state of a person's social worker and of who or what comes next from another, for a page to send back:
    what somebody decides from a page is done only while it still stands as they saw it."""
    now_with = _objects("portal", "Allocation").active(at=at).filter(person=person).values_list("pk", "ends_at").first()
    coming = _objects("community", "Handover").to_come(at=at).filter(person=person)
    change = coming.values_list("pk", "worker", "starts_at", "reason").first()
    ending = _objects("community", "Ending").to_come(at=at).filter(person=person).values_list("pk").first()
    return salted_hmac("how it stands", repr((person.pk, now_with, change, ending))).hexdigest()


def people_without_worker(team: "Team", *, at: datetime) -> Any:
    """Those of the team's people who have nobody now, each with since when (`alone_since`), the longest first; then
    those whose worker has left."""
    allocations = _objects("portal", "Allocation").filter(person=OuterRef("pk"))
    ended = allocations.filter(starts_at__lte=at).order_by("-starts_at")
    named = allocations.active(at=at)
    people = people_of_team(team, at=at).filter(~Exists(named.filter(worker__is_active=True)), is_active=True)
    since = Case(When(~Exists(named), then=Subquery(ended.values("ends_at")[:1])))
    return people.annotate(alone_since=since).order_by("alone_since", "full_name")


def handovers_of_team(team: "Team", *, at: datetime, since: datetime) -> Any:
    """The changes of worker that concern a team: those to come, and those since a moment that nobody has read yet;
    the next first."""
    concerns = Q(before__team=team) | Q(worker__team=team) | Q(named_by__team=team)
    found = _objects("community", "Handover").standing().filter(concerns)
    waiting = Q(starts_at__gt=at) | Q(starts_at__gt=since, read_at=None)
    return found.filter(waiting).for_pages().order_by("starts_at", "person__full_name")
