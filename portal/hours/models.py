"""When a team answers, when somebody is on leave, and who usually stands in for whom."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

from portal.accounts.models import Team
from portal.hours.periods import Period, Same
from portal.hours.queries import LeaveQuerySet

ONE_MOMENT = timedelta(microseconds=1)


class TeamHours(models.Model):
    """The days and hours in which a team answers. A team without a row: Monday to Friday, 9am to 5pm."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="hours")
    # Days of the week: 0 is Monday.
    days = models.JSONField(default=list)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="a_team_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"hours of team {self.team_id}"


class Leave(models.Model):
    """A time in which somebody who works here is away: whole days, unless it ended early.

    `told_at` is when the people whom it concerns were told.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leave")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="leave_ends_after_start"),
            ExclusionConstraint(
                name="one_leave_of_a_worker_at_a_time",
                expressions=[
                    (Same("worker_id", "worker_id", Value("[]")), RangeOperators.OVERLAPS),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"leave {self.pk}"

    @property
    def first_day(self) -> date:
        """The first day away."""
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date:
        """The last day away."""
        return timezone.localdate(self.ends_at - ONE_MOMENT)


class StandIn(models.Model):
    """Who stands in for a worker as a rule: offered first when they go away, and told when an answer is late."""

    worker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stand_in")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stands_in_for")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(worker=F("by")), name="nobody_is_their_own_stand_in")]

    def __str__(self) -> str:
        return f"stand-in {self.pk}"
