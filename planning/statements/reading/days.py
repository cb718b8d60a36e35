"""Days as banks write them, and the order of day, month and year in a whole column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, pairwise

EARLIEST, LATEST = 1990, 2099
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_IN_FULL = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = {
    **dict(zip(_MONTHS, range(1, 13), strict=True)),
    **dict(zip(_MONTHS_IN_FULL, range(1, 13), strict=True)),
    "sept": 9,
}
# A time of day after it, which says nothing to a diary; and a day of the week before it.
_TIME = (
    r"(?:(?:[T ]|,\s*)\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)?\s*(?:[ap]m)?\s*(?:Z|[+-]\d{2}:?\d{2}|GMT|BST)?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:[a-z]*day)?\.?,?\s+)?"
_FIGURES = re.compile(rf"{_WEEKDAY}(\d{{1,4}})\s*([-/. ])\s*(\d{{1,2}})\s*\2\s*(\d{{1,4}}){_TIME}", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*([a-z]{{3,9}})\.?,?[-/. ]*(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?[-/. ]*(\d{{1,2}})(?:st|nd|rd|th)?,?[-/. ]+(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/. ]([a-z]{{3,9}})[-/. ](\d{{1,2}}){_TIME}", re.IGNORECASE)
# Where year, month and day stand in them.
_WITH_NAMES = ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_FIRST, (1, 2, 3)))
_PACKED = re.compile(rf"(\d{{8}}){_TIME}", re.IGNORECASE)
LONGEST_DAY = 60


class Order(StrEnum):
    """In which order figures stand."""

    DAY_FIRST = "dmy", "day, month, year"
    MONTH_FIRST = "mdy", "month, day, year"
    YEAR_FIRST = "ymd", "year, month, day"

    words: str

    def __new__(cls, value: str, words: str = "") -> "Order":
        """With how it is said."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member


@dataclass(frozen=True)
class Decided:
    """The order of a column. sure: whether the column leaves no other; example: a day that could be read otherwise."""

    order: Order
    sure: bool
    example: str = ""


def day_of(text: str, order: Order) -> date | None:
    """The day that a cell says; None where it says none. Two figures for a year are of this century up to 79."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST_DAY:
        return None
    if found := _FIGURES.fullmatch(tidy):
        return _of_figures(found[1], found[3], found[4], order)
    for pattern, (year, month, day) in _WITH_NAMES:
        if found := pattern.fullmatch(tidy):
            return _named(found[year], found[month], found[day])
    found = _PACKED.fullmatch(tidy)
    return _packed(found[1], order) if found else None


def could_be_a_day(text: str) -> bool:
    """Whether it is a day in any order."""
    return any(day_of(text, order) for order in Order)


def decide(texts: Iterable[str], *, most: int = 5_000) -> Decided:
    """The order in which a column of days is written, from all of it.

    What fits more days wins. Where several fit alike, a column whose days follow each other only in one of them
    decides; else it is day, month, year, as in the United Kingdom, and not sure.
    """
    days = [text for text in islice(texts, most) if could_be_a_day(text)]
    read = {order: [day_of(text, order) for text in days] for order in Order}
    fits = {order: sum(day is not None for day in found) for order, found in read.items()}
    best = max(fits.values())
    left = [order for order in Order if fits[order] == best]
    if Order.DAY_FIRST in left:
        # The year first in two figures is so rare that it counts only where nothing else can be.
        left = [order for order in left if order != Order.YEAR_FIRST]
    if len(left) == 1 or all(read[order] == read[left[0]] for order in left):
        return Decided(left[0], sure=True)
    in_turn = [order for order in left if _in_turn(read[order])]
    if len(in_turn) == 1:
        return Decided(in_turn[0], sure=True)
    differs = next(text for text in days if len({day_of(text, order) for order in left}) > 1)
    return Decided(left[0], sure=False, example=differs)


def _in_turn(days: Sequence[date | None]) -> bool:
    """Whether three days at least follow each other, up or down."""
    known = [day for day in days if day]
    if len(set(known)) < 3:
        return False
    return all(a <= b for a, b in pairwise(known)) or all(a >= b for a, b in pairwise(known))


def _of_figures(first: str, middle: str, last: str, order: Order) -> date | None:
    if len(first) == 4:
        return _day(first, middle, last) if len(last) <= 2 else None
    if len(first) > 2 or len(last) == 3:
        return None
    if len(last) == 4 or order != Order.YEAR_FIRST:
        if len(last) == 1:
            return None
        day_first = order != Order.MONTH_FIRST
        return _day(last, middle if day_first else first, first if day_first else middle)
    return _day(first, middle, last) if len(first) == 2 else None


def _named(year: str, month: str, day: str) -> date | None:
    number = _MONTH.get(month.lower())
    return _day(year, str(number), day) if number else None


def _packed(figures: str, order: Order) -> date | None:
    year_first = _day(figures[:4], figures[4:6], figures[6:])
    if year_first:
        return year_first
    first, second = (figures[2:4], figures[:2]) if order != Order.MONTH_FIRST else (figures[:2], figures[2:4])
    return _day(figures[4:], first, second)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 80 else 1900
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None
