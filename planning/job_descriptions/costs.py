"""What the duties of a week cost as an employer, from the hours and the pay of the same document. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from content.questions.definitions import QuestionDefinition, SetDefinition
from content.questions.kinds.base import Problem, as_mapping
from content.questions.kinds.duties import DutyHours, DutyWeek, hours_of
from content.questions.kinds.figures import parse_money
from content.rules.rates import Rates
from planning.budgets.employer import Allowance, Assistant, Employer, Shift
from planning.budgets.employing import EmployerCost, work_out
from planning.budgets.typed import Typed, TypedAssistant
from planning.job_descriptions.questions import FOR_OTHERS

# As the page says it to every reader; and as it stands in one's own plan.
PA, MY_PA = "The PA", "My PA"
NO_HOURS = "Put the first duty on its days, with its hours. Then the cost of a week stands here."
NO_PAY = "Write what you want to pay for an hour. Then the cost of a week stands here."


@dataclass(frozen=True)
class JobCost:
    """What one job costs, as far as it can be said. cost: None while something is missing, which `missing` names.

    without_pay: kinds of hours that are counted with the usual pay, because none of their own is written.
    """

    week: DutyHours
    employer: Employer | None = None
    cost: EmployerCost | None = None
    missing: str = ""
    without_pay: tuple[str, ...] = ()

    def as_typed(self) -> Typed:
        """The same as the calculator's boxes."""
        if self.employer is None or self.cost is None:
            return Typed()
        rates, (assistant,) = self.cost.rates, self.employer.assistants
        shifts = [
            {
                "kind": s.kind,
                "rate": f"{s.rate:.2f}",
                "hours": f"{s.hours:f}",
                **({"sleeping": "on"} if s.sleeping else {}),
            }
            for s in assistant.shifts
        ]
        boxes = {"name": MY_PA, "age": assistant.age.value, "cover": str(assistant.cover)}
        extras = {
            "year": str(rates.starts_on.year),
            "allowance": self.employer.allowance.value,
            "insurance": f"{self.employer.insurance:.2f}",
            "payroll": f"{self.employer.payroll:.2f}",
        }
        return Typed([TypedAssistant(boxes, shifts)], extras)


def duty_questions(definition: SetDefinition) -> list[QuestionDefinition]:
    """The questions about a week of duties."""
    return [question for question in definition.questions() if question.kind == DutyWeek.name]


def pay_questions(question: QuestionDefinition) -> list[str]:
    """The ids of the questions that ask what the hours of a week are paid, the usual one first."""
    shifts = question.options.get("shifts") or ()
    return list(dict.fromkeys(str(shift["pay"]) for shift in shifts if shift.get("pay")))


def job_cost(question: QuestionDefinition, values: Mapping[str, Any], rates: Rates | None, year: str) -> JobCost:
    """What the duties of one answer cost.

    values: the answers that the reader may see, by question id; rates: of the tax year, None where there are none;
    year: that year in words.
    """
    week = hours_of(question, values.get(question.id))
    pay = {asked: amount for asked in pay_questions(question) if (amount := _amount(values.get(asked)))}
    if not week.hours:
        return JobCost(week, missing=NO_HOURS)
    if not pay:
        return JobCost(week, missing=NO_PAY)
    if rates is None:
        missing = f"We do not have the figures for {year} yet, so we cannot work out what a week costs."
        return JobCost(week, missing=missing)
    usual = pay.get(pay_questions(question)[0]) or max(pay.values())
    shifts = tuple(Shift(shift.label, pay.get(shift.pay, usual), shift.hours, shift.sleeping) for shift in week.shifts)
    employer = Employer(
        (Assistant(PA, shifts),),
        _allowance(values),
        insurance=rates.usual_insurance,
        payroll=rates.usual_payroll,
    )
    first = pay_questions(question)[0]
    without = tuple(s.label for s in week.shifts if s.pay not in pay and s.pay != first)
    return JobCost(week, employer, work_out(employer, rates), without_pay=without)


def _amount(value: Any) -> Decimal | None:
    amount = parse_money(value) if isinstance(value, str) else None
    return None if amount is None or isinstance(amount, Problem) or not amount else amount


def _allowance(values: Mapping[str, Any]) -> Allowance:
    answered = as_mapping(values.get(FOR_OTHERS)).get("answer")
    return Allowance.FOR_OTHERS_TOO if answered == "yes" else Allowance.ONLY_FOR_ME
