"""Remarks beside a person's words, and other words offered for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from planning.comments.enums import SuggestionState
from planning.comments.queries import CommentQuerySet, SuggestionQuerySet
from planning.documents.models import Document


class Comment(models.Model):
    """A remark on one answer, or on one entry of a list answer; a reply has a `parent`.

    It is between its author and the document's owner until the owner opens the conversation
    (`opened_at` of the first comment) to everybody who sees that answer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    question_id = models.UUIDField()
    entry_id = models.UUIDField(null=True, blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments_written")
    text = models.TextField()
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="comment_done_at_and_by_together",
            )
        ]
        indexes = [models.Index(fields=["document", "question_id"], name="comments_beside_an_answer")]

    def __str__(self) -> str:
        return f"comment {self.uuid}"


class Suggestion(models.Model):
    """Other words for one answer. Only the owner makes them theirs; the words before are kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="suggestions")
    question_id = models.UUIDField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suggestions_written")
    words = models.TextField()
    why = models.CharField(max_length=300, blank=True)
    # The number of the answer that the author had before them; 0 when it was empty.
    based_on = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    # What the owner said to its author when they declined it.
    answer = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, decided_at=None, decided_by=None)
                | (~Q(state=SuggestionState.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="suggestion_decided_at_and_by_together",
            )
        ]
        indexes = [models.Index(fields=["document", "question_id"], name="suggestions_beside_an_answer")]

    def __str__(self) -> str:
        return f"suggestion {self.uuid}"
