"""Ways to plan, and offers to have a go, in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.enums import Role

if TYPE_CHECKING:
    from portal.accounts.models import User


class HaveAGoQuerySet(QuerySet[Any]):
    """Offers of a week to have a go."""

    def open(self) -> Self:
        """Those that nobody has ended: offered, agreed, or past their day and not yet talked about."""
        return self.filter(ended_at=None)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person's own; for a social worker, those of the people they act for now."""
        mine = Q(person=user)
        if user.role == Role.SOCIAL_WORKER:
            allocations = apps.get_model("portal", "Allocation").objects.for_worker(user, at=at)
            mine |= Q(Exists(allocations.filter(person=OuterRef("person"))))
        return self.filter(mine)


def open_offer(person: Any) -> Any:
    """The offer that stands for this person now, with who made it; None without one."""
    offers = apps.get_model("planning", "HaveAGo").objects
    return offers.open().filter(person=person).select_related("offered_by", "person").first()
