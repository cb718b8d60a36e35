"""A set of questions as a sheet of paper, with room to write for each kind of answer."""

from collections.abc import Iterator
from typing import Any

from content.questions.definitions import Condition, QuestionDefinition, SetDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.choices import OUTCOMES, YES_NO
from content.questions.kinds.figures import DAYS, PARTS_OF_THE_DAY, PER
from content.questions.kinds.files import FileKind
from content.questions.kinds.lists import ListKind
from planning.exports.paper import Block, Heading, Paper, Space, Table, Text, Ticks

HOW = (
    "Write as much or as little as you like. Leave out what you do not want to answer. If there is no room left, "
    "go on at the back, and write the number of the question there. "
    "Somebody you trust can type it in for you. It only counts as your words once you have said yes to it."
)
# Lines of an answer in words, and rows of a list: about what people write by hand.
LINES = {"short_text": 2, "long_text": 8}
ROWS = 4
# How a table is announced: its question stands above it.
ROOM = "Room to write"


def sheet_of(definition: SetDefinition) -> Paper:
    """Every question in its order, numbered, with room to write. Nothing of any answer is on it."""
    labels = {question.id: question for question in definition.questions()}
    blocks: list[Block] = [Space(1, "Name:"), Text(HOW)]
    number = 0
    for step in definition.steps:
        if not step.questions:
            continue
        blocks.append(Heading(2, step.title))
        if step.intro:
            blocks.append(Text(step.intro))
        for question in step.questions:
            number += 1
            blocks.append(Heading(3, f"{number}. {question.label}"))
            if condition := _only_if(question.condition, labels):
                blocks.append(Text(condition))
            if question.hint:
                blocks.append(Text(question.hint))
            blocks.extend(_room(question))
    return Paper(definition.title, blocks, about=("To write on by hand",))


def _only_if(condition: Condition | None, labels: dict[str, QuestionDefinition]) -> str:
    """A condition as a sentence: on paper nobody takes a question away."""
    if condition is None or condition.question not in labels:
        return ""
    asked = labels[condition.question]
    if condition.operator in {"answered", "not_answered"}:
        given = "wrote something" if condition.operator == "answered" else "wrote nothing"
        return f"Only if you {given} at “{asked.label}”."
    choices = {str(c["key"]): str(c["label"]) for c in asked.options.get("choices", ())}
    answer = {**OUTCOMES, **YES_NO, **choices}.get(condition.value, condition.value)
    said = "did not choose" if condition.operator == "is_not" else "chose"
    return f"Only if you {said} “{answer}” at “{asked.label}”."


def _room(question: QuestionDefinition) -> Iterator[Block]:
    kind = kind_of(question)
    if isinstance(kind, ListKind):
        head = [box.label for box in kind.boxes_of_an_entry if not box.more]
        yield Table(ROOM, head, [[""] * len(head)] * ROWS, roomy=True)
    elif isinstance(kind, FileKind):
        yield Text("Put it with this sheet, or add it later yourself.")
    elif question.kind == "outcomes":
        yield Ticks(list(OUTCOMES.values()))
    elif question.kind in {"one_of", "several_of"}:
        yield from _choices(question.options)
    elif question.kind == "yes_no":
        yield Ticks(list(YES_NO.values()))
        more: Any = question.options.get("follow_up") or {}
        if more.get("label"):
            yield Space(3, f"If {str(more.get('when')).lower()}: {more['label']}")
    elif question.kind == "date":
        yield Table(ROOM, ("Day", "Month", "Year"), [["", "", ""]], roomy=True)
    elif question.kind == "money":
        yield Space(1, f"£, {PER.get(str(question.options.get('per')), '')}".rstrip(", "))
    elif question.kind == "week":
        parts = [str(part) for part in question.options.get("parts") or PARTS_OF_THE_DAY]
        yield Table(ROOM, ("Day", *parts), [[day, *([""] * len(parts))] for day in DAYS], roomy=True)
    else:
        yield Space(LINES.get(question.kind, 6))


def _choices(options: Any) -> Iterator[Block]:
    yield Ticks([str(choice["label"]) for choice in options.get("choices", ())])
    if options.get("something_else"):
        yield Space(1, "Something else:")
