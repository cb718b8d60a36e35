"""Plans that workers write, in the field's words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.direct_planning.enums import State
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(app: str, name: str) -> Any:
    return apps.get_model(app, name).objects


class DirectShareQuerySet(QuerySet[Any]):
    """Who of the circle may read a plan."""

    def active(self, *, at: datetime) -> Self:
        """Those that hold now, and whose place in the circle holds now too."""
        return self.filter(active_at(at), active_at(at, "membership__"))

    def of(self, user: "User", *, at: datetime) -> Self:
        """Those through which this supporter reads."""
        return self.active(at=at).filter(membership__supporter=user)


class DirectPlanQuerySet(QuerySet[Any]):
    """Plans in a worker's voice."""

    def shown(self) -> Self:
        """Those that the person can see."""
        return self.filter(state=State.SHOWN)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """For the person, those they let read it and who acts in their place, once it is shown; for the social workers
        who act for them now, from the first word on: it belongs to the role, so a handover takes it along by itself."""
        shares = _objects("planning", "DirectShare").of(user, at=at).filter(plan=OuterRef("pk"))
        in_place = standing_authorities(at=at).filter(membership__supporter=user, membership__person=OuterRef("person"))
        seen = Q(state=State.SHOWN) & (Q(person=user) | Q(Exists(shares)) | Q(Exists(in_place)))
        if user.role == Role.SOCIAL_WORKER:
            allocations = _objects("portal", "Allocation").for_worker(user, at=at).filter(person=OuterRef("person"))
            seen |= Q(Exists(allocations))
        return self.filter(seen)

    def for_pages(self) -> Self:
        """With whose it is and who began it."""
        return self.select_related("person", "begun_by")


class DirectPartQuerySet(QuerySet[Any]):
    """Parts of such plans."""

    def kept(self) -> Self:
        """Those that were not taken out."""
        return self.filter(taken_out_at=None)

    def written(self) -> Self:
        """Those of them that hold any words."""
        return self.kept().exclude(words="")


def standing_authorities(*, at: datetime) -> Any:
    """Those by which somebody acts in another's place about health and welfare now."""
    return _objects("portal", "Authority").standing(at=at).filter(health_welfare=True)


def days_to_look_again(people: Iterable[Any], *, at: datetime) -> dict[int, tuple[date, Any]]:
    """The next day on which a plan is looked at again, with the plan, by the id of the person, in one query.

    Only the newest plan that a person was shown counts. For a worker's list of people.
    """
    shown = _objects("planning", "DirectPlan").shown().filter(person__in=people, begun_at__lte=at)
    newest = shown.order_by("person", "-shown_at", "-pk").distinct("person")
    return {plan.person_id: (plan.look_again_on, plan) for plan in newest if plan.look_again_on}
