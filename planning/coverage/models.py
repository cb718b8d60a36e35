"""What an owner ticked on the map of what their plan covers."""

from django.conf import settings
from django.db import models

from planning.coverage.enums import Coverage
from planning.documents.models import Document


class CoverageTick(models.Model):
    """The owner says that their plan covers something, and, if they like, where.

    item: one of planning.coverage.items. question_id and entry_id: where it says so; without them the tick is
    its owner's alone.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="coverage_ticks")
    item = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=Coverage, default=Coverage.COVERED)
    question_id = models.UUIDField(null=True, blank=True)
    entry_id = models.CharField(max_length=64, blank=True)
    ticked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "item"], name="one_tick_an_item")]

    def __str__(self) -> str:
        return f"coverage tick {self.pk}"
