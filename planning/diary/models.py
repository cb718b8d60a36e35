"""Diaries of money, their entries, receipts, what comes again, and what was done by whom."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from planning.diary.enums import Did, Direction, Every, Source
from planning.diary.queries import (
    DeedQuerySet,
    EntryQuerySet,
    MoneyDiaryQuerySet,
    ReceiptQuerySet,
    RepeatingQuerySet,
)
from planning.diary.values import LONGEST_LINE, LONGEST_NOTE, LONGEST_WHAT_FOR, EntryValues, LineRef
from planning.documents.models import Document
from portal.files.storage import private_storage


class MoneyDiary(models.Model):
    """One diary of one person's money. Who has two budgets has two diaries; nothing of one counts in the other.

    `number` grows with each change of what stands here.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="money_diaries")
    title = models.CharField(max_length=120)
    # The plan whose costs the money is for; it may be gone one day.
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="money_diaries"
    )
    # Its first day, and what was there on the morning of it; below nothing for an account that was overdrawn.
    begins_on = models.DateField()
    opening = models.DecimalField(max_digits=9, decimal_places=2, default=0, db_default=0)
    # What is paid in, how often, and one day on which it comes; together or not at all.
    comes_in = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    comes_every = models.CharField(max_length=10, choices=Every, blank=True)
    comes_on = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1, db_default=1)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # The form that began it: a second tap finds it again.
    begun_from = models.UUIDField(null=True, blank=True, editable=False)

    objects = MoneyDiaryQuerySet.as_manager()

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "begun_from"], name="one_diary_a_form"),
            models.CheckConstraint(condition=Q(comes_in=None) | Q(comes_in__gt=0), name="what_comes_in_is_something"),
            models.CheckConstraint(
                condition=Q(comes_in=None, comes_every="", comes_on=None)
                | Q(comes_in__isnull=False, comes_on__isnull=False) & ~Q(comes_every=""),
                name="what_comes_in_comes_at_times",
            ),
        ]

    def __str__(self) -> str:
        return f"money diary {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("diary", args=[self.uuid])


class Repeating(models.Model):
    """What comes again: an entry that writes itself down on its day, each time once. `number` grows with each change.

    `next_on`: the first day that is not written down yet; None where no other day comes.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    diary = models.ForeignKey(MoneyDiary, on_delete=models.PROTECT, related_name="repeating")
    direction = models.CharField(max_length=3, choices=Direction)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    what_for = models.CharField(max_length=LONGEST_WHAT_FOR)
    line_document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    line_question = models.UUIDField(null=True, blank=True)
    line_entry = models.UUIDField(null=True, blank=True)
    line_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    every = models.CharField(max_length=10, choices=Every)
    first_on = models.DateField()
    # The last day on which it may come; None where it goes on.
    until = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1, db_default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    # The form that made it.
    made_from = models.UUIDField(null=True, blank=True, editable=False)

    objects = RepeatingQuerySet.as_manager()

    class Meta:
        ordering = ["next_on", "pk"]
        indexes = [models.Index(fields=["next_on"], condition=Q(stopped_at=None), name="what_comes_next")]
        constraints = [
            models.UniqueConstraint(fields=["diary", "made_from"], name="one_repeating_a_form"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="what_comes_again_is_something"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("first_on")), name="it_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(line_question=None, line_entry=None, line_words="")
                | Q(line_question__isnull=False, line_entry__isnull=False) & ~Q(line_words=""),
                name="what_comes_again_has_a_whole_line",
            ),
        ]

    def __str__(self) -> str:
        return f"repeating {self.uuid}"

    @property
    def line(self) -> LineRef | None:
        """The line of the plan it belongs to."""
        return _line(self)


class Entry(models.Model):
    """One line of a diary, as it stands. `number` grows with each change; what it said before is in Deed.

    Taken out, it counts nowhere and can be put back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    diary = models.ForeignKey(MoneyDiary, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField()
    direction = models.CharField(max_length=3, choices=Direction)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    what_for = models.CharField(max_length=LONGEST_WHAT_FOR)
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    # Which line of which plan, by ids that survive the plan's later edits, and its words at the time.
    line_document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    line_question = models.UUIDField(null=True, blank=True)
    line_entry = models.UUIDField(null=True, blank=True)
    line_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED, db_default=Source.TYPED)
    # Of what comes again: which one, and for which day it was written, which stays when the entry's day is changed.
    repeating = models.ForeignKey(Repeating, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    due_on = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1, db_default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    # The form, or the line of a statement, that made it: a second tap finds it again.
    made_from = models.UUIDField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["diary", "-day", "-id"],
                include=["direction", "amount", "line_entry"],
                condition=Q(deleted_at=None),
                name="entries_by_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["diary", "made_from"], name="one_entry_a_form"),
            models.UniqueConstraint(fields=["repeating", "due_on"], name="what_comes_again_comes_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_entry_is_of_some_money"),
            models.CheckConstraint(
                condition=Q(repeating=None, due_on=None) | Q(repeating__isnull=False, due_on__isnull=False),
                name="what_comes_again_was_due",
            ),
            models.CheckConstraint(
                condition=Q(line_question=None, line_entry=None, line_words="")
                | Q(line_question__isnull=False, line_entry__isnull=False) & ~Q(line_words=""),
                name="an_entry_has_a_whole_line",
            ),
        ]

    def __str__(self) -> str:
        return f"diary entry {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("diary_entry", args=[self.diary.uuid, self.uuid])

    @property
    def line(self) -> LineRef | None:
        """The line of the plan it belongs to."""
        return _line(self)

    @property
    def values(self) -> EntryValues:
        """What it says."""
        return EntryValues(self.day, Direction(self.direction), self.amount, self.what_for, self.note, self.line)

    @property
    def is_in(self) -> bool:
        """Whether money came in."""
        return self.direction == Direction.IN


class Receipt(models.Model):
    """A photo or a PDF of what was paid, cleaned by portal.files, served with its diary only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="receipts")
    blob = models.FileField(upload_to="receipts/", storage=private_storage)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"receipt {self.uuid}"

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on the page."""
        return self.content_type.startswith("image/")


class Deed(models.Model):
    """One thing that somebody did in a diary, in the order in which it happened. Nothing changes or removes it.

    `before` and `after`: what the entry said (EntryValues.as_json); None where there was none, or where it was about
    something else. Of what wrote itself down, `by` is who set it up, and the entry says from where it is.
    """

    diary = models.ForeignKey(MoneyDiary, on_delete=models.PROTECT, related_name="deeds")
    did = models.CharField(max_length=20, choices=Did)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="deeds")
    # Of the entry, after it.
    number = models.PositiveIntegerField(null=True, blank=True)
    repeating = models.ForeignKey(Repeating, on_delete=models.PROTECT, null=True, blank=True, related_name="deeds")
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    objects = DeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["diary", "-at", "-id"], name="what_was_done")]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="each_change_of_an_entry_once")]
        triggers = [pgtrigger.Protect(name="deed_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"deed {self.pk}"


def _line(row: Entry | Repeating) -> LineRef | None:
    if row.line_question is None or row.line_entry is None:
        return None
    return LineRef(row.line_document_id, row.line_question, row.line_entry, row.line_words)
