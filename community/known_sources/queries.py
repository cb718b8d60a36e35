"""Sources of help that workers know, in the field's words. It names models by string, as their manager."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.relationships.queries import people_of

if TYPE_CHECKING:
    from portal.accounts.models import User

# Whoever has another worker by now is shown on the list of the one before for so long, without a name.
TAKEN_BACK_FOR = timedelta(days=90)


class KnownSourceQuerySet(QuerySet[Any]):
    """What workers keep about organisations, each for themselves."""

    def of(self, worker: "User") -> Self:
        """This worker's own, and nobody else's."""
        return self.filter(worker=worker)

    def for_list(self) -> Self:
        """With what a line of the list says."""
        return self.select_related("organisation__availability")


class PointedSourceQuerySet(QuerySet[Any]):
    """Where workers pointed people to."""

    def standing(self) -> Self:
        """Those that the worker has not taken back."""
        return self.filter(taken_back_at=None)

    def shown_to(self, person: "User") -> Self:
        """What the person has before them: not what they put away, nor what is not in the directory any more."""
        return self.standing().filter(person=person, put_away_at=None, organisation__live=True)

    def involving(self, worker: "User", *, at: datetime) -> Self:
        """What this worker pointed to, and what others pointed their people to."""
        return self.filter(Q(worker=worker) | Q(person__in=people_of(worker, at=at)))

    def to_former_people(self, worker: "User", *, at: datetime) -> Self:
        """What this worker pointed people to not long ago who are not theirs now: they can still take it back."""
        own = self.standing().filter(worker=worker, pointed_at__gt=at - TAKEN_BACK_FOR)
        return own.exclude(person__in=people_of(worker, at=at))

    def for_list(self) -> Self:
        """With who pointed, and where to; the latest first."""
        return self.select_related("worker", "person", "organisation__availability").order_by("-pointed_at", "-pk")


def known_to(person: "User", organisations: Iterable[Any], *, at: datetime) -> dict[int, "User"]:
    """Which of these organisations the person's named social worker knows now: that worker, by the organisation's id.

    In one query. It follows the allocation: the list of a worker who was theirs before counts no more.
    """
    allocations = apps.get_model("portal", "Allocation").objects.active(at=at).filter(person=person)
    sources = apps.get_model("community", "KnownSource").objects.filter(organisation__in=[o.pk for o in organisations])
    of_theirs = sources.filter(Exists(allocations.filter(worker=OuterRef("worker"))), worker__is_active=True)
    return {source.organisation_id: source.worker for source in of_theirs.select_related("worker")}
