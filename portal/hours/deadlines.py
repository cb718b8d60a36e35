"""By when an answer can be counted on: in working time, to the minute. Pure: no database, no clock."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.hours.working_days import BANK_HOLIDAYS, MONDAY_TO_FRIDAY, MOST_DAYS_AHEAD

UK = ZoneInfo("Europe/London")
NINE, FIVE = time(9), time(17)

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Shift:
    """A period in which one person answers, on their days, in the hours of their team.

    days: 0 is Monday. starts_at, ends_at: None is open on that side. away: leave, half-open.
    """

    days: frozenset[int] = frozenset(MONDAY_TO_FRIDAY)
    opens: time = NINE
    closes: time = FIVE
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    away: tuple[Span, ...] = ()

    @property
    def day_length(self) -> timedelta:
        """How long a whole day of it is."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def spans_on(self, day: date) -> list[Span]:
        """When somebody is there on this day, without looking at bank holidays."""
        if day.weekday() not in self.days:
            return []
        begins, ends = at_time(day, self.opens), at_time(day, self.closes)
        begins = max(begins, self.starts_at) if self.starts_at else begins
        ends = min(ends, self.ends_at) if self.ends_at else ends
        return _without([(begins, ends)] if begins < ends else [], self.away)


def at_time(day: date, clock: time) -> datetime:
    """A time on a day as clocks in England show it, also where they were put forward or back that morning."""
    return datetime.combine(day, clock, tzinfo=UK).astimezone(ZoneInfo("UTC"))


def by_when(
    sent_at: datetime, *, within: int, shifts: Sequence[Shift], holidays: Collection[date] = BANK_HOLIDAYS
) -> datetime:
    """The moment by which something sent can be counted on to be answered.

    within: how many working days the answer may take; a day is as long as a day of the first shift. Time counts
    only while somebody of `shifts` is there, so that what is sent on a Friday at 2pm, to be answered within two
    days by somebody who works Monday to Friday, is due on Tuesday at 2pm. Where nobody is there for a year, the end
    of that year.
    """
    left = shifts[0].day_length * max(1, within)
    today = sent_at.astimezone(UK).date()
    for day in (today + timedelta(days=number) for number in range(MOST_DAYS_AHEAD)):
        for begins, ends in _there(day, shifts, holidays):
            counts_from = max(begins, sent_at)
            if ends - counts_from >= left:
                return counts_from + left
            left -= max(timedelta(0), ends - counts_from)
    return sent_at + timedelta(days=MOST_DAYS_AHEAD)


def working_time(
    since: datetime, until: datetime, *, shifts: Sequence[Shift], holidays: Collection[date] = BANK_HOLIDAYS
) -> timedelta:
    """How much working time lies between two moments."""
    total = timedelta(0)
    day, last = since.astimezone(UK).date(), until.astimezone(UK).date()
    while day <= last:
        for begins, ends in _there(day, shifts, holidays):
            total += max(timedelta(0), min(ends, until) - max(begins, since))
        day += timedelta(days=1)
    return total


def _there(day: date, shifts: Iterable[Shift], holidays: Collection[date]) -> Iterator[Span]:
    """When anybody is there on a day, in order, no moment of it twice."""
    if day in holidays:
        return
    spans = (span for shift in shifts for span in shift.spans_on(day))
    current: Span | None = None
    for begins, ends in sorted(spans):
        if current and begins <= current[1]:
            current = (current[0], max(current[1], ends))
            continue
        if current:
            yield current
        current = (begins, ends)
    if current:
        yield current


def _without(spans: list[Span], away: Iterable[Span]) -> list[Span]:
    for left_at, back_at in away:
        parts = [(begins, min(ends, left_at)) for begins, ends in spans]
        parts += [(max(begins, back_at), ends) for begins, ends in spans]
        spans = [(begins, ends) for begins, ends in parts if begins < ends]
    return spans
