"""Comments and suggestions in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from planning.comments.enums import SuggestionState
from planning.documents.queries import WithinADocument

if TYPE_CHECKING:
    from portal.accounts.models import User


class _BesideAnAnswer(WithinADocument):
    def _on_a_visible_part(self, user: "User", *, at: datetime) -> Self:
        """Those in documents the user sees, beside a part that is not kept from them.

        An answer that was emptied again is visible wherever its document is; so "not hidden" is asked here,
        not "given".
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
        """Whole conversations: those the user began, those on their own documents, and those that the owner
        opened to others. An answer in a conversation is seen by whoever sees the conversation."""
        return self._on_a_visible_part(user, at=at).filter(
            Q(document__owner=user)
            | Q(parent=None, author=user)
            | Q(parent__author=user)
            | Q(opened_at__isnull=False)
            | Q(parent__opened_at__isnull=False)
        )

    def beginnings(self) -> Self:
        """The first comment of each conversation."""
        return self.filter(parent=None)

    def waiting_for(self, user: "User") -> Self:
        """Conversations on the user's documents that nobody marked as done and where somebody else spoke last."""
        return self._unanswered(user).filter(document__owner=user, document__deleted_at=None)

    def answered_for(self, user: "User") -> Self:
        """Conversations that the user began on others' documents, and where somebody else spoke last."""
        return self._unanswered(user).filter(author=user).exclude(document__owner=user)

    def _unanswered(self, user: "User") -> Self:
        replies = self.model._default_manager.filter(parent=OuterRef("pk")).order_by("-created_at", "-pk")
        last_speaker = Coalesce(
            Subquery(replies.values("author_id")[:1]), F("author_id"), output_field=BigIntegerField()
        )
        open_ones = self.filter(parent=None, done_at=None)
        return open_ones.annotate(last_speaker=last_speaker).exclude(last_speaker=user.pk)


class SuggestionQuerySet(_BesideAnAnswer):
    """Suggestions."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The user's own, and those on their own documents."""
        return self._on_a_visible_part(user, at=at).filter(Q(document__owner=user) | Q(author=user))

    def open(self) -> Self:
        """Those that nobody decided about yet."""
        return self.filter(state=SuggestionState.OPEN)

    def waiting_for(self, user: "User") -> Self:
        """Those that wait for the user's decision."""
        return self.open().filter(document__owner=user, document__deleted_at=None)
