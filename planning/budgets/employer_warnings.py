"""What is not right about an employer's costs, what is at risk, and what is good to know: in sentences. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from content.rules.rates import Rates
from planning.budgets.employer import NOBODY, Age, Allowance, Assistant, Employer, minimum_wage
from portal.components.lists import in_a_row
from portal.components.money import format_money


def warnings(employer: Employer, before_allowance: Decimal, rates: Rates) -> tuple[str, ...]:
    """Pay below the legal minimum, and an allowance at risk. before_allowance: the National Insurance without it."""
    return (*_below_the_minimum(employer, rates), *_allowance_at_risk(employer.allowance, before_allowance, rates))


def _below_the_minimum(employer: Employer, rates: Rates) -> list[str]:
    found = []
    for assistant in employer.assistants:
        lowest = minimum_wage(assistant.age, rates)
        found += [
            f"{assistant.name}, {shift.kind.lower()}: {format_money(shift.rate)} an hour is below the lowest pay by "
            f"law, which is {format_money(lowest)} at this age. Pay at least {format_money(lowest)}."
            for shift in assistant.shifts
            if shift.rate < lowest and not shift.sleeping
        ]
        found += _cover_below(assistant, employer.assistants, rates)
    return found


def _cover_below(assistant: Assistant, assistants: Sequence[Assistant], rates: Rates) -> list[str]:
    if assistant.cover_rate is None or assistant.cover == NOBODY:
        return []
    age = assistants[assistant.cover].age if isinstance(assistant.cover, int) else Age.GROWN_UP
    lowest = minimum_wage(age, rates)
    if assistant.cover_rate >= lowest:
        return []
    return [
        f"{format_money(assistant.cover_rate)} an hour for cover of {assistant.name}’s holidays is below the lowest "
        f"pay by law, which is {format_money(lowest)}. Pay at least {format_money(lowest)}."
    ]


def _allowance_at_risk(allowance: Allowance, before: Decimal, rates: Rates) -> list[str]:
    if allowance == Allowance.ONLY_FOR_ME:
        return []
    why = (
        "Some of the work is for other people."
        if allowance == Allowance.FOR_OTHERS_TOO
        else "You are not sure if all the work is for the person who needs care."
    )
    saved = min(before, rates.employment_allowance)
    much = f" It would take {format_money(saved)} a year off." if saved else ""
    return [
        f"{why} Then you may lose the Employment Allowance, because it is only for care and support. "
        f"So the sum is worked out without it.{much} Ask a payroll service before you decide."
    ]


def notes(employer: Employer, young: Sequence[str]) -> tuple[str, ...]:
    """What is good to know. young: the names of those under 21 for whom National Insurance is counted."""
    found = []
    if young:
        found.append(
            f"For somebody under 21, like {in_a_row(young)}, there is often no National Insurance to pay. "
            "We count it, so that the sum is not too low. A payroll service will know."
        )
    if any(shift.sleeping and shift.hours for a in employer.assistants for shift in a.shifts):
        found.append(
            "For a night at which a PA may sleep, the lowest pay by law counts only for the time they are awake "
            "to work. Ask a payroll service what to pay."
        )
    if any(assistant.cover == NOBODY for assistant in employer.assistants):
        found.append("You do without help while a PA is on holiday, so no cover is counted there.")
    return tuple(found)
