"""Which document became which, and where each answer came from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from content.questions.enums import How
from planning.carrying.queries import CarriedAnswerQuerySet, CarryingQuerySet
from planning.documents.models import Document


class Carrying(models.Model):
    """A document that was turned into another: "this plan came from my job description".

    When the source is deleted, the plan stays whole, and what it was called is still known.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="carried_in")
    source = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_out")
    source_title = models.CharField(max_length=120)
    carried_at = models.DateTimeField()
    # Questions of the source whose answers their writer left where they are.
    left = ArrayField(models.UUIDField(), default=list, blank=True)

    objects = CarryingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "source"], name="carried_once")]

    def __str__(self) -> str:
        return f"carrying {self.pk}"

    @property
    def both_are_here(self) -> bool:
        """Whether neither document was deleted."""
        return self.source is not None and self.source.deleted_at is None and self.document.deleted_at is None


class CarriedAnswer(models.Model):
    """One answer of a document with the answer of another that it came from.

    Entries of a list keep their ids on the way (see content.questions.conversion.entry_at), so that an entry here is
    found there. source_number, number: the wording of each side that was looked at last, whether it was brought
    across or left; a newer one is offered to the other side. source_base, base: the wording of each side when they
    last agreed, from which a change is told. source_base is 0 while nothing came across: where an answer stood, the
    words were only offered beside it.
    """

    carrying = models.ForeignKey(Carrying, on_delete=models.CASCADE, related_name="answers")
    question_id = models.UUIDField()
    source_question = models.UUIDField()
    # How the source's question was worded, for when the source is gone.
    source_label = models.CharField(max_length=200)
    how = models.CharField(max_length=12, choices=How)
    source_number = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    source_base = models.PositiveIntegerField()
    base = models.PositiveIntegerField()

    objects = CarriedAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["carrying", "question_id", "source_question"], name="each_answer_carried_once"
            )
        ]
        indexes = [models.Index(fields=["carrying", "source_question"], name="carried_from_a_question")]

    def __str__(self) -> str:
        return f"carried answer {self.pk}"

    @property
    def brought(self) -> bool:
        """Whether the words came across."""
        return self.source_base > 0
