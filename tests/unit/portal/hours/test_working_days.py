from datetime import date

import pytest

from portal.hours.working_days import BANK_HOLIDAYS, answer_by, days_in_words

WEEK = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("asked_on", "working_days", "within", "expected"),
    [
        (date(2026, 11, 23), WEEK, 2, date(2026, 11, 25)),  # Monday to Wednesday
        (date(2026, 11, 27), WEEK, 2, date(2026, 12, 1)),  # over a weekend
        (date(2026, 11, 25), (0, 1, 2, 3), 2, date(2026, 11, 30)),  # she does not work on Fridays
        (date(2026, 12, 24), WEEK, 1, date(2026, 12, 29)),  # Christmas, weekend, the substitute Monday
        (date(2026, 12, 31), WEEK, 2, date(2027, 1, 5)),  # New Year
        (date(2027, 3, 25), WEEK, 1, date(2027, 3, 30)),  # Good Friday and Easter Monday
        (date(2026, 11, 23), (), 1, date(2026, 11, 24)),  # nothing said: Monday to Friday
        (date(2026, 11, 23), WEEK, 0, date(2026, 11, 24)),  # never the same day
    ],
)
def test_an_answer_is_expected_after_so_many_working_days(
    asked_on: date, working_days: tuple[int, ...], within: int, expected: date
) -> None:
    assert answer_by(asked_on, working_days=working_days, within=within) == expected


def test_bank_holidays_are_weekdays_eight_a_year() -> None:
    assert all(day.weekday() < 5 for day in BANK_HOLIDAYS)
    assert {year: sum(day.year == year for day in BANK_HOLIDAYS) for year in (2026, 2027)} == {2026: 8, 2027: 8}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 1, 2, 3], "Monday to Thursday"),
        ([4, 0, 2], "Monday, Wednesday and Friday"),
        ([0, 1], "Monday and Tuesday"),
        ([2], "Wednesday"),
        ([], "Monday to Friday"),
    ],
)
def test_days_in_words(days: list[int], said: str) -> None:
    assert days_in_words(days) == said
