"""A diary as one reader sees it: its sums, the lines of its plan, and how far the money goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from planning.budgets.plan_lines import PlanLine
from planning.diary.enums import Direction
from planning.diary.lines import kept_back, plan_lines
from planning.diary.models import MoneyDiary, Repeating
from planning.diary.outlook import AHEAD, NOTHING, Outlook, a_week, lasts_until, whole_weeks
from planning.diary.places import HeldBack, held_back
from planning.diary.policies import may_look_after
from planning.diary.schedule import days_from, next_from
from planning.diary.tally import Tally
from portal.accounts.models import User

NO_LINE = "Not in the plan"


@dataclass(frozen=True)
class DiaryReading:
    """Each sum is asked for once; all of it takes as many queries for a full diary as for an empty one."""

    diary: MoneyDiary
    user: User
    at: datetime

    @cached_property
    def today(self) -> date:
        """Where the portal is."""
        return timezone.localdate(self.at)

    @property
    def mine(self) -> bool:
        """Whether it is the reader's own."""
        return self.user.pk == self.diary.person_id

    @cached_property
    def looks_after(self) -> bool:
        """Whether the reader manages this money."""
        return may_look_after(self.user, self.diary, self.at)

    @property
    def may_write(self) -> bool:
        """Whether they write in it now."""
        return self.looks_after and self.diary.closed_at is None

    @cached_property
    def kept_back(self) -> set[UUID]:
        """The lines that this reader must not know of."""
        return kept_back(self.diary, self.user)

    @cached_property
    def plan(self) -> list[PlanLine]:
        """The lines of the plan."""
        return plan_lines(self.diary, self.user)

    @cached_property
    def tally(self) -> Tally:
        """All sums."""
        tally: Tally = self.diary.entries.kept().tally()
        return tally.without(self.kept_back)

    @cached_property
    def balance(self) -> Decimal:
        """What is in the account by the diary."""
        return self.diary.opening + self.tally.total.balance

    @cached_property
    def line_names(self) -> dict[UUID, str]:
        """What each line is called: those of the plan in its order, then others that entries belong to."""
        names = {line.entry_id: line.what_for for line in self.plan}
        others = [line for line in self.tally.by_line() if line is not None and line not in names]
        if others:
            names |= dict(sorted(self.diary.entries.kept().words_of(others).items(), key=lambda pair: pair[1]))
        return names

    def name_of(self, line: UUID | None) -> str:
        """What a line is called; that it is in no plan, for none and for one that is kept back."""
        return self.line_names.get(line, NO_LINE) if line else NO_LINE

    @cached_property
    def held(self) -> list[HeldBack]:
        """What must be kept back."""
        return held_back(self.diary, self.at)

    @cached_property
    def coming(self) -> list[Repeating]:
        """What comes again by itself, the next one first."""
        return list(self.diary.repeating.upcoming())

    @cached_property
    def outlook(self) -> Outlook:
        """How far the money goes."""
        kept = sum((each.amount for each in self.held), NOTHING)
        following = self._next_payment()
        weeks = whole_weeks(self.diary.begins_on, self.today)
        weekly_out = a_week(self._went_out_in(weeks), weeks) if weeks else None
        free = self.balance - kept
        lasts = lasts_until(free, weekly_out, self._payments(), self.today) if weekly_out is not None else None
        return Outlook(
            today=self.today,
            balance=self.balance,
            kept_back=kept,
            next_payment=following,
            still_to_go=self._still_to_go(following),
            weekly_out=weekly_out,
            weeks=weeks,
            lasts_until=lasts,
        )

    def _went_out_in(self, weeks: int) -> Decimal:
        """In so many weeks up to today."""
        since = self.today - timedelta(weeks=weeks) + timedelta(days=1)
        lately = self.diary.entries.kept().filter(day__gte=since, direction=Direction.OUT).order_by()
        total: Any = lately.aggregate(total=Sum("amount"))["total"]
        return total or NOTHING

    def _next_payment(self) -> date | None:
        """The day after today on which money comes."""
        tomorrow = self.today + timedelta(days=1)
        days = [each.next_on for each in self.coming if each.direction == Direction.IN and each.next_on]
        if self.diary.comes_on:
            following = next_from(self.diary.comes_every, self.diary.comes_on, tomorrow)
            days += [following] if following else []
        return min((day for day in days if day >= tomorrow), default=None)

    def _payments(self) -> list[tuple[date, Decimal]]:
        """What comes in as far ahead as one looks: what the diary says, and what comes in again by itself."""
        tomorrow, end = self.today + timedelta(days=1), self.today + AHEAD
        found: list[tuple[date, Decimal]] = []
        if self.diary.comes_in and self.diary.comes_on:
            days = days_from(self.diary.comes_every, self.diary.comes_on, tomorrow)
            found += [(day, self.diary.comes_in) for day in takewhile(lambda day: day <= end, days)]
        elif self.diary.comes_in is None:
            for each in self.coming:
                if each.direction == Direction.IN:
                    last = min(end, each.until or end)
                    days = days_from(each.every, each.first_on, max(tomorrow, each.next_on or tomorrow))
                    found += [(day, each.amount) for day in takewhile(lambda day, last=last: day <= last, days)]  # type: ignore[misc]
        return sorted(found)

    def _still_to_go(self, until: date | None) -> Decimal:
        """What goes out by itself from tomorrow until the day before the next payment."""
        if until is None:
            return NOTHING
        total, tomorrow = NOTHING, self.today + timedelta(days=1)
        for each in self.coming:
            if each.direction == Direction.OUT and each.next_on:
                last = min(until - timedelta(days=1), each.until or until)
                days = days_from(each.every, each.first_on, max(tomorrow, each.next_on))
                total += each.amount * sum(1 for _ in takewhile(lambda day, last=last: day <= last, days))  # type: ignore[misc]
        return total
