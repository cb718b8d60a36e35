"""Documents, answers and shares in the field's words. Whatever a page, a total or an export shows starts here."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.documents.enums import Audience
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


def _allocated(user: "User", *, at: datetime, person: str) -> Exists:
    allocations = apps.get_model("portal", "Allocation").objects
    return Exists(allocations.for_worker(user, at=at).filter(person=OuterRef(person)))


class GrantQuerySet(QuerySet[Any]):
    """Shares of documents."""

    def active(self, *, at: datetime) -> Self:
        """Open shares whose circle membership, where they hang on one, holds too."""
        return self.filter(active_at(at)).filter(
            Q(to_named_worker=True) | active_at(at, "circle_membership__")
        )

    def for_user(self, user: "User", *, at: datetime) -> Self:
        """The active shares through which this user sees something: as supporter, or as named worker or cover."""
        mine = Q(circle_membership__supporter=user)
        if user.role == Role.SOCIAL_WORKER:
            mine |= Q(to_named_worker=True) & Q(_allocated(user, at=at, person="document__owner"))
        return self.active(at=at).filter(mine)


class DocumentQuerySet(QuerySet[Any]):
    """Documents."""

    def owned_by(self, user: "User") -> Self:
        return self.filter(owner=user)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The user's own documents, and those with an active share for them."""
        grants = apps.get_model("planning", "Grant").objects.for_user(user, at=at)
        return self.filter(Q(owner=user) | Exists(grants.filter(document=OuterRef("pk"))))


class AnswerQuerySet(QuerySet[Any]):
    """Answers."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """Answers this user may read: all of their own documents; of shared ones, what the answer's audience
        and the share's left-out questions let through."""
        grants = apps.get_model("planning", "Grant").objects.for_user(user, at=at).filter(
            document=OuterRef("document")
        )
        # `= ANY(left_out)` has no lookup of its own: "contains" with a one-element array is the same.
        shown = grants.exclude(left_out__contains=[OuterRef("question_id")])
        as_worker = shown.filter(to_named_worker=True)
        return self.filter(
            Q(document__owner=user)
            | (Q(audience=Audience.EVERYONE) & Exists(shown))
            | (Q(audience=Audience.WORKER_ONLY) & Exists(as_worker))
        )
