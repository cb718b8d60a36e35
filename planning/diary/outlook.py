"""How far the money goes. Pure: sums and days in, sums and days out, all of it Decimal.

It is an estimate from what was written down, and the pages say so: it never says that somebody spends too much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from portal.components.money import PENNY

NOTHING = Decimal("0.00")
DAYS_A_WEEK = 7
# Over how many weeks "at this rate" is taken, and from how many on there is a rate at all.
WEEKS_LOOKED_AT, FEWEST_WEEKS = 8, 2
# Further ahead nobody knows.
AHEAD = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Outlook:
    """What is there and how far it goes.

    balance: pounds in the account by the diary; kept_back: of it, what is not free to spend; next_payment: the day on
    which money comes next; still_to_go: what goes out by itself before that day; weekly_out: what went out in an
    average week lately, None where there is too little to tell; lasts_until: the last day on which what is free, and
    what will be paid in, covers that rate; None where it covers it as far ahead as one looks, or where nobody can tell.
    """

    today: date
    balance: Decimal
    kept_back: Decimal = NOTHING
    next_payment: date | None = None
    still_to_go: Decimal = NOTHING
    weekly_out: Decimal | None = None
    weeks: int = 0
    lasts_until: date | None = None

    @property
    def free(self) -> Decimal:
        """What is there and need not be kept back; below nothing where more has to be kept back than there is."""
        return self.balance - self.kept_back

    @property
    def left(self) -> Decimal:
        """What is left until the next payment, once what goes out by itself has gone."""
        return self.free - self.still_to_go

    @property
    def days_left(self) -> int | None:
        """How many days there are before the next payment, today counting as one; None where none is known."""
        return (self.next_payment - self.today).days if self.next_payment else None

    @property
    def left_a_week(self) -> Decimal | None:
        """What that is for each week until then; None where it is below nothing or no payment is known. Less than a
        week ahead it is all that is left."""
        if self.days_left is None or self.left <= 0:
            return None
        weeks = max(Decimal(1), Decimal(self.days_left) / DAYS_A_WEEK)
        return (self.left / weeks).quantize(PENNY, rounding=ROUND_HALF_UP)

    @property
    def lasts(self) -> bool:
        """Whether at this rate the money lasts as far ahead as one looks."""
        return self.weekly_out is not None and self.lasts_until is None and self.free >= 0


def whole_weeks(began: date, today: date) -> int:
    """Over how many whole weeks before today a rate is taken: at most eight; none in the first two weeks of a diary."""
    weeks = min(WEEKS_LOOKED_AT, (today - began).days // DAYS_A_WEEK)
    return weeks if weeks >= FEWEST_WEEKS else 0


def a_week(total: Decimal, weeks: int | Decimal) -> Decimal:
    """What a sum over some weeks is in one of them, to the penny."""
    return (total / weeks).quantize(PENNY, rounding=ROUND_HALF_UP)


def lasts_until(
    free: Decimal, weekly_out: Decimal, payments: Iterable[tuple[date, Decimal]], today: date
) -> date | None:
    """The last day that is covered, when so much goes out in each week from tomorrow on, and these sums come in.

    payments: (day, pounds), in order; one that comes on a day counts on that day. Gives today where nothing is covered
    and nothing is free; None where it is covered as far ahead as one looks, or nothing goes out.
    """
    if weekly_out <= 0:
        return None
    end, known, day = today + AHEAD, free, today
    for comes_on, amount in [*payments, (end, NOTHING)]:
        # Until the evening before it comes, one share of a week goes out on each day.
        days = max(0, (min(comes_on, end) - day).days - 1)
        needed = weekly_out * days / DAYS_A_WEEK
        if needed > known:
            return day + timedelta(days=_covered(known, weekly_out))
        if comes_on >= end:
            return None
        known += amount - needed
        day = max(day, comes_on - timedelta(days=1))
    return None


def _covered(known: Decimal, weekly_out: Decimal) -> int:
    """For how many whole days a sum lasts."""
    return max(0, int(known * DAYS_A_WEEK / weekly_out))


def largest(sums: Sequence[Decimal]) -> Decimal:
    """What the longest bar of a chart stands for: at least a pound, so that a chart of nothing can be drawn."""
    return max([abs(each) for each in sums] + [Decimal(1)])
