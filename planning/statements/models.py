"""Statements of a bank that were brought into a money diary, their lines, and what columns of a bank mean."""

import uuid
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from planning.diary.models import Entry, MoneyDiary
from planning.statements.enums import OPEN, Standing
from planning.statements.queries import StatementLineQuerySet, StatementQuerySet
from planning.statements.reading.lines import LONGEST_WORDS

LONGEST_REASON = 250


class Statement(models.Model):
    """One file of a bank. Its bytes stay only until somebody has said what its columns mean; then there are lines."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    diary = models.ForeignKey(MoneyDiary, on_delete=models.CASCADE, related_name="statements")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    # The text of the file, packed; None from the moment its lines are read.
    packed = models.BinaryField(null=True)
    # What its columns mean, as far as it is known: see reading.lines.Settled; and what the person should look at.
    settled = models.JSONField()
    unsure = models.JSONField(default=list)
    shape = models.CharField(max_length=64)
    remembered = models.BooleanField(default=False)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    made_from = models.UUIDField(editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["diary", "made_from"], name="one_statement_a_form"),
            models.CheckConstraint(
                condition=Q(read_at=None, packed__isnull=False) | Q(read_at__isnull=False, packed=None),
                name="a_statement_is_kept_until_it_is_read",
            ),
        ]

    if TYPE_CHECKING:
        # From with_counts().
        to_look_at: int

    def __str__(self) -> str:
        return f"statement {self.uuid}"

    @property
    def waits_for(self) -> str:
        """What is still to do."""
        if self.read_at is None:
            return "Say what its columns mean"
        return f"{self.to_look_at:,} to look at" if self.to_look_at else "Nothing left to do"

    def get_absolute_url(self) -> str:
        """Where one goes on with it."""
        return reverse("statement" if self.read_at else "statement_columns", args=[self.uuid])

    @property
    def text(self) -> str:
        """What the file says, while it is kept."""
        return zlib.decompress(bytes(self.packed or b"")).decode("utf-8", "surrogatepass") if self.packed else ""


def pack(text: str) -> bytes:
    """The text of a file, to be kept for a while."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


class StatementLine(models.Model):
    """One line of a file. amount: pounds, below nothing for what went out; `key` names it for good in its diary, so
    that the same payment in another file is known again; `text`: how it stands in the file, where it was not read."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=10, choices=Standing)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    day = models.DateField(null=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    text = models.CharField(max_length=400, blank=True)
    key = models.UUIDField(null=True)
    # The part of the plan that somebody chose for it; without a choice, what earlier lines were given counts.
    chosen = models.BooleanField(default=False)
    line_entry = models.UUIDField(null=True, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="statement_lines")

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="each_line_of_a_statement_once"),
            models.CheckConstraint(
                condition=Q(standing=Standing.REFUSED)
                | Q(day__isnull=False, amount__isnull=False, key__isnull=False) & ~Q(amount=0),
                name="a_line_is_read_whole_or_refused",
            ),
        ]
        indexes = [models.Index(fields=["statement", "standing", "number"], name="lines_by_standing")]

    def __str__(self) -> str:
        return f"line {self.number} of statement {self.statement_id}"

    @property
    def size(self) -> Decimal:
        """How much money it is, whichever way it went."""
        return abs(self.amount or Decimal(0))

    @property
    def is_open(self) -> bool:
        """Whether it waits for a yes or no."""
        return self.standing in OPEN


class StatementShape(models.Model):
    """What the columns of one bank's files mean, as somebody confirmed it for this diary."""

    diary = models.ForeignKey(MoneyDiary, on_delete=models.CASCADE, related_name="statement_shapes")
    shape = models.CharField(max_length=64)
    columns = models.JSONField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["diary", "shape"], name="one_meaning_a_shape")]

    def __str__(self) -> str:
        return f"shape {self.shape[:8]} of diary {self.diary_id}"
