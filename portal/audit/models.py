"""What was read and changed, by whom. Rows are only ever added."""

import pgtrigger
from django.db import models


class Event(models.Model):
    """One thing that happened to somebody's record.

    It holds ids and never words, and no foreign keys: it outlives what it speaks of.
    `person_id` is whose record it is, `actor_id` who did it (None: the portal itself).
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id", "at"], name="audit_by_object")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"
