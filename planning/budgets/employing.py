"""What an employer pays for personal assistants. Pure: pay, hours and rates in; sums and their words out.

The formulae, for each PA with pay r for an hour and h hours a week, c the pay of whoever fills in:
wages W = r·h·52; cover for holidays H = c·h·(weeks of holiday), which counts into the earnings of whoever earns it;
National Insurance = the sum over all earners of its percentage of what each earns above the threshold, less the
Employment Allowance, never below nothing; pension for each earner old enough and not yet at State Pension age, if
they earn more than the trigger, on what lies between the lower and the upper figure. Every line is rounded half up to
the penny and the totals add the rounded lines, so that they can be checked by hand. It is an estimate: payroll works
per pay period. The law: National Minimum Wage Act 1998; Social Security Contributions and Benefits Act 1992, part I;
National Insurance Contributions Act 2014, section 2(3A); Pensions Act 2008, sections 3, 13 and 20; Working Time
Regulations 1998, regulations 13 and 13A.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from content.rules.rates import Rates
from planning.budgets import employer_warnings
from planning.budgets.calculation import NOTHING
from planning.budgets.employer import NOBODY, Age, Allowance, Assistant, Employer, Shift
from portal.components.money import PENNY, WEEKS_A_YEAR, format_money

MONTHS_A_YEAR = 12
HUNDRED = Decimal(100)
FILLS_IN = "Whoever fills in"


class Part(StrEnum):
    """What a line of the sum is about."""

    WAGES = "wages"
    COVER = "cover"
    NATIONAL_INSURANCE = "ni"
    PENSION = "pension"
    INSURANCE = "insurance"
    PAYROLL = "payroll"
    TRAINING = "training"
    CONTINGENCY = "contingency"


@dataclass(frozen=True)
class Line:
    """One line of the sum: what for, pounds a year, and each step to it in words.

    shift: of wages, the hours and pay that it comes from.
    """

    part: Part
    what: str
    yearly: Decimal
    steps: tuple[str, ...] = ()
    shift: Shift | None = None

    @property
    def weekly(self) -> Decimal:
        """A 52nd of the year, to the penny."""
        return _penny(self.yearly / WEEKS_A_YEAR)


@dataclass(frozen=True)
class EmployerCost:
    """The whole sum. warnings: what is not right or at risk; notes: what is good to know."""

    rates: Rates
    lines: tuple[Line, ...]
    ni_before_allowance: Decimal
    once: Decimal = NOTHING
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def weekly(self) -> Decimal:
        """Pounds a week: the lines as they are shown, added up."""
        return sum((line.weekly for line in self.lines), NOTHING)

    @property
    def yearly(self) -> Decimal:
        """Pounds a year: the lines as they are shown, added up. Not always the week × 52, to the penny."""
        return sum((line.yearly for line in self.lines), NOTHING)

    def of(self, part: Part) -> Decimal:
        """Pounds a year for one part of it."""
        return sum((line.yearly for line in self.lines if line.part == part), NOTHING)


@dataclass(frozen=True)
class _Earner:
    """Somebody who is paid: what they earn in a year with all that they do, and of what it is made."""

    name: str
    earns: Decimal
    pensionable: bool
    young: bool = False


def work_out(employer: Employer, rates: Rates) -> EmployerCost:
    """What employing costs in the tax year of these rates, line by line."""
    wages = [line for assistant in employer.assistants for line in _wages(assistant)]
    cover = [_cover(assistant, rates) for assistant in employer.assistants]
    earners = _earners(employer.assistants, cover, rates)
    insurance, before = _national_insurance(earners, employer.allowance, rates)
    lines = [
        *wages,
        *(line for line in cover if line.yearly),
        insurance,
        _pension(earners, rates),
        *_fixed(employer),
    ]
    if employer.contingency:
        lines.append(_contingency(lines, employer.contingency))
    return EmployerCost(
        rates=rates,
        lines=tuple(lines),
        ni_before_allowance=before,
        once=_penny(rates.dbs_check * employer.checks),
        warnings=employer_warnings.warnings(employer, before, rates),
        notes=employer_warnings.notes(employer, [e.name for e in earners if e.young and e.earns > rates.ni_threshold]),
    )


def _wages(assistant: Assistant) -> list[Line]:
    several = len(assistant.shifts) > 1
    return [
        Line(
            Part.WAGES,
            f"{assistant.name}: {shift.kind.lower() if several else 'wages'}",
            _penny(shift.weekly * WEEKS_A_YEAR),
            (
                f"{format_money(shift.rate)} an hour × {_hours(shift.hours)} a week × {WEEKS_A_YEAR} weeks "
                f"= {format_money(shift.weekly * WEEKS_A_YEAR)} a year.",
            ),
            shift,
        )
        for shift in assistant.shifts
    ]


def _cover(assistant: Assistant, rates: Rates) -> Line:
    weekly = (
        sum((shift.weekly for shift in assistant.shifts), Decimal(0))
        if assistant.cover_rate is None
        else assistant.cover_rate * assistant.hours
    )
    yearly = NOTHING if assistant.cover == NOBODY else _penny(weekly * rates.holiday_weeks)
    weeks = f"{_plain(rates.holiday_weeks)} weeks of holiday"
    step = f"{_cover_in_words(assistant)} × {weeks} = {format_money(yearly)} a year."
    if len(assistant.shifts) > 1 and assistant.cover_rate is None:
        step = f"{_cover_in_words(assistant)} = {format_money(weekly)}. × {weeks} = {format_money(yearly)} a year."
    return Line(Part.COVER, f"{assistant.name}: cover for holidays", yearly, (step,))


def _cover_in_words(assistant: Assistant) -> str:
    if assistant.cover_rate is not None:
        return f"{format_money(assistant.cover_rate)} an hour × {_hours(assistant.hours)}"
    return " + ".join(f"{format_money(shift.rate)} × {_hours(shift.hours)}" for shift in assistant.shifts)


def _earners(assistants: Sequence[Assistant], cover: Sequence[Line], rates: Rates) -> list[_Earner]:
    """Everybody who is paid, with the cover that each earns. Who fills in from outside is one more person."""
    extra = [NOTHING] * len(assistants)
    outside = NOTHING
    for assistant, line in zip(assistants, cover, strict=True):
        if isinstance(assistant.cover, int):
            extra[assistant.cover] += line.yearly
        else:
            outside += line.yearly
    earners = [
        _Earner(
            assistant.name,
            sum((line.yearly for line in _wages(assistant)), extra[number]),
            _may_be_enrolled(assistant.age, rates),
            assistant.age in {Age.UNDER_18, Age.UNDER_21},
        )
        for number, assistant in enumerate(assistants)
    ]
    # Nobody knows how old they will be: counted as old enough for a pension, so that the sum is not too low.
    return [*earners, _Earner(FILLS_IN, outside, pensionable=True)] if outside else earners


def _may_be_enrolled(age: Age, rates: Rates) -> bool:
    return age != Age.PENSIONER and age.oldest >= rates.pension_from_age


def _national_insurance(earners: Sequence[_Earner], allowance: Allowance, rates: Rates) -> tuple[Line, Decimal]:
    """The line, and what it would be without the allowance."""
    steps, before = [], NOTHING
    for earner in earners:
        above = max(NOTHING, earner.earns - rates.ni_threshold)
        due = _penny(above * rates.ni_percent / HUNDRED)
        before += due
        steps.append(_ni_step(earner, above, due, rates))
    if len(earners) > 1 and before:
        steps.append(f"Together that is {format_money(before)} a year.")
    due = before
    if before and allowance == Allowance.ONLY_FOR_ME:
        due = max(NOTHING, before - rates.employment_allowance)
        steps.append(
            f"The Employment Allowance takes up to {format_money(rates.employment_allowance)} a year off. "
            f"You pay {format_money(due)}."
        )
    elif before:
        steps.append("The Employment Allowance is not taken off.")
    return Line(Part.NATIONAL_INSURANCE, "National Insurance", due, tuple(steps)), before


def _ni_step(earner: _Earner, above: Decimal, due: Decimal, rates: Rates) -> str:
    earns = f"{earner.name} earns {format_money(earner.earns)} a year."
    if not above:
        return f"{earns} That is not above {format_money(rates.ni_threshold)}, so there is nothing to pay."
    return (
        f"{earns} {format_money(above)} of it is above {format_money(rates.ni_threshold)}. "
        f"{_plain(rates.ni_percent)}% of that is {format_money(due)}."
    )


def _pension(earners: Sequence[_Earner], rates: Rates) -> Line:
    steps, total = [], NOTHING
    for earner in earners:
        if not earner.pensionable:
            steps.append(f"{earner.name} is not of the age at which you must pay in.")
        elif earner.earns <= rates.pension_trigger:
            limit = format_money(rates.pension_trigger)
            steps.append(f"{earner.name} does not earn more than {limit} a year, so you need not pay in.")
        else:
            counts = max(NOTHING, min(earner.earns, rates.pension_upper) - rates.pension_lower)
            due = _penny(counts * rates.pension_percent / HUNDRED)
            total += due
            steps.append(
                f"{earner.name}: {format_money(counts)} lies between {format_money(rates.pension_lower)} and "
                f"{format_money(rates.pension_upper)}. {_plain(rates.pension_percent)}% of that is {format_money(due)}."
            )
    return Line(Part.PENSION, "Pension", total, tuple(steps))


def _fixed(employer: Employer) -> list[Line]:
    payroll = employer.payroll * MONTHS_A_YEAR
    lines = [
        Line(Part.INSURANCE, "Insurance for being an employer", _penny(employer.insurance), ()),
        Line(
            Part.PAYROLL,
            "Payroll service",
            _penny(payroll),
            (f"{format_money(employer.payroll)} a month × {MONTHS_A_YEAR} months = {format_money(payroll)} a year.",),
        ),
        Line(Part.TRAINING, "Training", _penny(employer.training), ()),
    ]
    return [line for line in lines if line.yearly]


def _contingency(lines: Sequence[Line], percent: Decimal) -> Line:
    total = sum((line.yearly for line in lines), NOTHING)
    due = _penny(total * percent / HUNDRED)
    step = f"{_plain(percent)}% of {format_money(total)}, which is all of the above, is {format_money(due)} a year."
    return Line(Part.CONTINGENCY, "Put by, in case", due, (step,))


def _hours(hours: Decimal) -> str:
    return "1 hour" if hours == 1 else f"{_plain(hours)} hours"


def _plain(number: Decimal) -> str:
    """6 and not 6.00; 5.6 and not 5.60."""
    return f"{number.normalize():f}"


def _penny(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)
