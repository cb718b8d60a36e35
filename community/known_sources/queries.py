"""Sources of help that workers know, in the field's words. It names models by string, as their manager."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

if TYPE_CHECKING:
    from portal.accounts.models import User


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

    def for_list(self) -> Self:
        """With who pointed, and where to; the latest first."""
        return self.select_related("worker", "organisation__availability").order_by("-pointed_at", "-pk")


def known_to(person: "User", organisations: Iterable[Any], *, at: datetime) -> dict[int, "User"]:
    """Which of these organisations the person's named social worker knows now: that worker, by the organisation's id.

    In one query. It follows the allocation: the list of a worker who was theirs before counts no more.
    """
    allocations = apps.get_model("portal", "Allocation").objects.active(at=at).filter(person=person)
    sources = apps.get_model("community", "KnownSource").objects.filter(organisation__in=[o.pk for o in organisations])
    of_theirs = sources.filter(Exists(allocations.filter(worker=OuterRef("worker"))), worker__is_active=True)
    return {source.organisation_id: source.worker for source in of_theirs.select_related("worker")}
