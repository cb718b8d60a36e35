"""Relationships in the field's words."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.enums import Role

if TYPE_CHECKING:
    from portal.accounts.models import User


def active_at(at: datetime, prefix: str = "") -> Q:
    """The condition that a period holds at a moment: started, and not yet ended."""
    return Q(**{f"{prefix}starts_at__lte": at}) & (Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": at}))


class PeriodQuerySet(QuerySet[Any]):
    """Rows with a half-open period."""

    def active(self, *, at: datetime) -> Self:
        """Those that hold at this moment."""
        return self.filter(active_at(at))

    def for_worker(self, worker: "User", *, at: datetime) -> Self:
        """Allocations on which this worker acts now: their own, and of those whom they cover."""
        covers = _model("Cover").objects.active(at=at).filter(cover=worker, worker=OuterRef("worker"))
        return self.active(at=at).filter(Q(worker=worker) | Exists(covers))


class MatchQuerySet(PeriodQuerySet):
    """Volunteers and peers with the people whom they help."""

    def visible_to(self, user: "User") -> Self:
        """What is a user's business, now or before: who helps them, and whom they help."""
        return self.filter(Q(person=user) | Q(helper=user))

    def for_pages(self) -> Self:
        """With the two whom it is about."""
        return self.select_related("person", "helper")


class BreakGlassQuerySet(PeriodQuerySet):
    """Records that were opened by a worker who is not the person's."""

    def open_for(self, worker: "User", *, at: datetime) -> Self:
        """What this worker has open at this moment."""
        return self.active(at=at).filter(worker=worker)

    def visible_to(self, user: "User") -> Self:
        """For the person, what was opened of theirs; for a manager, what was opened by who worked in their team then,
        or of people for whom their team was responsible."""
        mine = Q(person=user)
        if user.role == Role.TEAM_MANAGER and user.team_id:
            mine |= Q(team=user.team_id) | Q(worker_team=user.team_id)
        return self.filter(mine)

    def for_pages(self) -> Self:
        """With who opened whose, the latest first."""
        return self.select_related("worker", "person", "team").order_by("-starts_at", "-pk")


def person_exactly(*, full_name: str = "", year_of_birth: int | None = None, email: str = "") -> "User | None":
    """The one person with exactly this address, or exactly this name and year of birth; nobody where there are two.

    Half a name, another year or nobody at all look alike, so that nothing can be found out by trying.
    """
    people = _model("User").objects.filter(role=Role.PERSON, is_active=True)
    if email:
        found = list(people.filter(email__iexact=email)[:2])
    elif full_name and year_of_birth:
        found = list(people.filter(full_name__iexact=full_name, year_of_birth=year_of_birth)[:2])
    else:
        found = []
    return found[0] if len(found) == 1 else None


def managers_of(*teams: int | None) -> Any:
    """The managers of these teams, each once."""
    known = {team for team in teams if team}
    return _model("User").objects.filter(role=Role.TEAM_MANAGER, is_active=True, team__in=known)


def _model(name: str) -> Any:
    """A model of this app by name: the models import this module, so it cannot import them."""
    return apps.get_model("portal", name)


def named_social_worker(person: "User", *, at: datetime) -> "User | None":
    """The one social worker who is allocated to this person at this moment, if there is one."""
    # The database allows one, so there is nothing to put in order.
    found = list(_model("Allocation").objects.active(at=at).filter(person=person).select_related("worker"))
    return found[0].worker if found else None


def acts_for(worker: "User", person: "User", *, at: datetime) -> bool:
    """Whether this worker is the person's named social worker now, or covers for them."""
    return bool(_model("Allocation").objects.filter(person=person).for_worker(worker, at=at).exists())


def acting_pairs(workers: Collection[int], people: Collection[int], *, at: datetime) -> set[tuple[int, int]]:
    """Of these workers and people, by id: which worker acts for which person now, as `acts_for` says it of one pair."""
    allocations = _model("Allocation").objects.active(at=at).filter(person__in=people)
    named = {(worker, person) for worker, person in allocations.values_list("worker", "person")}
    asked = {(worker, person) for worker in workers for person in people}
    if asked <= named:
        # Nobody is left who could be standing in: one question less for each message of most.
        return asked
    covers = _model("Cover").objects.active(at=at).filter(cover__in=workers)
    stands_in = {(cover, worker) for cover, worker in covers.values_list("cover", "worker")}
    covering = {(cover, person) for cover, away in stands_in for worker, person in named if worker == away}
    return {pair for pair in named | covering if pair[0] in set(workers)}


def people_of(worker: "User", *, at: datetime) -> Any:
    """The people whose named social worker this is now, and those of whoever this worker stands in for now."""
    allocations = _model("Allocation").objects.for_worker(worker, at=at)
    return _model("User").objects.filter(Exists(allocations.filter(person=OuterRef("pk"))))


def circle_of(person: "User") -> Any:
    """Everybody in a person's circle and whoever is invited into it, without those for whom it has ended."""
    memberships = _model("CircleMembership").objects.filter(person=person, ends_at=None)
    return memberships.select_related("supporter").order_by("invited_at")


def circle_as_known(person: "User") -> Any:
    """The same as the person knows it: whoever stepped back is there until they are told, because a slip worries
    nobody."""
    as_before = Q(ends_at=None) | untold()
    memberships = _model("CircleMembership").objects.filter(as_before, person=person)
    return memberships.select_related("supporter").order_by("invited_at")


def untold() -> Q:
    """The condition that somebody stepped back, and the person has not been told."""
    return Q(stepped_back_at__isnull=False, person_told_at=None)


def circles_with(supporter: "User", *, at: datetime) -> Any:
    """The circles in which somebody is a supporter now."""
    memberships = _model("CircleMembership").objects.active(at=at).filter(supporter=supporter)
    return memberships.select_related("person").order_by("person__known_as")


def stepped_back_from(supporter: "User", *, since: datetime) -> Any:
    """The circles out of which somebody stepped of their own will, since this moment."""
    memberships = _model("CircleMembership").objects.filter(supporter=supporter, stepped_back_at__gt=since)
    return memberships.select_related("person", "supporter")


def have_stepped_back(person: "User", *, since: datetime) -> Any:
    """Who stepped back from somebody's circle, and the person was told of it since this moment, the latest first;
    without those who came back, also where they have left again."""
    back = _model("CircleMembership").objects.filter(person=person, supporter=OuterRef("supporter"))
    back = back.filter(
        Q(ends_at=None)
        | Q(stepped_back_at__gt=OuterRef("stepped_back_at"))
        | Q(starts_at__gt=OuterRef("stepped_back_at"))
    )
    memberships = _model("CircleMembership").objects.filter(~Exists(back), person=person, person_told_at__gt=since)
    return memberships.select_related("supporter").order_by("-person_told_at")


def memberships_visible_to(user: "User") -> Any:
    """The memberships that are a user's business: of their own circle, and their own place in others'."""
    memberships = _model("CircleMembership").objects.filter(Q(person=user) | Q(supporter=user))
    return memberships.select_related("person", "supporter")


def have_to_do_with_each_other(one: "User", other: "User", *, at: datetime) -> bool:
    """Whether `one` may see the face of `other`: one's social worker and their cover, one's circle, who helps one,
    oneself.

    A person also sees who is named for them from a later day, and who was their worker before. Within a team, those
    who work together see each other.
    """
    if one.pk == other.pk or acts_for(one, other, at=at) or acts_for(other, one, at=at):
        return True
    if _model("Allocation").objects.filter(person=one, worker=other).exists():
        return True
    if one.team_id and one.team_id == other.team_id:
        return True
    pair = Q(person=one, supporter=other) | Q(person=other, supporter=one)
    if _model("CircleMembership").objects.active(at=at).filter(pair).exists():
        return True
    if circle_as_known(one).filter(supporter=other).exists():
        return True
    matched = Q(person=one, helper=other) | Q(person=other, helper=one)
    return bool(_model("Match").objects.active(at=at).filter(matched).exists())
