"""What an employer pays in one tax year, as plain figures: what sums are worked out with."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.components.money import PENNY

APRIL, SIXTH = 4, 6


@dataclass(frozen=True)
class Rates:
    """The figures of one tax year. Sums are in pounds; percentages are of a hundred.

    wage_…: the lowest pay by law for an hour, from that age on; wage_16 is for apprentices, too.
    pension_trigger: earnings in a year above which an employer has to pay in, on what lies between
    pension_lower and pension_upper. insurance and payroll: what they cost, from … to ….
    tax_free and employee_ni_threshold: pay in a year from which Income Tax and the employee's own National Insurance
    are taken. redundancy_week: the most that counts as a week's pay for redundancy.
    """

    starts_on: date
    wage_21: Decimal
    wage_18: Decimal
    wage_16: Decimal
    ni_percent: Decimal
    ni_threshold: Decimal
    employment_allowance: Decimal
    pension_percent: Decimal
    pension_trigger: Decimal
    pension_lower: Decimal
    pension_upper: Decimal
    pension_from_age: int
    state_pension_age: int
    holiday_weeks: Decimal
    dbs_check: Decimal
    insurance_from: Decimal
    insurance_to: Decimal
    payroll_from: Decimal
    payroll_to: Decimal
    tax_free: Decimal
    tax_percent: Decimal
    employee_ni_threshold: Decimal
    employee_ni_percent: Decimal
    redundancy_week: Decimal

    @property
    def year(self) -> str:
        """ "April 2026 to April 2027"."""
        return in_words(self.starts_on)

    @property
    def usual_insurance(self) -> Decimal:
        """Pounds a year to count where nobody knows better: the middle."""
        return _middle(self.insurance_from, self.insurance_to)

    @property
    def usual_payroll(self) -> Decimal:
        """Pounds a month to count where nobody knows better: the middle."""
        return _middle(self.payroll_from, self.payroll_to)


def _middle(lowest: Decimal, highest: Decimal) -> Decimal:
    """To the penny, half up: what a box shows is what is counted."""
    return ((lowest + highest) / 2).quantize(PENNY, rounding=ROUND_HALF_UP)


def tax_year_of(day: date) -> date:
    """The 6 April on which the tax year of this day began."""
    begins = date(day.year, APRIL, SIXTH)
    return begins if day >= begins else begins.replace(year=day.year - 1)


def in_words(starts_on: date) -> str:
    """A tax year as people say it: "April 2026 to April 2027"."""
    return f"April {starts_on.year} to April {starts_on.year + 1}"
