"""Money checks in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.money_sharing.queries import people_whose_money
from portal.accounts.enums import Role
from portal.relationships.queries import people_of

if TYPE_CHECKING:
    from portal.accounts.models import User


class MoneyCheckQuerySet(QuerySet[Any]):
    """What was shared for a money check."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person; who manages the money with them; and, while it is not taken back, the person's social worker and
        who stands in. Nobody else: no manager, no other supporter, no helper."""
        if user.role == Role.SOCIAL_WORKER:
            return self.filter(taken_back_at=None, person__in=people_of(user, at=at).values("pk"))
        if user.role != Role.PERSON:
            return self.none()
        manages = people_whose_money(user, at=at, managing=True).values("pk")
        return self.filter(Q(person=user) | Q(person__in=manages))

    def open(self) -> Self:
        """Those that are looked at: neither closed nor taken back."""
        return self.filter(closed_at=None, taken_back_at=None)

    def with_unanswered(self) -> Self:
        """Each with `asks`: whether the social worker waits for an answer to something."""
        questions = apps.get_model("planning", "MoneyCheckQuestion").objects
        return self.annotate(asks=Exists(questions.filter(line__money_check=OuterRef("pk"), answered_at=None)))

    def for_pages(self) -> Self:
        """With whose it is and who did what, the latest first."""
        return self.select_related("person", "shared_by", "closed_by").order_by("-shared_at", "-pk")


class MoneyCheckWishQuerySet(QuerySet[Any]):
    """What social workers asked for."""

    def open(self) -> Self:
        """Those that nobody met, put away or took back."""
        return self.filter(met_by=None, put_away_at=None)
