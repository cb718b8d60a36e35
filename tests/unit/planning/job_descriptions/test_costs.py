"""What a week of duties costs, and what is said while it cannot be counted."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from content.questions.definitions import SetDefinition
from planning.budgets.employing import Part
from planning.job_descriptions import questions as q
from planning.job_descriptions.costs import NO_HOURS, NO_PAY, JobCost, duty_questions, job_cost, pay_questions
from tests.factories.content import definition_of
from tests.factories.rules import rates_of_2026

DEFINITION = SetDefinition.from_json(definition_of("pa_job_description"))
(WEEK,) = duty_questions(DEFINITION)
RATES = rates_of_2026()
YEAR = "April 2026 to April 2027"


def duty(days: list[str], hours: str, shift: str = "weekday") -> dict[str, Any]:
    return {"id": "x", "what": "Help", "days": days, "from": "", "to": "", "hours": hours, "shift": shift}


def cost_of(values: dict[str, Any], **more: Any) -> JobCost:
    return job_cost(WEEK, values, more.get("rates", RATES), YEAR)


SIX = [duty(["monday", "wednesday", "thursday"], "2")]


def test_the_calculator_counts_the_same_where_the_middle_of_two_prices_is_half_a_penny() -> None:
    rates = replace(rates_of_2026(), insurance_from=Decimal("60.01"), payroll_from=Decimal("8.01"))
    assert (rates.usual_insurance, rates.usual_payroll) == (Decimal("105.01"), Decimal("14.01"))


def test_every_question_that_the_papers_speak_of_is_in_the_set() -> None:
    named = {value for name, value in vars(q).items() if name.isupper() and name != "KIND"}
    assert named == {question.id for question in DEFINITION.questions()}
    assert DEFINITION.kind == q.KIND
    assert pay_questions(WEEK) == [q.PAY, q.PAY_EVENING, q.PAY_WEEKEND, q.PAY_NIGHT, q.PAY_SLEEP]


def test_six_hours_at_13_pounds_come_to_less_than_96() -> None:
    job = cost_of({q.WEEK: SIX, q.PAY: "13.00"})
    assert job.cost
    assert job.cost.of(Part.COVER) == Decimal("436.80")
    assert job.cost.weekly == Decimal("91.65")


def test_what_is_missing_is_said() -> None:
    assert cost_of({q.PAY: "13.00"}).missing == NO_HOURS
    assert cost_of({q.WEEK: [duty([], "2")], q.PAY: "13.00"}).missing == NO_HOURS
    for pay in (None, {"typed": "about 13"}, "0.00"):
        assert cost_of({q.WEEK: SIX, q.PAY: pay}).missing == NO_PAY
    without = cost_of({q.WEEK: SIX, q.PAY: "13.00"}, rates=None)
    assert without.missing == f"We do not have the figures for {YEAR} yet, so we cannot work out what a week costs."
    assert without.cost is None


def test_each_kind_of_hours_has_its_own_pay_and_the_usual_where_none_is_written() -> None:
    week = [*SIX, duty(["friday"], "3", "evening"), duty(["sunday"], "4", "weekend"), duty(["sunday"], "9", "sleep")]
    job = cost_of({q.WEEK: week, q.PAY: "13.00", q.PAY_EVENING: "15.00", q.PAY_SLEEP: "7.00"})
    assert job.employer
    shifts = job.employer.assistants[0].shifts
    assert [(s.kind, s.rate, s.hours, s.sleeping) for s in shifts] == [
        ("Weekdays", Decimal("13.00"), Decimal(6), False),
        ("Evenings", Decimal("15.00"), Decimal(3), False),
        ("Weekends", Decimal("13.00"), Decimal(4), False),
        ("Sleep-in nights", Decimal("7.00"), Decimal(9), True),
    ]
    assert job.without_pay == ("Weekends",)


def test_work_for_others_puts_the_allowance_at_risk() -> None:
    week = [duty(["monday", "tuesday", "wednesday", "thursday"], "4")]
    values = {q.WEEK: week, q.PAY: "13.50", q.FOR_OTHERS: {"answer": "yes"}}
    job = cost_of(values)
    assert job.cost
    assert job.cost.of(Part.NATIONAL_INSURANCE) == Decimal("934.80")
    assert "you may lose the Employment Allowance" in job.cost.warnings[0]


def test_it_opens_in_the_calculator_as_the_same_sum() -> None:
    data = cost_of({q.WEEK: SIX, q.PAY: "13.00"}).as_typed().as_data()
    assert data["pa-0-shift-0-rate"] == "13.00"
    assert data["pa-0-shift-0-hours"] == "6.00"
    assert data["extra-year"] == "2026"
    assert data["pa-0-name"] == "My PA"
    assert cost_of({}).as_typed().as_data()["pas"] == "1"
