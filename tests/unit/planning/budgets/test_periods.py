"""Money in other periods than a week: the lines always add up to the total, to the penny."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.rates import tax_year_of
from planning.budgets.periods import Period, convert, over_days, share_out

PENNY = Decimal("0.01")
MONEY = st.decimals(0, 9_999_999, places=2)
LINES = st.lists(MONEY, min_size=1, max_size=30)
DAYS = st.dates(date(2015, 4, 6), date(2060, 4, 5))


@pytest.mark.parametrize("period", Period)
@given(lines=LINES)
def test_the_lines_add_up_to_the_total_in_every_period(period: Period, lines: list[Decimal]) -> None:
    found = convert(lines, period)
    assert sum(found.lines) == found.total
    assert abs(found.total - sum(lines) * period.weeks) <= PENNY / 2
    for line, shown in zip(lines, found.lines, strict=True):
        assert abs(shown - line * period.weeks) < 2 * PENNY
        assert shown == shown.quantize(PENNY)
        assert (shown == 0) or line


@given(lines=LINES)
def test_a_week_is_what_it_is(lines: list[Decimal]) -> None:
    assert convert(lines, Period.WEEK).lines == tuple(lines)


@given(lines=LINES, total=MONEY)
def test_what_is_shared_out_is_all_there_and_no_part_is_a_penny_away(lines: list[Decimal], total: Decimal) -> None:
    if not sum(lines):
        return
    shares = share_out(total, lines)
    assert sum(shares) == total
    for part, share in zip(lines, shares, strict=True):
        assert abs(share - total * part / sum(lines)) < PENNY
    # Whoever has more never gets less.
    by_part = sorted(zip(lines, shares, strict=True))
    assert [share for _, share in by_part] == sorted(share for _, share in by_part) or len(set(lines)) < len(lines)


def test_of_equal_remainders_the_earlier_gets_the_penny() -> None:
    assert [str(share) for share in share_out(PENNY, [Decimal(1)] * 3)] == ["0.01", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("period", "total"), [("week", "10.01"), ("four_weeks", "40.04"), ("month", "43.38"), ("year", "520.52")]
)
def test_a_year_has_52_weeks_and_a_month_a_twelfth_of_them(period: str, total: str) -> None:
    assert convert([Decimal("10.01")], Period(period)).total == Decimal(total)


def test_a_month_of_the_demonstration() -> None:
    found = convert(
        [Decimal("52.00"), Decimal("26.00"), Decimal("8.40"), Decimal("2.00"), Decimal("2.00")], Period.MONTH
    )
    assert found.total == Decimal("391.73")
    # Rounded each for itself they would come to a penny more.
    assert [str(line) for line in found.lines] == ["225.33", "112.66", "36.40", "8.67", "8.67"]


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2027, 4, 6), date(2028, 4, 5), Decimal(366) / 7),
        (date(2026, 4, 6), date(2027, 4, 5), Decimal(365) / 7),
        (date(2028, 2, 28), date(2028, 3, 5), Decimal(1)),
    ],
)
def test_a_leap_year_has_one_day_more(first: date, last: date, weeks: Decimal) -> None:
    found = over_days(Decimal("70.00"), first, last)
    assert sum(stretch.amount for stretch in found) == (Decimal("70.00") * weeks).quantize(PENNY)


@given(weekly=MONEY, first=DAYS, days=st.integers(0, 1_500))
def test_stretches_part_at_tax_years_leave_no_day_out_and_add_up(weekly: Decimal, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = over_days(weekly, first, last)
    assert (found[0].first_day, found[-1].last_day) == (first, last)
    for one, following in pairwise(found):
        assert following.first_day == one.last_day + timedelta(days=1)
        assert (following.first_day.month, following.first_day.day) == (4, 6)
    assert all(tax_year_of(each.first_day) == tax_year_of(each.last_day) for each in found)
    assert abs(sum(each.amount for each in found) - weekly * (days + 1) / 7) <= PENNY / 2


@pytest.mark.parametrize(("total", "parts"), [("1.00", ["0", "0"]), ("0.005", ["1"])])
def test_what_cannot_be_shared_out_is_refused(total: str, parts: list[str]) -> None:
    with pytest.raises(ValueError):
        share_out(Decimal(total), [Decimal(part) for part in parts])


def test_days_the_other_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        over_days(Decimal(1), date(2026, 5, 2), date(2026, 5, 1))
