"""Personal assistants, what an hour of theirs is paid, their weeks, what was done with each, and tax that was paid."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from planning.diary.models import Entry, MoneyDiary
from planning.diary.values import LONGEST_LINE, LineRef
from planning.documents.models import Document
from planning.timesheets.enums import Did, ForOthers
from planning.timesheets.queries import AssistantQuerySet, LastPayQuerySet, WeekQuerySet
from planning.timesheets.sums import DAYS_A_WEEK, Hours, Pay, Worker

LONGEST_NAME = 60
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONDAY = 2


class Assistant(models.Model):
    """One PA, as the person calls them. `number` grows with each change."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    diary = models.ForeignKey(MoneyDiary, on_delete=models.PROTECT, related_name="assistants")
    name = models.CharField(max_length=LONGEST_NAME)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    # For the lowest pay by law, and for redundancy; nobody has to write it down.
    born_on = models.DateField(null=True, blank=True)
    only_mine = models.CharField(max_length=6, choices=ForOthers, default=ForOthers.UNSURE, db_default=ForOthers.UNSURE)
    line_document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    line_question = models.UUIDField(null=True, blank=True)
    line_entry = models.UUIDField(null=True, blank=True)
    line_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    number = models.PositiveIntegerField(default=1, db_default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_from = models.UUIDField(editable=False)

    objects = AssistantQuerySet.as_manager()

    class Meta:
        ordering = ["ended_on", "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["diary", "made_from"], name="one_assistant_a_form"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("began_on")), name="work_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(line_question=None, line_entry=None, line_words="")
                | Q(line_question__isnull=False, line_entry__isnull=False) & ~Q(line_words=""),
                name="an_assistant_has_a_whole_line",
            ),
        ]

    def __str__(self) -> str:
        return f"assistant {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where their weeks are."""
        return reverse("pa", args=[self.uuid])

    @property
    def line(self) -> LineRef | None:
        """The part of the plan that their wages are for."""
        if self.line_question is None or self.line_entry is None:
            return None
        return LineRef(self.line_document_id, self.line_question, self.line_entry, self.line_words)

    def worker(self, *, pension_from_age: int, state_pension_age: int, on: date) -> Worker:
        """What the sums need to know."""
        if self.born_on is None:
            return Worker(self.began_on)
        age = on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))
        return Worker(self.began_on, self.born_on, pension_from_age <= age < state_pension_age)


class PayRate(models.Model):
    """What an hour is paid from a day on."""

    assistant = models.ForeignKey(Assistant, on_delete=models.CASCADE, related_name="pays")
    starts_on = models.DateField()
    hourly = models.DecimalField(max_digits=6, decimal_places=2)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["assistant", "starts_on"], name="one_pay_a_day"),
            models.CheckConstraint(condition=Q(hourly__gt=0), name="an_hour_is_paid"),
        ]

    def __str__(self) -> str:
        return f"pay from {self.starts_on}"

    @property
    def pay(self) -> Pay:
        """For the sums."""
        return Pay(self.starts_on, self.hourly)


def _hours() -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=4, decimal_places=2, default=0, db_default=0)


class Week(models.Model):
    """The hours of one PA in one week. `begins`: its Monday; `number` grows with each change.

    They are paid while `entry`, their wages, counts in the diary; `payments`: how often somebody said so.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assistant = models.ForeignKey(Assistant, on_delete=models.PROTECT, related_name="weeks")
    begins = models.DateField()
    monday = _hours()
    tuesday = _hours()
    wednesday = _hours()
    thursday = _hours()
    friday = _hours()
    saturday = _hours()
    sunday = _hours()
    holiday = models.DecimalField(max_digits=5, decimal_places=2, default=0, db_default=0)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="paid_week")
    payments = models.PositiveIntegerField(default=0, db_default=0)
    number = models.PositiveIntegerField(default=1, db_default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = WeekQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assistant", "begins"], name="one_timesheet_a_week"),
            models.CheckConstraint(condition=Q(begins__week_day=MONDAY), name="a_week_begins_on_a_monday"),
            models.CheckConstraint(
                condition=Q(**{f"{day}__range": (0, 24) for day in DAYS}, holiday__range=(0, 168)),
                name="a_day_has_24_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"week {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where its hours are."""
        return reverse("pa_week", args=[self.assistant.uuid, self.begins.isoformat()])

    @property
    def is_paid(self) -> bool:
        """Whether its wages count in the diary."""
        return self.entry is not None and self.entry.deleted_at is None

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return self.begins + timedelta(days=DAYS_A_WEEK - 1)

    @property
    def hours(self) -> Hours:
        """For the sums."""
        worked = tuple(Decimal(getattr(self, day)) for day in DAYS)
        paid = self.entry.amount if self.entry and self.is_paid else None
        return Hours(self.begins, worked, Decimal(self.holiday), paid)


class WeekDeed(models.Model):
    """What somebody did with a week: nothing changes or removes it. before, after: {"monday": "2.00", …}."""

    week = models.ForeignKey(Week, on_delete=models.PROTECT, related_name="deeds")
    number = models.PositiveIntegerField()
    did = models.CharField(max_length=10, choices=Did)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["week", "number"], name="each_change_of_a_week_once")]
        triggers = [pgtrigger.Protect(name="week_deed_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"deed {self.number} of week {self.week_id}"


class TaxPaid(models.Model):
    """That tax, National Insurance and pension are paid for all weeks up to a day: an entry of the diary says so."""

    diary = models.ForeignKey(MoneyDiary, on_delete=models.PROTECT, related_name="tax_paid")
    up_to = models.DateField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="tax_paid")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-up_to", "-pk"]

    def __str__(self) -> str:
        return f"tax up to {self.up_to}"


class LastPay(models.Model):
    """That all is paid which was due to a PA as their work ended: an entry of the diary says so, or nothing was due.

    ended_on: which end of the work it is about; whoever comes back and leaves again is paid again.
    """

    assistant = models.ForeignKey(Assistant, on_delete=models.PROTECT, related_name="last_pays")
    ended_on = models.DateField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="last_pay")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_from = models.UUIDField(editable=False)

    objects = LastPayQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["assistant", "made_from"], name="one_last_pay_a_form")]

    def __str__(self) -> str:
        return f"last pay of assistant {self.assistant_id}"
