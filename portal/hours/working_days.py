"""Working days, without bank holidays, and the day by which an answer can be expected. No database, no clock."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from portal.components.lists import in_a_row

MOST_DAYS_AHEAD = 366
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Bank holidays in England, as gov.uk/bank-holidays lists them; substitute days where one falls on a weekend.
BANK_HOLIDAYS = frozenset(
    {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
    }
)


def answer_by(
    asked_on: date, *, working_days: Iterable[int], within: int, holidays: Collection[date] = BANK_HOLIDAYS
) -> date:
    """The day by which an answer to something asked on a day can be expected.

    working_days: 0 is Monday; nothing said means Monday to Friday. within: how many working days the answer
    may take. The day of asking does not count.
    """
    kept = set(working_days) or set(MONDAY_TO_FRIDAY)
    left, day = max(1, within), asked_on
    for _ in range(MOST_DAYS_AHEAD):
        day += timedelta(days=1)
        if day.weekday() in kept and day not in holidays:
            left -= 1
            if not left:
                break
    return day


def next_working_day(day: date, *, working_days: Iterable[int], holidays: Collection[date] = BANK_HOLIDAYS) -> date:
    """The first working day from a day on, this day included."""
    return answer_by(day - timedelta(days=1), working_days=working_days, within=1, holidays=holidays)


def days_in_words(working_days: Iterable[int]) -> str:
    """ "Monday to Thursday", "Monday, Wednesday and Friday"."""
    days = sorted(set(working_days) or set(MONDAY_TO_FRIDAY))
    names = [DAY_NAMES[day] for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return in_a_row(names)
