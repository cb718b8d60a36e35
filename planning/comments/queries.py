"""Comments and suggestions in the field's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from planning.comments.enums import SuggestionState
from planning.documents.queries import WithinADocument
from portal.accounts.enums import Role

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

    def _as_named_worker(self, user: "User", *, at: datetime) -> Q:
        """The condition that this user is the named social worker of the owner, with whom the document is shared.

        What social workers before them said to the person comes along: nobody has to say it twice. Who only stands in
        for them reads what the owner opened, as everybody does.
        """
        if user.role != Role.SOCIAL_WORKER:
            return Q(pk__in=())
        allocations = apps.get_model("portal", "Allocation").objects.active(at=at).filter(worker=user)
        grants = apps.get_model("planning", "Grant").objects.active(at=at).filter(to_named_worker=True)
        return Q(Exists(allocations.filter(person=OuterRef("document__owner")))) & Q(
            Exists(grants.filter(document=OuterRef("document")))
        )


class CommentQuerySet(_BesideAnAnswer):
    """Comments."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """Whole conversations: those the user began, those on their own documents, those that the owner opened to
        others, and for the social worker those that one before them began. For who acts in the owner's place, those
        that others began since that was recorded: whoever wrote before was told that the owner alone reads it, and
        the owner's own notes are theirs. An answer in a conversation is seen by whoever sees the conversation."""
        by_workers = Q(parent=None, author__role=Role.SOCIAL_WORKER) | Q(parent__author__role=Role.SOCIAL_WORKER)
        return self._on_a_visible_part(user, at=at).filter(
            Q(document__owner=user)
            | self._begun_since_in_place(user, at=at)
            | Q(parent=None, author=user)
            | Q(parent__author=user)
            | Q(opened_at__isnull=False)
            | Q(parent__opened_at__isnull=False)
            | (by_workers & self._as_named_worker(user, at=at))
        )

    def _begun_since_in_place(self, user: "User", *, at: datetime) -> Q:
        """The condition that somebody else than the owner began it, since this user acts in the owner's place."""
        grants = apps.get_model("planning", "Grant").objects.for_user(user, at=at)
        in_place = grants.filter(document=OuterRef("document"), authority__isnull=False)
        beginning = Q(parent=None) & ~Q(author=F("document__owner"))
        answer = Q(parent__isnull=False) & ~Q(parent__author=F("document__owner"))
        return (beginning & Exists(in_place.filter(authority__recorded_at__lte=OuterRef("created_at")))) | (
            answer & Exists(in_place.filter(authority__recorded_at__lte=OuterRef("parent__created_at")))
        )

    def beginnings(self) -> Self:
        """The first comment of each conversation."""
        return self.filter(parent=None)

    def waiting_for(self, user: "User") -> Self:
        """Conversations on the user's documents that nobody marked as done and where somebody else spoke last."""
        return self._unanswered(user).filter(document__owner=user, document__deleted_at=None)

    def answered_for(self, user: "User") -> Self:
        """Conversations that the user began on others' documents, and where somebody else spoke last.

        For a social worker also those that another one began, where it was no social worker who spoke last: use it
        with `visible_to`, which says of whose role they are.
        """
        found = self._unanswered(user).exclude(document__owner=user)
        if user.role != Role.SOCIAL_WORKER:
            return found.filter(author=user)
        return found.filter(author__role=Role.SOCIAL_WORKER).exclude(last_role=Role.SOCIAL_WORKER)

    def _unanswered(self, user: "User") -> Self:
        replies = self.model._default_manager.filter(parent=OuterRef("pk")).order_by("-created_at", "-pk")
        last_speaker = Coalesce(
            Subquery(replies.values("author_id")[:1]), F("author_id"), output_field=BigIntegerField()
        )
        last_role = Coalesce(Subquery(replies.values("author__role")[:1]), F("author__role"))
        open_ones = self.filter(parent=None, done_at=None).annotate(last_speaker=last_speaker, last_role=last_role)
        return open_ones.exclude(last_speaker=user.pk)


class SuggestionQuerySet(_BesideAnAnswer):
    """Suggestions."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The user's own, those on their own documents, and for the social worker those of one before them."""
        of_workers = Q(author__role=Role.SOCIAL_WORKER) & self._as_named_worker(user, at=at)
        return self._on_a_visible_part(user, at=at).filter(Q(document__owner=user) | Q(author=user) | of_workers)

    def open(self) -> Self:
        """Those that nobody decided about yet."""
        return self.filter(state=SuggestionState.OPEN)

    def waiting_for(self, user: "User") -> Self:
        """Those that wait for the user's decision."""
        return self.open().filter(document__owner=user, document__deleted_at=None)
