"""What hours come to and what must be kept back, against figures that were worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.timesheets.sums import (
    Hours,
    Pay,
    Worker,
    employers_insurance,
    gross,
    holiday_left,
    holiday_year,
    pension,
    redundancy,
    redundancy_weeks,
    taken_off,
    weeks_pay,
    whole_years,
    years_after,
)
from tests.factories.rules import rates_of_2026

RATES = rates_of_2026()
MONDAY = date(2026, 6, 1)


def d(number: str | int) -> Decimal:
    return Decimal(number)


def week(*worked: str, begins: date = MONDAY, holiday: str = "0", paid: str | None = None) -> Hours:
    hours = tuple(d(each) for each in (*worked, *["0"] * 7)[:7])
    return Hours(begins, hours, d(holiday), d(paid) if paid else None)


def test_six_hours_at_thirteen_pounds() -> None:
    assert gross(week("2", "0", "2", "0", "2"), [Pay(MONDAY, d("13.00"))]) == d("78.00")


def test_each_day_is_paid_as_on_that_day_and_holiday_as_at_the_end_of_the_week() -> None:
    pays = [Pay(date(2026, 1, 1), d("12.50")), Pay(date(2026, 6, 4), d("13.25"))]
    # Mon to Wed at 12.50, from Thu 4 June at 13.25: 6 × 12.50 + 2 × 13.25 + 1.5 × 13.25 = 75 + 26.50 + 19.875.
    assert gross(week("2", "2", "2", "2", holiday="1.5"), pays) == d("121.38")
    # A day before the first pay counts by the first.
    assert gross(week("1"), [Pay(date(2026, 6, 4), d("13.25"))]) == d("13.25")


@pytest.mark.parametrize(
    ("pay", "off", "ours", "pension_"),
    [
        # Below everything: a 52nd of 5,000 is 96.15.
        ("78.00", "0", "0", "0"),
        # 15% of 216 − 96.1538… = 17.98; pension: 216 is above 192.31, 3% of 216 − 120 = 2.88.
        ("216.00", "0", "17.98", "2.88"),
        # Tax: 20% of 400 − 241.7307… = 31.65; NI: 8% = 12.66. Ours: 15% of 303.846… = 45.58. Pension: 3% of 280 = 8.40.
        ("400.00", "44.31", "45.58", "8.40"),
        # Pension on no more than 50,270 a year: 3% of (966.7307… − 120) = 25.40.
        ("1200.00", "268.31", "165.58", "25.40"),
    ],
)
def test_what_is_taken_off_and_put_on_a_weeks_pay(pay: str, off: str, ours: str, pension_: str) -> None:
    assert taken_off(d(pay), RATES) == d(off)
    assert employers_insurance(d(pay), RATES) == d(ours)
    assert pension(d(pay), RATES) == d(pension_)


def test_holiday_that_is_earned_and_not_taken() -> None:
    began = date(2025, 6, 2)
    weeks = [week("6", begins=MONDAY + timedelta(weeks=n)) for n in range(10)]
    # 60 hours × 5.6 ÷ 46.4 = 7.241…; the first Monday, 1 June, is the last day of the year before: 54 hours, 6.517….
    assert holiday_left(weeks, began, date(2026, 8, 31), RATES) == d("6.52")
    assert holiday_left(weeks, date(2026, 6, 1), date(2026, 8, 31), RATES) == d("7.24")
    with_holiday = [*weeks, week("0", begins=date(2026, 8, 10), holiday="6")]
    assert holiday_left(with_holiday, date(2026, 6, 1), date(2026, 8, 31), RATES) == d("1.24")
    too_much = [*weeks, week("0", begins=date(2026, 8, 10), holiday="12")]
    assert holiday_left(too_much, date(2026, 6, 1), date(2026, 8, 31), RATES) == 0
    assert holiday_left(weeks, date(2025, 7, 1), date(2026, 6, 30), RATES) == d("3.62"), "30 hours of the year so far"


def test_holiday_counts_for_the_year_in_which_its_week_ends() -> None:
    weeks = [week("8", begins=MONDAY + timedelta(weeks=n)) for n in range(10)]
    # She began on a Wednesday, and took two hours of that week off.
    first = replace(weeks[0], worked=(d(0), d(0), d(8), d(8), d(0), d(0), d(0)), holiday=d(2))
    began = date(2026, 6, 3)
    earned = holiday_left([replace(first, holiday=d(0)), *weeks[1:]], began, date(2026, 8, 31), RATES)
    assert holiday_left([first, *weeks[1:]], began, date(2026, 8, 31), RATES) == earned - 2
    # The week in which the next year begins: what is taken in it is taken from that one.
    last = replace(week("8", begins=date(2027, 5, 31)), holiday=d(2))
    assert holiday_left([*weeks, last], began, date(2027, 6, 1), RATES) == holiday_left(
        [*weeks, replace(last, holiday=d(0))], began, date(2027, 6, 1), RATES
    )


def test_a_year_of_work_earns_the_holiday_of_the_law() -> None:
    began = date(2026, 1, 5)
    weeks = [week("10", begins=began + timedelta(weeks=n)) for n in range(46)]
    weeks.append(week("4", begins=began + timedelta(weeks=46)))
    assert holiday_left(weeks, began, date(2027, 1, 4), RATES) == d("56.00"), (
        "46.4 weeks of ten hours: 5.6 weeks of ten"
    )


def test_a_holiday_year_begins_when_the_work_began() -> None:
    assert holiday_year(date(2024, 2, 29), date(2026, 2, 28)) == date(2025, 3, 1)
    assert holiday_year(date(2024, 2, 29), date(2026, 3, 1)) == date(2026, 3, 1)
    assert holiday_year(date(2024, 6, 10), date(2026, 6, 9)) == date(2025, 6, 10)
    assert holiday_year(date(2026, 6, 10), date(2026, 6, 9)) == date(2026, 6, 10), "before it began, the first"


@pytest.mark.parametrize(
    ("began", "born", "weeks"),
    [
        (date(2024, 6, 2), None, "0"),
        (date(2024, 6, 1), None, "2"),
        (date(2024, 6, 1), date(1990, 1, 1), "2"),
        # All of both years at 41 or older.
        (date(2024, 6, 1), date(1983, 6, 1), "3.0"),
        # 41 only in the second year.
        (date(2024, 6, 1), date(1984, 1, 1), "2.5"),
        # Turned 22 in the middle of the second year: both years under 22 at their beginning.
        (date(2024, 6, 1), date(2004, 1, 1), "1.0"),
        # 22 just when the first of both years began.
        (date(2024, 6, 1), date(2002, 6, 1), "2"),
        # Twenty years at most, the latest ones: born 1966, 41 in 2007, so 19 of them from then on, and one before.
        (date(2000, 6, 1), date(1966, 6, 1), "29.5"),
    ],
)
def test_weeks_of_redundancy(began: date, born: date | None, weeks: str) -> None:
    assert redundancy_weeks(Worker(began, born), MONDAY) == d(weeks)


def test_a_weeks_pay_is_the_average_of_twelve_weeks_with_any_up_to_the_limit() -> None:
    assert weeks_pay([d(500), *[d(78)] * 6, d(0), *[d(84)] * 6], RATES) == d("81.00"), "the empty week is left out"
    assert weeks_pay([d(900)] * 3, RATES) == d("751.00")
    assert weeks_pay([], RATES) == 0
    # Three years at 13.00 × 6: 3 × 78.
    assert redundancy(Worker(date(2023, 6, 1)), [d(78)] * 20, MONDAY, RATES) == d("234.00")


days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(began=days, on=days, born=st.none() | days)
def test_redundancy_is_never_less_after_a_longer_time(began: date, on: date, born: date | None) -> None:
    worker = Worker(began, born)
    weeks = redundancy_weeks(worker, on)
    assert 0 <= weeks <= 30
    if whole_years(began, on) < 2:
        assert weeks == 0
    assert redundancy_weeks(worker, years_after(on, 1)) >= weeks


@given(
    hours=st.lists(st.decimals(0, 24, places=2), min_size=7, max_size=7),
    rate=st.decimals("0.01", "99.99", places=2),
)
def test_pay_adds_up_and_nothing_is_below_nothing(hours: list[Decimal], rate: Decimal) -> None:
    pay = gross(Hours(MONDAY, tuple(hours)), [Pay(MONDAY, rate)])
    assert abs(pay - sum(hours, Decimal(0)) * rate) <= d("0.005")
    assert 0 <= taken_off(pay, RATES) <= pay
    assert pension(pay, RATES) >= 0
    assert 0 <= employers_insurance(pay, RATES) <= pay
