"""Months in the calendar. Pure."""

from calendar import monthrange
from datetime import date

MONTHS = 12


def runs_out(done_on: date, months: int | None) -> date | None:
    """The day from which something that holds for so many months does not hold any more; None where it never runs out.

    What was done on the 31st runs out on the last day of a shorter month.
    """
    if months is None:
        return None
    years, month = divmod(done_on.month - 1 + months, MONTHS)
    year = done_on.year + years
    return date(year, month + 1, min(done_on.day, monthrange(year, month + 1)[1]))
