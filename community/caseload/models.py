"""What a worker writes down for themselves."""

from django.conf import settings
from django.db import models

from community.caseload.queries import OwnNoteQuerySet


class OwnNote(models.Model):
    """A few words that a worker keeps about one of their people, for themselves alone.

    No page, search, export or handover ever shows it to anybody else. `number` grows by one with each change, so that
    of two windows the second sees what the first one kept.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = OwnNoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "person"], name="one_note_for_oneself_a_person")]

    def __str__(self) -> str:
        return f"own note {self.pk}"
