"""Questions about spending, the answers that count, answers that do not fit together, and what is made of one."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from content.questions.kinds.choices import OUTCOMES
from planning.documents.models import Document
from planning.spending.enums import Outcome, Said, Stage, State
from planning.spending.queries import (
    LANGUAGE,
    SpendingAnswerQuerySet,
    SpendingConflictQuerySet,
    SpendingGuidanceQuerySet,
    SpendingQuestionQuerySet,
)
from portal.accounts.models import Team

LONGEST = 3000


def _by(*, empty: bool = False) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=empty, blank=empty, related_name="+"
    )


class SpendingQuestion(models.Model):
    """What somebody would like to spend the money on. asked_by: the person, or who manages the money with them.

    line_entry: the cost of the plan that it is about, for good, also where the plan is carried into another;
    line_words: what that cost was called then. Both are empty for a question about none. answer_by: when an answer can
    be counted on, as we said when it was asked.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="spending_questions")
    asked_by = _by()
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    words = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    line_question = models.UUIDField(null=True, blank=True)
    line_entry = models.UUIDField(null=True, blank=True)
    line_words = models.TextField(blank=True)
    made_from = models.UUIDField(null=True, blank=True, editable=False)
    # When somebody was told that no answer came by then: the social workers, and later the managers.
    told_late_at = models.DateTimeField(null=True, blank=True)
    told_managers_at = models.DateTimeField(null=True, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("words", weight="A", config=LANGUAGE)
        + SearchVector("line_words", weight="B", config=LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
        serialize=False,
    )

    objects = SpendingQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "made_from"], name="one_spending_question_a_form"),
            models.CheckConstraint(
                condition=Q(line_question=None, line_entry=None, line_words="")
                | (Q(line_question__isnull=False, line_entry__isnull=False) & ~Q(line_words="")),
                name="a_question_names_a_whole_plan_line",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_spending_question_asks_something"),
        ]
        indexes = [GinIndex(fields=["search"], name="spending_by_words")]

    def __str__(self) -> str:
        return f"spending question {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read, with what was said to it."""
        return reverse("spending_question", args=[self.uuid])


class SpendingAnswer(models.Model):
    """What a worker said to a question: by whom, when, in which words. These never change.

    It counts from given_at until somebody ends it, with a reason; what was spent in between stays right.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(SpendingQuestion, on_delete=models.CASCADE, related_name="answers")
    said = models.CharField(max_length=10, choices=Said)
    words = models.TextField(blank=True)
    answered_by = _by()
    answered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State)
    given_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_by = _by(empty=True)
    ended_why = models.TextField(blank=True)
    made_from = models.UUIDField(null=True, blank=True, editable=False)

    objects = SpendingAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "made_from"], name="one_spending_answer_a_form"),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state=State.GIVEN, ends_at=None) & ~Q(said=Said.TALK),
                name="one_spending_answer_counts",
            ),
            models.UniqueConstraint(
                fields=["question"], condition=Q(state=State.WAITING), name="one_spending_answer_waits"
            ),
            models.CheckConstraint(
                condition=Q(state=State.GIVEN, given_at__isnull=False)
                | (~Q(state=State.GIVEN) & Q(given_at=None, ends_at=None)),
                name="an_answer_counts_from_some_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None, ended_by=None, ended_why="")
                | (Q(ends_at__gt=F("given_at"), ended_by__isnull=False) & ~Q(ended_why="")),
                name="an_answer_ends_later_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(said__in=(Said.YES, Said.TALK)) | ~Q(words=""), name="if_and_no_come_with_words"
            ),
        ]

    def __str__(self) -> str:
        return f"spending answer {self.uuid}"

    @property
    def counts(self) -> bool:
        """Whether it counts now."""
        return self.state == State.GIVEN and self.ends_at is None and self.said != Said.TALK

    @property
    def is_yes(self) -> bool:
        """Whether money may be spent under it, with or without a condition."""
        return self.said in (Said.YES, Said.YES_IF)


class SpendingConflict(models.Model):
    """An answer that does not fit earlier ones that count. It is not given before a manager has decided, with reasons.

    team: whose managers decide; None where the worker is in none that has a manager: then those who are responsible for
    the person decide.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.OneToOneField(SpendingAnswer, on_delete=models.CASCADE, related_name="conflict")
    earlier = models.ManyToManyField(SpendingAnswer, related_name="later_conflicts")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    flagged_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = _by(empty=True)
    reason = models.TextField(blank=True)

    objects = SpendingConflictQuerySet.as_manager()

    class Meta:
        ordering = ["flagged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None, reason="")
                | Q(outcome=Outcome.TAKEN_BACK, settled_at__isnull=False, settled_by__isnull=False)
                | (
                    Q(outcome__in=(Outcome.EARLIER, Outcome.NEW, Outcome.BOTH))
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(reason="")
                ),
                name="a_conflict_is_settled_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"spending conflict {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is decided, or taken back."""
        return reverse("spending_conflict", args=[self.uuid])


class SpendingGuidance(models.Model):
    """An answer as others could read it: without anything that says whose it is. A worker writes it, a manager checks
    it, the person agrees; then alone an editor has it, as the draft of a page.

    number: grows with each wording, so that nobody says yes to words that they did not read.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.OneToOneField(SpendingAnswer, on_delete=models.CASCADE, related_name="guidance")
    number = models.PositiveIntegerField(default=1, db_default=1)
    title = models.CharField(max_length=100)
    asked = models.TextField()
    replied = models.TextField()
    outcome = models.CharField(max_length=1, choices=list(OUTCOMES.items()), blank=True)
    makes_possible = models.CharField(max_length=300, blank=True)
    written_by = _by()
    written_at = models.DateTimeField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WRITTEN, db_default=Stage.WRITTEN)
    checked_by = _by(empty=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    sent_back_why = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SpendingGuidanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=Stage.SENT_BACK) | ~Q(sent_back_why=""), name="guidance_comes_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=(Stage.WRITTEN, Stage.SENT_BACK))
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="guidance_is_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(page=None) | Q(stage=Stage.AGREED), name="no_precedent_without_the_persons_yes"
            ),
        ]

    def __str__(self) -> str:
        return f"spending guidance {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is checked and agreed to."""
        return reverse("spending_guidance", args=[self.uuid])
