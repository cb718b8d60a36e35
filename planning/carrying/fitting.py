"""Which answers of one document have a place in another, and which are left for their writer to place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.questions.conditions import asked
from content.questions.conversion import convert, merged, ways
from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.questions.mappings import Row
from content.wizards.progress import Answered, answered_questions
from planning.documents.store import DocumentAnswerStore


@dataclass(frozen=True)
class Fit:
    """One answer with its place: found, the answer where it is; value, what it becomes at the target."""

    found: Answered
    target: QuestionDefinition
    how: str
    value: Any


def given_answers(source: DocumentAnswerStore) -> list[Answered]:
    """What could be carried over: every question that is asked there and has an answer."""
    return [found for found in answered_questions(source) if found.has_answer]


def fits(
    rows: Sequence[Row], given: Iterable[Answered], target: SetDefinition, standing: Mapping[str, Any]
) -> list[Fit]:
    """What the editors' rows carry over, in their order.

    standing: what the target says already, by question id. A place that is not asked for there, also with what
    comes, is none: words must not go where nobody finds them.
    """
    answers = {found.question.id: found for found in given}
    places = {question.id: question for question in target.questions()}
    found = []
    for row in rows:
        if row.source in answers and row.target in places:
            one = fit(answers[row.source], places[row.target], row.how)
            found += [one] if one else []
    together = asked(target, {**dict(standing), **_together(found)})
    reached = {question.id for question in together.questions()}
    return [one for one in found if one.target.id in reached]


def fit(found: Answered, target: QuestionDefinition, how: str) -> Fit | None:
    """One answer at one place; None where it has no shape that fits there."""
    value = convert(found.answer.value, found.question, target, how)
    return None if value is None else Fit(found, target, how, value)


def _together(found: Iterable[Fit]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in found:
        values[one.target.id] = merged(one.target, values.get(one.target.id), None, one.value)
    return values


def at_each_place(found: Iterable[Fit]) -> dict[str, list[Fit]]:
    """The fits by the question that they go to."""
    places: dict[str, list[Fit]] = {}
    for one in found:
        places.setdefault(one.target.id, []).append(one)
    return places


def together(found: Sequence[Fit]) -> Any:
    """What several answers make at one place."""
    return _together(found)[found[0].target.id]


def places_for(found: Answered, target: SetDefinition) -> list[tuple[StepDefinition, list[QuestionDefinition]]]:
    """Where an answer could go, by step, when its writer chooses."""
    steps = []
    for step in target.steps:
        here = [question for question in step.questions if ways(found.question.kind, question.kind)]
        if here:
            steps.append((step, here))
    return steps
