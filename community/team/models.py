"""What a manager arranges in a team."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from community.team.queries import BuddyQuerySet


class _Period(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class _Same(Func):
    """A one-number range: lets an exclusion constraint compare ids without any PostgreSQL extension."""

    function = "INT8RANGE"


class Buddy(models.Model):
    """The period in which an experienced colleague is there for a new worker's questions.

    It opens no record: nobody reads anything of anybody because of it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="buddies")
    buddy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="buddy_of")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = BuddyQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_buddy_at_a_time",
                expressions=[
                    (_Same("worker_id", "worker_id", Value("[]")), RangeOperators.OVERLAPS),
                    (_Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="buddy_ends_after_start"),
            models.CheckConstraint(condition=~Q(worker=F("buddy")), name="nobody_is_their_own_buddy"),
        ]

    def __str__(self) -> str:
        return f"buddy {self.pk}"

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))
