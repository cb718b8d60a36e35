"""How a person plans, and the week that a worker offers them to have a go."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from planning.documents.models import Document
from planning.routes.enums import Route
from planning.routes.queries import HaveAGoQuerySet


class PlanningRoute(models.Model):
    """The way somebody chose for one document. What it was before stands in the audit log."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="planning_route")
    route = models.CharField(max_length=10, choices=Route)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"way to plan document {self.document_id}"


class HaveAGo(models.Model):
    """ "You have a go": time to try for oneself, a few pointers, and one day to talk. In between nobody asks.

    It is with the person, not with a worker: when their worker changes, it stands. `agreed_at` is when the
    other of the two said yes to `talk_on`; `other_day` is the day that the person would rather have.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="have_a_gos")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pointers = models.TextField(blank=True)
    talk_on = models.DateField()
    offered_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    other_day = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HaveAGoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_have_a_go_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="have_a_go_ended_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(other_day=None), name="an_agreed_day_has_no_other_beside_it"
            ),
        ]

    def __str__(self) -> str:
        return f"have a go {self.uuid}"
