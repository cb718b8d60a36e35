"""Notices: in the portal, and by email."""

from django.conf import settings
from django.db import models

from portal.notifications.enums import Kind


class Notice(models.Model):
    """Something a person may want to look at. `path` leads there; the sentence comes from its kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=Kind)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "read_at"], name="notices_unread")]

    def __str__(self) -> str:
        return f"notice {self.pk}"
