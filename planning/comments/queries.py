"""Comments and suggestions in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.comments.enums import SuggestionState

if TYPE_CHECKING:
    from portal.accounts.models import User


class _BesideAnAnswer(QuerySet[Any]):
    def _on_a_visible_part(self, user: "User", *, at: datetime) -> Self:
        """Those in documents the user sees, beside a part that is not kept from them.

        An empty answer is visible wherever its document is; so "not hidden" is asked, not "visible".
        """
        answers = apps.get_model("planning", "Answer").objects.filter(
            document=OuterRef("document"), question_id=OuterRef("question_id")
        )
        documents = apps.get_model("planning", "Document").objects.visible_to(user, at=at)
        grants = apps.get_model("planning", "Grant").objects.for_user(user, at=at).filter(document=OuterRef("document"))
        return self.filter(document__in=documents).filter(
            Q(document__owner=user)
            | (Exists(answers.visible_to(user, at=at)) | ~Exists(answers))
            & Exists(grants.exclude(left_out__contains=[OuterRef("question_id")]))
        )


class CommentQuerySet(_BesideAnAnswer):
    """Comments."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The user's own and those on their own documents; others' once the owner opened the conversation."""
        return self._on_a_visible_part(user, at=at).filter(
            Q(document__owner=user)
            | Q(author=user)
            | Q(parent__author=user)
            | Q(opened_at__isnull=False)
            | Q(parent__opened_at__isnull=False)
        )

    def waiting_for(self, user: "User") -> Self:
        """Conversations on the user's documents that somebody else began and nobody marked as done."""
        return self.filter(document__owner=user, parent=None, done_at=None).exclude(author=user)


class SuggestionQuerySet(_BesideAnAnswer):
    """Suggestions."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The user's own, and those on their own documents."""
        return self._on_a_visible_part(user, at=at).filter(Q(document__owner=user) | Q(author=user))

    def open(self) -> Self:
        return self.filter(state=SuggestionState.OPEN)
