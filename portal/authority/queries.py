"""Recorded authority in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery

from portal.accounts.enums import Role
from portal.relationships.queries import PeriodQuerySet, active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


class AuthorityQuerySet(PeriodQuerySet):
    """Authorities that managers recorded."""

    def standing(self, *, at: datetime) -> Self:
        """Those that hold now: within their days, and with a holder who is in the person's circle."""
        return self.filter(active_at(at), active_at(at, "membership__"))

    def not_over(self, *, at: datetime) -> Self:
        """Those that hold now or are still to begin."""
        ended = Q(ends_at__lte=at) | Q(ended_at__lte=at) | Q(membership__ends_at__lte=at)
        return self.exclude(ended)

    def left_behind(self, *, since: datetime) -> Self:
        """Those whose holder stepped back from the circle, and the person was told of it since this moment."""
        ended = Q(ends_at__lte=F("membership__stepped_back_at")) | Q(ended_at__isnull=False)
        return self.filter(membership__person_told_at__gt=since).exclude(ended)

    def held_by(self, user: "User", *, at: datetime) -> Self:
        """Those by which this user acts in somebody's place now."""
        return self.standing(at=at).filter(membership__supporter=user)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person's own, those that one holds now, and for managers those that they may end."""
        every = self.model._default_manager
        mine = Q(membership__person=user) | Q(pk__in=every.held_by(user, at=at).values("pk"))
        return self.filter(mine | Q(pk__in=every.ended_by_manager(user, at=at).values("pk")))

    def ended_by_manager(self, manager: "User", *, at: datetime) -> Self:
        """Those that this manager may end: of their team's people, and of people for whom no manager is responsible.
        What is not right any more must not stand because nobody is left to end it."""
        if manager.role != Role.TEAM_MANAGER:
            return self.none()
        people = Q(membership__person__in=people_of_team(manager, at=at))
        return self.filter(people | Q(membership__person__in=people_of_nobody(at=at)))

    def for_pages(self) -> Self:
        """With whose it is, who holds it and who recorded it."""
        return self.select_related("membership__person", "membership__supporter", "recorded_by", "ended_by")


def acting_in_place_of(person: "User", *, at: datetime, money: bool = False) -> list["User"]:
    """Who acts in a person's place now by a recorded authority, by name; with `money`, those who do so about money."""
    held = apps.get_model("portal", "Authority").objects.standing(at=at).filter(membership__person=person)
    held = held.filter(money=True) if money else held
    holders = _users().filter(role=Role.PERSON, is_active=True, pk__in=held.values("membership__supporter"))
    return list(holders.order_by("known_as", "pk"))


def people_of_team(manager: "User", *, at: datetime) -> Any:
    """The people whose named social worker is in the manager's team, or was until they had nobody: also between two
    workers there is a manager who can end what is not right any more."""
    if manager.role != Role.TEAM_MANAGER or not manager.team_id:
        return _users().none()
    return _with_last_team(at).filter(last_team=manager.team_id)


def people_of_nobody(*, at: datetime) -> Any:
    """The people whose last social worker is in no team, or in one that has no manager now; or who never had one."""
    managed = _users().filter(role=Role.TEAM_MANAGER, is_active=True, team=OuterRef("last_team"))
    return _with_last_team(at).filter(~Exists(managed))


def _with_last_team(at: datetime) -> Any:
    started = apps.get_model("portal", "Allocation").objects.filter(person=OuterRef("pk"), starts_at__lte=at)
    last_team = Subquery(started.order_by("-starts_at").values("worker__team")[:1])
    return _users().annotate(last_team=last_team)


def _users() -> Any:
    return apps.get_model("portal", "User").objects
