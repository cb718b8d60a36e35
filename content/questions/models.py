"""Question sets as editors write them, and the unchangeable copies that publishing makes."""

import pgtrigger
from django.db import models

from content.questions.definitions import SetDefinition


class QuestionSet(models.Model):
    """Steps and questions that an editor writes. Drafts, approval and preview are Wagtail's."""

    title = models.CharField(max_length=120)
    kind = models.SlugField(max_length=40)
    intro = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class QuestionSetVersion(models.Model):
    """What was published at one moment: wizards are pinned to it, and nothing changes it."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["question_set", "-number"]
        constraints = [models.UniqueConstraint(fields=["question_set", "number"], name="one_number_a_version")]
        triggers = [pgtrigger.Protect(name="unchangeable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.question_set} {self.number}"

    def as_definition(self) -> SetDefinition:
        """The steps and questions as plain data."""
        return SetDefinition.from_json(self.definition)
