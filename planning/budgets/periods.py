"""Money in another period than a week, so that the lines always add up to the total. Pure, all of it Decimal.

The total is converted once and rounded half up to the penny; its lines are shared out of it by largest remainder
(Hamilton's method), so no line is a penny or more away from its exact share, and nobody who adds them up by hand finds
another sum. A year counts 52 weeks, as in all our sums; days of the calendar are sevenths of a week, so that a leap
year has one more, and a period over the change of a tax year is parted on 6 April.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from content.rules.rates import tax_year_of
from planning.budgets.calculation import NOTHING
from portal.components.money import PENNY, WEEKS_A_YEAR

MONTHS_A_YEAR, DAYS_A_WEEK = 12, 7


class Period(StrEnum):
    """For how long a sum is shown."""

    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    YEAR = "year"

    @property
    def weeks(self) -> Decimal:
        """How many weeks it counts."""
        return {
            Period.WEEK: Decimal(1),
            Period.FOUR_WEEKS: Decimal(4),
            Period.MONTH: Decimal(WEEKS_A_YEAR) / MONTHS_A_YEAR,
            Period.YEAR: Decimal(WEEKS_A_YEAR),
        }[self]


@dataclass(frozen=True)
class Converted:
    """A total and its lines in one period, in pounds to the penny. The lines add up to the total."""

    total: Decimal
    lines: tuple[Decimal, ...]


@dataclass(frozen=True)
class Stretch:
    """Days within one tax year, both counted, and the money of them."""

    first_day: date
    last_day: date
    amount: Decimal


def convert(weekly_lines: Sequence[Decimal], period: Period) -> Converted:
    """Lines of a week in another period. weekly_lines: pounds a week, none below nothing."""
    total = _penny(sum(weekly_lines, NOTHING) * period.weeks)
    return Converted(total, tuple(share_out(total, weekly_lines)))


def over_days(weekly: Decimal, first_day: date, last_day: date) -> list[Stretch]:
    """What a weekly sum comes to from one day to another, both counted, parted where a tax year begins. The parts add
    up to the whole, which is rounded once.

    Raises ValueError where the last day is before the first.
    """
    if last_day < first_day:
        raise ValueError("The last day is before the first one.")
    spans = _by_tax_year(first_day, last_day)
    days = [Decimal((last - first).days + 1) for first, last in spans]
    total = _penny(weekly * sum(days, Decimal(0)) / DAYS_A_WEEK)
    return [Stretch(first, last, amount) for (first, last), amount in zip(spans, share_out(total, days), strict=True)]


def share_out(total: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
    """A sum of whole pence in the proportion of these parts, by largest remainder; equal remainders go to the earlier.

    parts: none below nothing. What is nothing gets nothing. Raises ValueError where all parts are nothing and the
    total is not, and for a total that is not of whole pence.
    """
    if total != total.quantize(PENNY):
        raise ValueError("Only whole pence can be shared out.")
    whole = sum(parts, Decimal(0))
    if not whole:
        if total:
            raise ValueError("There is nothing to share it out over.")
        return [NOTHING for _ in parts]
    exact = [total * part / whole for part in parts]
    shares = [share.quantize(PENNY, rounding=ROUND_FLOOR) for share in exact]
    left = int((total - sum(shares, NOTHING)) / PENNY)
    by_remainder = sorted(range(len(parts)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[:left]:
        shares[place] += PENNY
    return shares


def _by_tax_year(first_day: date, last_day: date) -> list[tuple[date, date]]:
    spans, begins = [], first_day
    while begins <= last_day:
        year = tax_year_of(begins)
        ends = min(year.replace(year=year.year + 1) - timedelta(days=1), last_day)
        spans.append((begins, ends))
        begins = ends + timedelta(days=1)
    return spans


def _penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)
