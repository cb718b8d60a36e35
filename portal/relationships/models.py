"""Who has to do with whom, and for which period: half-open, from `starts_at` until just before `ends_at`."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Team
from portal.hours.models import Leave
from portal.hours.periods import Period as _Period
from portal.hours.periods import Same as _Same
from portal.relationships.queries import BreakGlassQuerySet, MatchQuerySet, PeriodQuerySet

GLASS_HOLDS = timedelta(hours=1)
# Stepping back is one press, so a slip can be put right: see the record “One press to step back”.
MIND_CHANGES_FOR = timedelta(minutes=10)


class Allocation(models.Model):
    """The period in which one social worker is THE named social worker of one person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="people_allocated")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_named_social_worker_at_a_time",
                expressions=[
                    (_Same("person_id", "person_id", Value("[]")), RangeOperators.OVERLAPS),
                    (_Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="allocation_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"allocation {self.pk}"


class Cover(models.Model):
    """The period in which one worker stands in for another, for all of their people."""

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covered_by")
    cover = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Why somebody stands in; both then end together.
    leave = models.ForeignKey(Leave, on_delete=models.SET_NULL, null=True, blank=True, related_name="covers")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="cover_ends_after_start"),
            models.CheckConstraint(condition=~Q(worker=F("cover")), name="nobody_covers_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"cover {self.pk}"

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))


class BreakGlass(models.Model):
    """A record that a worker opened in an emergency, though the person is not theirs: with a reason, for an hour.

    It shows what is shared with the named worker, to read and no more (see GrantQuerySet.for_user of planning).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="records_opened")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="openings")
    # The team that was responsible for the person then; none while nobody was their social worker.
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The worker's own then: its managers answer for it, also when the worker has moved on.
    worker_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="opened_record_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + GLASS_HOLDS), name="opened_record_ends_within_the_hour"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="no_record_is_opened_without_a_reason"),
        ]

    def __str__(self) -> str:
        return f"opened record {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where the person and the managers read who opened it, and why."""
        return reverse("opened_record", args=[self.uuid])


class CircleMembership(models.Model):
    """A family member or friend in a person's circle, from the invitation on.

    Until it is taken up, `supporter` is empty and the invitation waits for the address in `email`;
    it counts as active only once `starts_at` is set. What they may do hangs on this membership (see the
    grants of planning), so ending it ends everything at once.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="circle")
    supporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="circles"
    )
    name = models.CharField("their name", max_length=60)
    email = models.EmailField()
    relation = models.CharField("who they are to you", max_length=60, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # Where the supporter ended it themselves: when, and since when the person has been told of it.
    stepped_back_at = models.DateTimeField(null=True, blank=True)
    person_told_at = models.DateTimeField(null=True, blank=True)

    # What would end with it besides, where a page says so (portal.relationships.stepping).
    also_ends: Sequence[str] = ()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stepped_back_at=None, person_told_at=None)
                | Q(stepped_back_at__isnull=False, ends_at__isnull=False),
                name="circle_ends_when_somebody_steps_back",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, supporter=None) | Q(starts_at__isnull=False, supporter__isnull=False),
                name="circle_taken_up_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at=None) | Q(ends_at__gt=F("starts_at")),
                name="circle_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(supporter=None) | ~Q(supporter=F("person")), name="nobody_supports_themselves"
            ),
            models.UniqueConstraint(
                fields=["person", "supporter"], condition=Q(ends_at=None), name="once_in_a_circle_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"circle membership {self.pk}"

    @property
    def may_stay_until(self) -> datetime | None:
        """Until when who stepped back can change their mind."""
        return self.stepped_back_at + MIND_CHANGES_FOR if self.stepped_back_at else None


class Match(models.Model):
    """The time for which an organisation's volunteer or peer helps a person, who said yes to them.

    What they may see hangs on it (see the grants of planning), and ends with it: by itself at `ends_at`, or before.
    How it came about, and how it ended, is for the organisation's slices to keep.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="helped_by")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="helps")
    # Who the helper is to the person, in words: "peer supporter, Northmoor Independent Living".
    relation = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="match_ends_after_start"),
            models.CheckConstraint(condition=~Q(person=F("helper")), name="nobody_is_matched_with_themselves"),
            ExclusionConstraint(
                name="one_match_of_the_same_two_at_a_time",
                expressions=[
                    (_Same("person_id", "person_id", Value("[]")), RangeOperators.OVERLAPS),
                    (_Same("helper_id", "helper_id", Value("[]")), RangeOperators.OVERLAPS),
                    (_Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"match {self.uuid}"

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))


class JoiningCode(models.Model):
    """What a social worker hands over face to face, once: redeeming it names the worker as the person's own.

    Only a keyed hash is kept, so that reading the table gives nobody a code.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="joining_codes_given")
    code_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField("for whom, in the worker's own words", max_length=100, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True, blank=True)
    redeemed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joining_codes_used",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(redeemed_at=None, redeemed_by=None)
                | Q(redeemed_at__isnull=False, redeemed_by__isnull=False),
                name="joining_code_redeemed_at_and_by_together",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="joining_code_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"joining code {self.pk}"
