""" "Ask this only if…", across steps."""

from typing import Any

import pytest

from content.questions.conditions import asked
from content.questions.definitions import Condition, QuestionDefinition, SetDefinition, StepDefinition


def step(name: str, *questions: QuestionDefinition) -> StepDefinition:
    return StepDefinition(id=name, slug=name, title=name, questions=questions)


def q(name: str, *condition: str) -> QuestionDefinition:
    return QuestionDefinition(
        id=name, kind="yes_no", label=name, condition=Condition(*condition) if condition else None
    )


def shown(values: dict[str, Any], *steps: StepDefinition) -> dict[str, list[str]]:
    found = asked(SetDefinition("t", "k", steps=steps), values)
    return {s.slug: [question.id for question in s.questions] for s in found.steps}


PA = step("help", q("help"))
YES = {"help": {"answer": "yes", "follow_up": ""}}


def test_a_question_waits_for_an_answer_in_another_step() -> None:
    later = step("later", q("always"), q("only", "help", "is", "yes"))
    assert shown({}, PA, later) == {"help": ["help"], "later": ["always"]}
    assert shown(YES, PA, later) == {"help": ["help"], "later": ["always", "only"]}


def test_a_step_without_any_question_left_is_not_there() -> None:
    assert shown({}, PA, step("later", q("only", "help", "is", "yes"))) == {"help": ["help"]}


@pytest.mark.parametrize(
    ("operator", "value", "answer", "is_asked"),
    [
        ("is", "yes", {"answer": "no"}, False),
        ("is_not", "yes", {"answer": "no"}, True),
        ("is_not", "yes", None, True),
        ("includes", "pa", {"chosen": ["pa", "club"]}, True),
        ("includes", "pa", {"chosen": ["club"]}, False),
        ("includes", "f", ["a", "f"], True),
        ("answered", "", None, False),
        ("answered", "", "words", True),
        ("not_answered", "", None, True),
        ("is", "own", "own", True),
    ],
)
def test_each_comparison(operator: str, value: str, answer: Any, is_asked: bool) -> None:
    found = shown({"help": answer}, PA, step("later", q("only", "help", operator, value)))
    assert ("later" in found) is is_asked


def test_an_answer_to_a_question_that_is_not_asked_counts_as_missing() -> None:
    chain = step("chain", q("b", "help", "is", "yes"), q("c", "b", "is", "yes"))
    assert shown({"b": {"answer": "yes"}}, PA, chain) == {"help": ["help"]}


def test_a_condition_that_points_nowhere_asks_rather_than_hides() -> None:
    assert shown({}, step("s", q("a", "gone", "is", "yes"))) == {"s": ["a"]}


def test_conditions_in_a_circle_come_to_an_end() -> None:
    assert shown({}, step("s", q("a", "b", "answered"), q("b", "a", "answered"))) == {}
    assert shown({"a": "x", "b": "x"}, step("s", q("a", "b", "answered"), q("b", "a", "answered"))) == {"s": ["a", "b"]}
