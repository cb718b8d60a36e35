""" "Ask this only if…": which questions and steps are asked, given the answers. Pure: data in, data out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from content.questions.definitions import Condition, QuestionDefinition, SetDefinition

OPERATORS = {
    "is": "is",
    "is_not": "is not",
    "includes": "includes",
    "answered": "is answered",
    "not_answered": "is not answered",
}


def asked(definition: SetDefinition, values: Mapping[str, Any]) -> SetDefinition:
    """The set without the questions that are not asked now, and without the steps that this leaves empty.

    values: the raw answers by question id, None where there is none. A condition on a question that is itself
    not asked counts its answer as missing; one that points nowhere is ignored, so that a question is asked
    once too often rather than never.
    """
    questions = {question.id: question for question in definition.questions()}
    known: dict[str, bool] = {}

    def is_asked(question: QuestionDefinition) -> bool:
        if question.id not in known:
            # Conditions that go round in a circle end here.
            known[question.id] = True
            known[question.id] = _holds(question.condition, questions, values, is_asked)
        return known[question.id]

    steps = []
    for step in definition.steps:
        kept = tuple(question for question in step.questions if is_asked(question))
        if kept or not step.questions:
            steps.append(replace(step, questions=kept))
    return replace(definition, steps=tuple(steps))


def _holds(
    condition: Condition | None,
    questions: Mapping[str, QuestionDefinition],
    values: Mapping[str, Any],
    is_asked: Any,
) -> bool:
    if condition is None or condition.question not in questions:
        return True
    value = values.get(condition.question) if is_asked(questions[condition.question]) else None
    if condition.operator == "answered":
        return value is not None
    if condition.operator == "not_answered":
        return value is None
    chosen = _chosen(value)
    return (condition.value in chosen) != (condition.operator == "is_not")


def _chosen(value: Any) -> set[str]:
    """What an answer chose, whatever its shape: a key, a yes, several keys, or letters."""
    if isinstance(value, Mapping):
        return {str(value["answer"])} if "answer" in value else {str(key) for key in value.get("chosen", ())}
    if isinstance(value, list):
        return {str(item) for item in value if isinstance(item, str)}
    return set() if value is None else {str(value)}
