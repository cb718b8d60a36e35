"""Who is employed, for which hours and pay: what the sum of an employer's costs begins with. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from content.rules.rates import Rates
from planning.budgets.calculation import NOTHING

# Who fills in: nobody; anybody else, whom we count as one person for all PAs; or the number of another PA.
NOBODY, SOMEBODY_ELSE = "nobody", "else"


class Age(StrEnum):
    """How old somebody is, as far as the law makes a difference."""

    UNDER_18 = "16"
    UNDER_21 = "18"
    AT_21 = "21"
    GROWN_UP = "22"
    PENSIONER = "pension"

    @property
    def oldest(self) -> int:
        """The highest age of it; without an end for the last two."""
        return {"16": 17, "18": 20, "21": 21}.get(self.value, 200)


class Allowance(StrEnum):
    """Whether all work is for the person who needs care, which the Employment Allowance asks for."""

    ONLY_FOR_ME = "yes"
    FOR_OTHERS_TOO = "no"
    NOT_SURE = "unsure"


@dataclass(frozen=True)
class Shift:
    """Hours of one kind in a week, and what an hour of them is paid. sleeping: a night at which the PA may sleep."""

    kind: str
    rate: Decimal
    hours: Decimal
    sleeping: bool = False

    @property
    def weekly(self) -> Decimal:
        """Pounds a week, unrounded."""
        return self.rate * self.hours


@dataclass(frozen=True)
class Assistant:
    """One PA. cover: who fills in (NOBODY, SOMEBODY_ELSE, or the number of another PA, counted from 0).

    cover_rate: what an hour of cover is paid, None for the same as the PA.
    """

    name: str
    shifts: tuple[Shift, ...]
    age: Age = Age.GROWN_UP
    cover: str | int = SOMEBODY_ELSE
    cover_rate: Decimal | None = None

    @property
    def hours(self) -> Decimal:
        """Hours a week."""
        return sum((shift.hours for shift in self.shifts), Decimal(0))


@dataclass(frozen=True)
class Employer:
    """Everything the sum needs to know. insurance and training: pounds a year; payroll: pounds a month;
    contingency: percent put by; checks: how many DBS checks, paid once."""

    assistants: tuple[Assistant, ...]
    allowance: Allowance = Allowance.ONLY_FOR_ME
    insurance: Decimal = NOTHING
    payroll: Decimal = NOTHING
    training: Decimal = NOTHING
    contingency: Decimal = Decimal(0)
    checks: int = 0


def minimum_wage(age: Age, rates: Rates) -> Decimal:
    """The lowest pay by law for an hour."""
    return {Age.UNDER_18: rates.wage_16, Age.UNDER_21: rates.wage_18}.get(age, rates.wage_21)


def age_in_words(age: Age) -> str:
    """As a form offers it. State Pension age is in words, because it depends on the day of birth."""
    return {
        Age.UNDER_18: "16 or 17, or an apprentice",
        Age.UNDER_21: "18 to 20",
        Age.AT_21: "21",
        Age.GROWN_UP: "22 up to State Pension age",
        Age.PENSIONER: "State Pension age or older",
    }[age]
