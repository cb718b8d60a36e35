"""Assessments and first figures in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.money_sharing.queries import people_whose_money
from portal.accounts.enums import Role

if TYPE_CHECKING:
    from portal.accounts.models import User


class AssessmentQuerySet(QuerySet[Any]):
    """Assessments."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person's own; for a social worker, of the people allocated to them or covered by them now."""
        return self.filter(Q(person=user) | _of_my_people(user, at=at))

    def newest(self) -> Self:
        """One row a person: the latest assessment, in its latest wording."""
        return self.order_by("person", "-assessed_on", "-recorded_at", "-pk").distinct("person")


class IndicativeBudgetQuerySet(QuerySet[Any]):
    """First figures."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person's own, their worker's people's, of those who ticked "see the budget" for this supporter, and of
        those whose money this user sees or manages."""
        grants = apps.get_model("planning", "Grant").objects.for_user(user, at=at)
        ticked = grants.filter(document__owner=OuterRef("person"), can_see_budget=True, to_named_worker=False)
        money = Q(person__in=people_whose_money(user, at=at).values("pk"))
        return self.filter(Q(person=user) | _of_my_people(user, at=at) | Exists(ticked) | money)

    def newest(self) -> Self:
        """One row a person: the figure that counts."""
        return self.order_by("person", "-set_at", "-pk").distinct("person")


def _of_my_people(user: "User", *, at: datetime) -> Q:
    if user.role != Role.SOCIAL_WORKER:
        return Q(pk__in=[])
    allocations = apps.get_model("portal", "Allocation").objects.for_worker(user, at=at)
    return Q(Exists(allocations.filter(person=OuterRef("person"))))
