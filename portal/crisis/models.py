"""Times in which things are bad: planning pauses and nothing is lost."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.crisis.queries import CrisisQuerySet


class Crisis(models.Model):
    """A period, half-open, that the person or their social worker marked. One at a time for one person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="crises")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CrisisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ends_at=None), name="one_crisis_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="crisis_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None, ended_by=None) | Q(ends_at__isnull=False, ended_by__isnull=False),
                name="crisis_ended_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return f"crisis {self.uuid}"

    def get_absolute_url(self) -> str:
        """Its page; the person's own leads on to their own page."""
        return reverse("crisis_of", args=[self.uuid])


class CrisisWords(models.Model):
    """What somebody said about it: between the person and their social workers, and nobody else's business."""

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="words")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"words {self.pk} about crisis {self.crisis_id}"
