"""Who may act in somebody's place, as a manager recorded it."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.authority.enums import AuthorityKind
from portal.authority.queries import AuthorityQuerySet
from portal.components.lists import in_a_row
from portal.relationships.models import CircleMembership


class Authority(models.Model):
    """An attorney, a deputy, an authorised person or an appointee: somebody in the person's circle who acts in their
    place, because the person cannot decide alone.

    It stands in place of the person's own ticks and no further (see docs/decisions): it hangs on the circle
    membership, so it ends with that, too. Half-open: from `starts_at` until just before `ends_at`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(CircleMembership, on_delete=models.PROTECT, related_name="authorities")
    kind = models.CharField(max_length=20, choices=AuthorityKind)
    health_welfare = models.BooleanField("health and welfare", default=False)
    money = models.BooleanField("money", default=False)
    # What was seen, its reference and its date, in the words of who recorded it.
    evidence = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Set when a manager ended it before its day.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="authority_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(health_welfare=True) | Q(money=True), name="authority_is_about_something"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="authority_says_what_was_seen"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="authority_ended_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return f"authority {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it stands, for the person, the holder and the managers."""
        return reverse("authority", args=[self.uuid])

    @property
    def person(self) -> User:
        """In whose place the holder acts."""
        return self.membership.person

    @property
    def holder(self) -> User:
        """Who acts."""
        supporter = self.membership.supporter
        assert supporter is not None  # noqa: S101 - only somebody who is in the circle holds one
        return supporter

    @property
    def scope(self) -> str:
        """ "health and welfare and money"."""
        return in_a_row(
            [words for given, words in ((self.health_welfare, "health and welfare"), (self.money, "money")) if given]
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None where it is open."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1)) if self.ends_at else None
