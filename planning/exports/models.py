"""A copy of a document that takes a while to make."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from planning.documents.models import Document, Version
from planning.exports.enums import Form, Parts
from planning.exports.queries import PreparedCopyQuerySet
from portal.files.storage import private_storage


class PreparedCopy(models.Model):
    """One copy of a document or of a version, for whoever asked for it and nobody else; kept for a day.

    `form` and `parts` are what was chosen; `done` of `total` pictures are in it so far.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    form = models.CharField(max_length=12, choices=Form)
    parts = models.CharField(max_length=8, choices=Parts, default=Parts.SHARED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    # Why there is none, as a sentence.
    trouble = models.CharField(max_length=300, blank=True)
    blob = models.FileField(upload_to="exports/", storage=private_storage, blank=True)
    # The questions whose answers are in it: should one of them be kept from its maker since, they do not get it.
    holds = ArrayField(models.UUIDField(), default=list, blank=True)

    objects = PreparedCopyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="prepared_copies_by_age")]

    def __str__(self) -> str:
        return f"prepared copy {self.uuid}"
