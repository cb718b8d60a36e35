"""What a worker knows about sources of help, and where they pointed a person to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.known_sources.queries import KnownSourceQuerySet, PointedSourceQuerySet
from community.organisations.models import Organisation

LONGEST_NOTE = 500
LONGEST_WORDS = 500


class KnownSource(models.Model):
    """An organisation of the directory that a worker knows, with a note that nobody else reads."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="known_sources")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    # When the worker was there last, or spoke to them.
    seen_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = KnownSourceQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["worker", "organisation"], name="once_in_a_workers_list")]

    def __str__(self) -> str:
        return f"known source {self.uuid}"


class PointedSource(models.Model):
    """A worker pointed a person to an organisation, with a sentence for them. Nothing goes to the organisation."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pointed_sources")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_WORDS)
    pointed_at = models.DateTimeField()
    # By the worker, where it was a mistake.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    # By the person, who does not want to see it any more. It is told to nobody.
    put_away_at = models.DateTimeField(null=True, blank=True)

    objects = PointedSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "worker", "organisation"],
                condition=Q(taken_back_at=None),
                name="pointed_to_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="nobody_is_pointed_without_a_sentence"),
        ]

    def __str__(self) -> str:
        return f"pointed source {self.uuid}"
