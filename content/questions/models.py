"""Question sets as editors write them, and the unchangeable copies that publishing makes."""

from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from content.questions.blocks import StepsBlock
from content.questions.definitions import SetDefinition
from content.questions.mappings import Row, RowsBlock, problems_of_mapping, rows_of
from content.questions.queries import QuestionMappingQuerySet, latest_version
from content.questions.writing import steps_of


class QuestionSet(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """Steps and questions that an editor writes. Drafts, approval and preview are Wagtail's.

    Publishing makes a QuestionSetVersion; nobody who is writing a plan ever meets this row itself.
    """

    title = models.CharField(max_length=120)
    kind = models.SlugField(
        max_length=40,
        unique=True,
        help_text="The short name of this kind of document, for example support_plan.",
    )
    intro = models.TextField(blank=True)
    is_plan = models.BooleanField(
        "this is a plan",
        default=False,
        db_default=False,
        help_text="Beside a plan stands what it covers: the map of what a plan holds.",
    )
    begins_blank = models.BooleanField(
        "begin with a blank page",
        default=False,
        db_default=False,
        help_text="People begin with headings of their own.",
    )
    makes_documents = models.BooleanField(
        "people make documents with it",
        default=True,
        db_default=True,
        help_text="Leave it unticked where the answers become something else, for example a request for help. In a "
        "request, a choice with the short name of a word of the directory asks for that word.",
    )
    # Wagtail lets a draft be empty; what is published is not.
    steps = StreamField(StepsBlock())

    panels = [FieldPanel("title"), FieldPanel("kind"), FieldPanel("intro")]
    panels += [FieldPanel(name) for name in ("is_plan", "begins_blank", "makes_documents", "steps")]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Go live and make the version together: when the version is refused, nothing goes live either."""
        return super().publish(revision, *args, **kwargs)

    def definition(self) -> dict[str, Any]:
        """What a version of it keeps."""
        return {
            "title": self.title,
            "kind": self.kind,
            "intro": self.intro,
            "plan": self.is_plan,
            "begins_blank": self.begins_blank,
            "steps": steps_of(self.steps),
        }

    @cached_property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Each step can be looked at as people will meet it."""
        steps = [(step["slug"], step["title"]) for step in steps_of(self.steps)]
        return [("", "All steps"), *steps]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/questions/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The steps as plain data; the boxes are drawn by the wizard's own tag."""
        definition = SetDefinition.from_json(self.definition())
        steps = [step for step in definition.steps if mode_name in ("", step.slug)]
        return {"page_title": self.title, "page_lead": self.intro, "steps": steps, "request": request}


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


class QuestionMapping(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """How the answers of one kind of document are carried over into another ("Turn this into my support plan").

    While it is published, each document of the one kind offers it by a button. Rows name questions by their ids, so
    that a new wording changes nothing; a row whose question is not asked any more carries nothing.
    """

    source_set = models.ForeignKey(
        QuestionSet, on_delete=models.CASCADE, related_name="mappings_from", verbose_name="from"
    )
    target_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="mappings_to", verbose_name="to")
    button = models.CharField(
        max_length=60, help_text="What people press, for example “Turn this into my support plan”."
    )
    intro = models.TextField(blank=True, help_text="What happens, in one or two sentences.")
    places_the_rest = models.BooleanField(
        "offer the other answers, too",
        default=True,
        help_text="Answers that go nowhere below are shown afterwards, and people choose where each one goes.",
    )
    rows = StreamField(RowsBlock(), blank=True, verbose_name="answers")

    objects = QuestionMappingQuerySet.as_manager()

    panels = [
        FieldPanel("source_set"),
        FieldPanel("target_set"),
        FieldPanel("button"),
        FieldPanel("intro"),
        FieldPanel("places_the_rest"),
        FieldPanel("rows"),
    ]

    class Meta:
        verbose_name = "carrying over"
        verbose_name_plural = "carrying over"
        constraints = [
            models.UniqueConstraint(
                fields=["source_set", "target_set"],
                name="one_mapping_for_two_sets",
                violation_error_message="There is one for these two sets already. Change that one.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_set} → {self.target_set}"

    def as_rows(self) -> tuple[Row, ...]:
        """What is carried over, in its order."""
        return rows_of(self.rows)

    def clean(self) -> None:
        """Raises a validation error with a sentence for each thing that would not work."""
        super().clean()
        if not (self.source_set_id and self.target_set_id):
            return
        if self.source_set_id == self.target_set_id:
            raise ValidationError({"target_set": "Choose two different sets."})
        for end in ("source_set", "target_set"):
            if not getattr(self, end).makes_documents:
                raise ValidationError({end: "People make no documents with this set. Choose another."})
        versions = [latest_version(each.kind) for each in (self.source_set, self.target_set)]
        unpublished = [str(s) for s, v in zip((self.source_set, self.target_set), versions, strict=True) if v is None]
        if unpublished:
            raise ValidationError(f"“{unpublished[0]}” is not published yet. Publish it first.")
        source, target = (version.as_definition() for version in versions if version)
        problems = problems_of_mapping(self.as_rows(), source, target)
        if problems:
            raise ValidationError(problems)
