"""On which days something comes again. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from planning.diary.enums import Every

_DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 14, Every.FOUR_WEEKS: 28}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def days_of(every: str, first: date) -> Iterator[date]:
    """The first day and all that follow, without an end. Of months that are too short it is the last day: what began on
    31 January comes on 28 February and again on 31 March."""
    count = 0
    while True:
        try:
            yield _nth(Every(every), first, count)
        except (OverflowError, ValueError):
            return
        count += 1


def days_from(every: str, first: date, since: date) -> Iterator[date]:
    """The same, from the first one that is not before `since`; it counts no day that lies before."""
    count = max(0, _about(Every(every), first, since) - 1)
    while True:
        try:
            day = _nth(Every(every), first, count)
        except (OverflowError, ValueError):
            return
        if day >= since:
            yield day
        count += 1


def next_from(every: str, first: date, since: date) -> date | None:
    """The first of these days that is not before `since`; None where there is none that a calendar knows."""
    return next(days_from(every, first, since), None)


def _about(every: Every, first: date, since: date) -> int:
    """How many times it came before a day, never more than it did."""
    if since <= first:
        return 0
    if every in _DAYS:
        return (since - first).days // _DAYS[every]
    months = (since.year - first.year) * 12 + since.month - first.month
    return max(0, months // _MONTHS[every] - 1)


def _nth(every: Every, first: date, count: int) -> date:
    if every in _DAYS:
        return first + timedelta(days=_DAYS[every] * count)
    months = first.month - 1 + _MONTHS[every] * count
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
