"""One social worker following another, and what the person wants the next one to know."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.handover.enums import State
from community.handover.queries import EndingQuerySet, HandoverQuerySet
from portal.hours.queries import days_of
from portal.hours.working_days import days_in_words
from portal.relationships.models import Allocation


class Handover(models.Model):
    """A manager named who becomes a person's social worker, from when, and the person was told.

    The allocations themselves say who may see what; this says what was told, and carries the summary. `before` is
    empty for somebody who had nobody. `reason` is for the person to read. `summary` is what the person approved, word
    for word ([{"heading", "words"}]); what they have written since is in SummaryAnswer and is theirs alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handovers")
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="handed_over"
    )
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken_over")
    # The allocation that begins with it; none once it was called off.
    allocation = models.OneToOneField(
        Allocation, on_delete=models.SET_NULL, null=True, blank=True, related_name="handover"
    )
    starts_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    # When the person was told that the day has come.
    begun_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    summary = models.JSONField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    # When the next worker confirmed that they have read it.
    read_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["person", "-starts_at"], name="handovers_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False, allocation=None),
                name="handover_called_off_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(summary=None, approved_at=None) | Q(summary__isnull=False, approved_at__isnull=False),
                name="summary_approved_with_its_words",
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(approved_at__isnull=False), name="only_what_was_approved_is_read"
            ),
            models.CheckConstraint(
                condition=Q(before=None) | ~Q(before=F("worker")), name="nobody_hands_over_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"handover {self.uuid}"

    def get_absolute_url(self) -> str:
        """The person's page about it."""
        return reverse("handover", args=[self.uuid])

    @property
    def worker_url(self) -> str:
        """The next worker's page about it."""
        return reverse("taking_over", args=[self.uuid])

    @property
    def works_on(self) -> str:
        """The days on which the next worker answers. Needs `for_pages`, so that it asks nothing."""
        return days_in_words(days_of(self.worker))

    @property
    def state(self) -> State:
        """How far it is."""
        if self.called_off_at:
            return State.CALLED_OFF
        if self.read_at:
            return State.READ
        return State.APPROVED if self.approved_at else State.TOLD


class Ending(models.Model):
    """A manager said from when a person has no named social worker, and why; the person was told.

    The allocation itself ends; this says what was told. `reason` is for the person to read. It stands no longer when
    it was taken back before its day, and when somebody was named from an earlier moment on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="endings")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="endings")
    ends_at = models.DateTimeField()
    reason = models.TextField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    # When the person was told that the day has come.
    begun_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = EndingQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation"], condition=Q(taken_back_at=None), name="an_allocation_ends_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="who_ends_it_says_why"),
        ]

    def __str__(self) -> str:
        return f"ending {self.uuid}"

    def get_absolute_url(self) -> str:
        """The person's page about it."""
        return reverse("worker_ends", args=[self.uuid])


class SummaryAnswer(models.Model):
    """The person's own words for one part of the summary. `number` grows with each change."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="answers")
    question_id = models.UUIDField()
    value = models.JSONField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "question_id"], name="one_answer_a_summary_part")]

    def __str__(self) -> str:
        return f"part of summary {self.pk}"
