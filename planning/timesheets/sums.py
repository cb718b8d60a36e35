"""What a week's hours come to, and what an employer has to keep back for them. Pure: hours, pay and rates in, sums out.

It is an estimate in the same way as the calculator of what a PA costs: payroll knows the tax code, and works per pay
period. Each formula names where it is from; every sum is rounded half up to the penny.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from content.rules.rates import Rates
from planning.budgets.employing import HUNDRED
from portal.components.money import PENNY, WEEKS_A_YEAR

NOTHING = Decimal("0.00")
DAYS_A_WEEK = 7
# Employment Rights Act 1996: section 155 (two years), 162 (how many weeks' pay, twenty years at most), 221 to 224
# (a week's pay where hours differ is the average of twelve weeks with pay).
REDUNDANCY_AFTER, MOST_YEARS, WEEKS_AVERAGED = 2, 20, 12
YOUNG, GROWN_UP, OLDER = Decimal("0.5"), Decimal(1), Decimal("1.5")
FROM_22, FROM_41 = 22, 41


@dataclass(frozen=True)
class Pay:
    """What an hour is paid from a day on, in pounds."""

    starts_on: date
    hourly: Decimal


@dataclass(frozen=True)
class Hours:
    """The hours of one week. begins: its Monday; worked: seven numbers, Monday first; holiday: paid hours of holiday;
    paid: what went to the PA in pounds, None while they are not paid."""

    begins: date
    worked: tuple[Decimal, ...]
    holiday: Decimal = Decimal(0)
    paid: Decimal | None = None

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.begins + timedelta(days=DAYS_A_WEEK - 1)

    @property
    def total(self) -> Decimal:
        """Hours worked."""
        return sum(self.worked, Decimal(0))


@dataclass(frozen=True)
class Worker:
    """What the sums need to know of a PA. born: None where nobody wrote it down: they count as 22 to 40."""

    began: date
    born: date | None = None
    old_enough_for_pension: bool = True


def pay_on(pays: Sequence[Pay], day: date) -> Decimal | None:
    """What an hour is paid on a day; None before the first pay."""
    standing = [pay for pay in pays if pay.starts_on <= day]
    return max(standing, key=lambda pay: pay.starts_on).hourly if standing else None


def gross(week: Hours, pays: Sequence[Pay]) -> Decimal:
    """What a week comes to before anything is taken off: each day by the pay of that day, holiday by that of the last
    day of the week. A day before the first pay counts by the first."""
    first = min(pays, key=lambda pay: pay.starts_on).hourly
    days = (week.begins + timedelta(days=number) for number in range(DAYS_A_WEEK))
    worked = sum((h * (pay_on(pays, day) or first) for h, day in zip(week.worked, days, strict=True)), Decimal(0))
    last = pay_on(pays, week.last) or first
    return _penny(worked + week.holiday * last)


def taken_off(gross_pay: Decimal, rates: Rates) -> Decimal:
    """What goes to HM Revenue and Customs from a week's pay: Income Tax at the basic rate above a 52nd of what is free
    of tax, and the PA's own National Insurance above a 52nd of its threshold (Income Tax Act 2007, sections 10 and 35;
    Social Security Contributions and Benefits Act 1992, section 8).

    As if it were their only job, with the usual tax code.
    """
    tax = _above(gross_pay, rates.tax_free) * rates.tax_percent / HUNDRED
    insurance = _above(gross_pay, rates.employee_ni_threshold) * rates.employee_ni_percent / HUNDRED
    return _penny(tax) + _penny(insurance)


def employers_insurance(gross_pay: Decimal, rates: Rates) -> Decimal:
    """The employer's National Insurance on a week's pay, before the Employment Allowance (the same Act, section 9)."""
    return _penny(_above(gross_pay, rates.ni_threshold) * rates.ni_percent / HUNDRED)


def pension(gross_pay: Decimal, rates: Rates) -> Decimal:
    """What an employer pays in for a week: on what lies between the two figures, where pay is above the trigger
    (Pensions Act 2008, sections 3, 13 and 20)."""
    if gross_pay <= rates.pension_trigger / WEEKS_A_YEAR:
        return NOTHING
    counts = min(gross_pay, rates.pension_upper / WEEKS_A_YEAR) - rates.pension_lower / WEEKS_A_YEAR
    return _penny(max(Decimal(0), counts) * rates.pension_percent / HUNDRED)


def holiday_left(weeks: Sequence[Hours], began: date, on: date, rates: Rates) -> Decimal:
    """Hours of paid holiday that were earned in this holiday year and not taken yet, never below nothing.

    A holiday year begins on the day on which the work began. Earned are so many hours for each hour worked as the
    weeks of holiday are to the weeks of work: 5.6 in 46.4, which is 12.07% (Working Time Regulations 1998,
    regulations 13, 13A and 15B). Holiday belongs to the year of the Sunday of its week, as its page says.
    """
    since = holiday_year(began, on)
    these = [week for week in weeks if since <= week.last and week.begins <= on]
    worked = sum((_worked_since(week, since) for week in these), Decimal(0))
    taken = sum((week.holiday for week in these if holiday_year(began, week.last) == since), Decimal(0))
    earned = worked * rates.holiday_weeks / (WEEKS_A_YEAR - rates.holiday_weeks)
    return max(Decimal(0), earned - taken).quantize(PENNY, rounding=ROUND_HALF_UP)


def holiday_year(began: date, on: date) -> date:
    """The day on which the holiday year of `on` began."""
    years = whole_years(began, on)
    return years_after(began, max(0, years))


def redundancy_weeks(worker: Worker, on: date) -> Decimal:
    """How many weeks' pay: for each whole year, counted back from `on`, half a week if they were under 22 in it, one
    and a half if they were 41 or older all through it, else one; none before two years, twenty years at most."""
    years = whole_years(worker.began, on)
    if years < REDUNDANCY_AFTER:
        return Decimal(0)
    return sum(
        (_for_a_year(worker, years_before(on, back)) for back in range(1, min(years, MOST_YEARS) + 1)), Decimal(0)
    )


def weeks_pay(grosses: Sequence[Decimal], rates: Rates) -> Decimal:
    """A week's pay: the average of the last twelve weeks with any, up to the limit of the year (section 227).

    grosses: the earliest first.
    """
    paid = [each for each in grosses if each][-WEEKS_AVERAGED:]
    if not paid:
        return NOTHING
    return min(_penny(sum(paid, Decimal(0)) / len(paid)), rates.redundancy_week)


def redundancy(worker: Worker, grosses: Sequence[Decimal], on: date, rates: Rates) -> Decimal:
    """What would be due if the job ended on this day."""
    return _penny(redundancy_weeks(worker, on) * weeks_pay(grosses, rates))


def whole_years(since: date, until: date) -> int:
    """Birthdays, so to say, between two days; below nothing where it is still to come."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier."""
    return years_after(day, -years)


def _for_a_year(worker: Worker, began: date) -> Decimal:
    if worker.born is None:
        return GROWN_UP
    age = whole_years(worker.born, began)
    return OLDER if age >= FROM_41 else GROWN_UP if age >= FROM_22 else YOUNG


def _worked_since(week: Hours, since: date) -> Decimal:
    before = max(0, (since - week.begins).days)
    return sum(week.worked[before:], Decimal(0))


def _above(gross_pay: Decimal, yearly: Decimal) -> Decimal:
    return max(Decimal(0), gross_pay - yearly / WEEKS_A_YEAR)


def _penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)
