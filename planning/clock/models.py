"""The first payment, what people say while they wait, and who was told that something takes too long."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from planning.clock.enums import Milestone
from planning.clock.queries import WorseQuerySet


class FirstPayment(models.Model):
    """The day on which the first money of an agreed plan came, as a social worker dated it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="first_payments")
    paid_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-paid_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "paid_on"], name="one_first_payment_a_day")]

    def __str__(self) -> str:
        return f"first payment {self.pk}"


class Worse(models.Model):
    """That somebody gets worse while they wait: in the person's words, if they wrote any.

    Their social worker and who stands in are told at once; the managers, too, where nobody is there or nobody has
    opened it by `managers_at`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="said_worse")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    words = models.TextField(blank=True)
    # The form that sent it: a second tap finds it again.
    said_from = models.UUIDField(null=True, blank=True, editable=False)
    managers_at = models.DateTimeField()
    told_managers_at = models.DateTimeField(null=True, blank=True)
    managers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = WorseQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "said_from"], name="said_worse_once_a_form"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="worse_read_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="worse_answered_at_by_and_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"getting worse {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read and answered."""
        return reverse("worse", args=[self.uuid])


class StuckStage(models.Model):
    """That a stage takes longer than it should, and who was told when. One row a stage of one round."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stuck_stages")
    milestone = models.CharField(max_length=12, choices=Milestone)
    # The day on which the stage began.
    since = models.DateField()
    told_at = models.DateTimeField()
    # When the managers were told, because it went on for as long again.
    told_managers_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "milestone", "since"], name="one_row_a_stuck_stage")]

    def __str__(self) -> str:
        return f"stuck stage {self.pk}"


class ClockCheck(models.Model):
    """A day on which everybody's clock was looked at: once is enough."""

    day = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"looked at on {self.day}"
