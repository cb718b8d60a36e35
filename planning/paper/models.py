"""Answers that were written by hand, and typed in by somebody else."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from planning.documents.models import Document
from planning.paper.enums import Outcome
from planning.paper.queries import PaperAnswerQuerySet


class PaperAnswer(models.Model):
    """What a helper typed in from somebody's paper: nobody's answer until its owner says that it is theirs.

    `number` grows with each change while it waits. became: the number of the answer that it was made, so that the
    answer can say who typed it for as long as it stands.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="paper_answers")
    question_id = models.UUIDField()
    value = models.JSONField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    became = models.PositiveIntegerField(null=True, blank=True)

    objects = PaperAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["typed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, settled_at=None)
                | (~Q(outcome=Outcome.WAITING) & Q(settled_at__isnull=False)),
                name="paper_settled_with_its_outcome",
            ),
            models.UniqueConstraint(
                fields=["document", "question_id", "typed_by"],
                condition=Q(outcome=Outcome.WAITING),
                name="one_waiting_paper_answer_a_typist",
            ),
        ]

    def __str__(self) -> str:
        return f"paper answer {self.pk}"
