"""On which days something comes again, and how far the money goes."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, takewhile

from hypothesis import given
from hypothesis import strategies as st

from planning.diary.enums import Every
from planning.diary.outlook import AHEAD, Outlook, a_week, lasts_until, whole_weeks
from planning.diary.schedule import days_from, days_of, next_from

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SUMS = st.decimals("0.01", "5000", places=2)


def test_every_month_comes_on_the_last_day_of_a_short_one() -> None:
    days = list(islice(days_of(Every.MONTH, date(2027, 10, 31)), 6))
    assert days == [
        date(2027, 10, 31),
        date(2027, 11, 30),
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
    ]
    assert list(islice(days_of(Every.YEAR, date(2028, 2, 29)), 2)) == [date(2028, 2, 29), date(2029, 2, 28)]


def test_weeks_are_counted_in_days() -> None:
    first = date(2026, 3, 23)
    for every, step in ((Every.WEEK, 7), (Every.FORTNIGHT, 14), (Every.FOUR_WEEKS, 28)):
        assert list(islice(days_of(every, first), 3)) == [first + timedelta(days=step * n) for n in range(3)]
    assert list(islice(days_of(Every.QUARTER, first), 3)) == [first, date(2026, 6, 23), date(2026, 9, 23)]


def test_at_the_end_of_the_calendar_it_stops() -> None:
    assert list(days_of(Every.YEAR, date(9998, 5, 1))) == [date(9998, 5, 1), date(9999, 5, 1)]
    assert next_from(Every.WEEK, date(9999, 12, 30), date(9999, 12, 31)) is None


@given(st.sampled_from(Every.values), DAYS, DAYS)
def test_jumping_ahead_finds_the_same_days_as_going_there(every: str, first: date, since: date) -> None:
    until = since + timedelta(days=800)
    gone = [day for day in takewhile(lambda day: day <= until, days_of(every, first)) if day >= since]
    assert list(takewhile(lambda day: day <= until, days_from(every, first, since))) == gone
    assert gone == sorted(set(gone))


def test_until_the_next_payment() -> None:
    there = Outlook(TODAY, Decimal("200.00"), Decimal("30.00"), TODAY + timedelta(days=14), Decimal("50.00"))
    assert (there.free, there.left, there.left_a_week) == (Decimal("170.00"), Decimal("120.00"), Decimal("60.00"))
    soon = Outlook(TODAY, Decimal("200.00"), next_payment=TODAY + timedelta(days=3))
    assert soon.left_a_week == Decimal("200.00"), "for less than a week it is all that is left"
    assert Outlook(TODAY, Decimal("-5.00"), next_payment=TODAY + timedelta(days=3)).left_a_week is None


def test_a_rate_needs_two_weeks() -> None:
    assert whole_weeks(TODAY - timedelta(days=13), TODAY) == 0
    assert whole_weeks(TODAY - timedelta(days=14), TODAY) == 2
    assert whole_weeks(TODAY - timedelta(days=500), TODAY) == 8
    assert a_week(Decimal("100.00"), 3) == Decimal("33.33")


def test_how_long_it_lasts() -> None:
    assert lasts_until(Decimal("70.00"), Decimal("70.00"), [], TODAY) == TODAY + timedelta(days=7)
    assert lasts_until(Decimal("0.00"), Decimal("70.00"), [], TODAY) == TODAY
    assert lasts_until(Decimal("70.00"), Decimal("0.00"), [], TODAY) is None
    pays = [(TODAY + timedelta(days=8), Decimal("70.00"))]
    assert lasts_until(Decimal("70.00"), Decimal("70.00"), pays, TODAY) == TODAY + timedelta(days=14)
    late = [(TODAY + timedelta(days=9), Decimal("70.00"))]
    assert lasts_until(Decimal("70.00"), Decimal("70.00"), late, TODAY) == TODAY + timedelta(days=7)
    weekly = [(TODAY + timedelta(days=7 * n), Decimal("70.00")) for n in range(1, 105)]
    assert lasts_until(Decimal("70.00"), Decimal("70.00"), weekly, TODAY) is None


@given(SUMS, SUMS, st.lists(st.tuples(st.integers(1, 700), SUMS), max_size=8))
def test_it_lasts_exactly_as_far_as_the_sums_say(
    free: Decimal, weekly: Decimal, pays: list[tuple[int, Decimal]]
) -> None:
    payments = sorted((TODAY + timedelta(days=ahead), amount) for ahead, amount in pays)
    end = lasts_until(free, weekly, payments, TODAY)

    def covered(days: int) -> bool:
        """Whether it is enough on each of so many days."""
        return all(
            free + sum((a for day, a in payments if (day - TODAY).days <= n), Decimal(0)) >= weekly * n / 7
            for n in range(1, days + 1)
        )

    ahead = (end - TODAY).days if end else AHEAD.days - 1
    assert covered(ahead)
    assert end is None or not covered(ahead + 1)
