"""Money diaries in the field's words."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from planning.diary.enums import Direction
from planning.diary.tally import Cell, Sums, Tally
from planning.money_sharing.queries import people_whose_money

if TYPE_CHECKING:
    from portal.accounts.models import User

NOTHING = Decimal("0.00")


class MoneyDiaryQuerySet(QuerySet[Any]):
    """Diaries."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own, and those of people whose money one sees or manages now. Who works for the council sees none."""
        if not user.is_person:
            return self.none()
        return self.filter(Q(person=user) | Q(person__in=people_whose_money(user, at=at)))

    def written_by(self, user: "User", *, at: datetime) -> Self:
        """One's own, and those of people whose money one manages now."""
        if not user.is_person:
            return self.none()
        return self.filter(Q(person=user) | Q(person__in=people_whose_money(user, at=at, managing=True)))

    def running(self) -> Self:
        """Those that nobody closed."""
        return self.filter(closed_at=None)

    def with_balance(self) -> Self:
        """Each with its `balance`, in the same query."""
        kept = Q(entries__deleted_at=None)
        came_in = Sum("entries__amount", filter=kept & Q(entries__direction=Direction.IN), default=NOTHING)
        went_out = Sum("entries__amount", filter=kept & Q(entries__direction=Direction.OUT), default=NOTHING)
        return self.annotate(balance=F("opening") + came_in - went_out)

    def for_pages(self) -> Self:
        """With whose they are and their plan."""
        return self.select_related("person", "document", "begun_by")


class EntryQuerySet(QuerySet[Any]):
    """Entries of diaries."""

    def kept(self) -> Self:
        """Those that nobody took out."""
        return self.filter(deleted_at=None)

    def between(self, since: date, until: date) -> Self:
        """Of a period: from `since` until just before `until`."""
        return self.filter(day__gte=since, day__lt=until)

    def of_line(self, entry_id: UUID) -> Self:
        """Those that belong to one line of the plan."""
        return self.filter(line_entry=entry_id)

    def of_no_line(self, kept_back: Collection[UUID] = ()) -> Self:
        """Those that belong to none; and those of lines that are kept back from a reader, to whom it looks alike."""
        return self.filter(Q(line_entry=None) | Q(line_entry__in=kept_back))

    def newest_first(self) -> Self:
        """By their day, and on one day in the order in which they were written."""
        return self.order_by("-day", "-pk")

    def in_and_out(self) -> tuple[Decimal, Decimal]:
        """What came in, and what went out, in pounds: added up by the database."""
        sums = self.order_by().aggregate(
            came_in=Sum("amount", filter=Q(direction=Direction.IN)),
            went_out=Sum("amount", filter=Q(direction=Direction.OUT)),
        )
        return sums["came_in"] or NOTHING, sums["went_out"] or NOTHING

    def tally(self) -> Tally:
        """The sums by month and line, in one query however many entries there are."""
        rows = (
            self.order_by()
            .annotate(month=TruncMonth("day"))
            .values("month", "line_entry")
            .annotate(
                came_in=Sum("amount", filter=Q(direction=Direction.IN)),
                went_out=Sum("amount", filter=Q(direction=Direction.OUT)),
                many=Count("pk"),
            )
        )
        return Tally(
            tuple(
                Cell(r["month"], r["line_entry"], Sums(r["came_in"] or NOTHING, r["went_out"] or NOTHING, r["many"]))
                for r in rows
            )
        )

    def words_of(self, lines: Collection[UUID]) -> dict[UUID, str]:
        """The words, as last used, of these lines."""
        met = self.filter(line_entry__in=lines).order_by("line_entry", "-pk").distinct("line_entry")
        return dict(met.values_list("line_entry", "line_words"))

    def for_pages(self) -> Self:
        """With the diary, whose it is and who wrote."""
        return self.select_related("diary__person", "diary__document", "created_by", "changed_by")


class RepeatingQuerySet(QuerySet[Any]):
    """What comes again."""

    def going_on(self) -> Self:
        """What nobody stopped, in diaries that nobody closed."""
        return self.filter(stopped_at=None, diary__closed_at=None)

    def due(self, *, on: date) -> Self:
        """What has to be written down by this day."""
        return self.going_on().filter(next_on__lte=on)

    def upcoming(self) -> Self:
        """What will still come, the next one first."""
        return self.going_on().exclude(next_on=None).order_by("next_on", "pk")


class ReceiptQuerySet(QuerySet[Any]):
    """Receipts of entries."""

    def kept(self) -> Self:
        """Those that nobody took out."""
        return self.filter(removed_at=None)


class DeedQuerySet(QuerySet[Any]):
    """What was done in a diary."""

    def newest_first(self) -> Self:
        """The latest first."""
        return self.order_by("-at", "-pk")

    def for_pages(self) -> Self:
        """With who did it and what it was about."""
        return self.select_related("by", "entry", "repeating")

    def by_others(self, person: "User") -> Self:
        """What others than the person did."""
        return self.exclude(by=person)
