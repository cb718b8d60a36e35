"""What was shared for a money check, line by line, and what was asked about it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from planning.diary.enums import Direction
from planning.diary.models import MoneyDiary
from planning.diary.values import LONGEST_LINE, LONGEST_WHAT_FOR
from planning.money_checks.queries import MoneyCheckQuerySet, MoneyCheckWishQuerySet


class MoneyCheck(models.Model):
    """One period of one diary, as it stood when it was shared. What is written in the diary later is not in it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="money_checks")
    diary = models.ForeignKey(MoneyDiary, on_delete=models.PROTECT, related_name="money_checks")
    # What the diary was called then.
    title = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    with_receipts = models.BooleanField(default=False, db_default=False)
    words = models.TextField(blank=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    # The form that shared it: a second tap finds it again.
    shared_from = models.UUIDField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.TextField(blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = MoneyCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["diary", "shared_from"], name="one_money_check_a_form"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="a_money_check_has_days"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, closing_words="")
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="money_check_closed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="money_check_taken_back_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return f"money check {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("money_check", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        """Whether it is looked at."""
        return self.closed_at is None and self.taken_back_at is None


class MoneyCheckLine(models.Model):
    """One entry of the diary as it was shared. `number` counts from 1, by day."""

    # Named `check`, it would hide what every model of Django has.
    money_check = models.ForeignKey(MoneyCheck, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    entry_uuid = models.UUIDField()
    day = models.DateField()
    direction = models.CharField(max_length=3, choices=Direction)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    what_for = models.CharField(max_length=LONGEST_WHAT_FOR)
    # The line of the plan, by the id that survives everything; None where it belongs to none.
    line_entry = models.UUIDField(null=True, blank=True)
    line_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    receipts = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        ordering = ["money_check", "number"]
        constraints = [
            models.UniqueConstraint(fields=["money_check", "number"], name="one_number_a_money_check"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_checked_line_is_of_some_money"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of money check {self.money_check_id}"

    def get_absolute_url(self) -> str:
        """Where it is asked about."""
        return reverse("money_check_line", args=[self.money_check.uuid, self.number])

    @property
    def is_in(self) -> bool:
        """Whether money came in."""
        return self.direction == Direction.IN


class MoneyCheckQuestion(models.Model):
    """What a social worker asks about one line, and the answer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(MoneyCheckLine, on_delete=models.PROTECT, related_name="questions")
    words = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_from = models.UUIDField(null=True, blank=True, editable=False)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "asked_from"], name="one_money_question_a_form"),
            models.CheckConstraint(condition=~Q(words=""), name="a_money_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="money_question_answered_at_by_and_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.uuid}"


class MoneyCheckWish(models.Model):
    """A social worker would like to look at the spending, and says why. The person chooses what to share, or
    nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="money_check_wishes")
    words = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    met_by = models.ForeignKey(MoneyCheck, on_delete=models.PROTECT, null=True, blank=True, related_name="wishes")
    # The person put it away, which nobody is told, or the worker took it back.
    put_away_at = models.DateTimeField(null=True, blank=True)

    objects = MoneyCheckWishQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(met_by=None, put_away_at=None), name="one_open_wish_for_a_money_check"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_wish_for_a_money_check_says_why"),
        ]

    def __str__(self) -> str:
        return f"wish for a money check {self.uuid}"
