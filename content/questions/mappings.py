"""Which question's answer goes where when one kind of document becomes another, as editors put it together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail import blocks

from content.questions.conversion import ways
from content.questions.definitions import QuestionDefinition, SetDefinition
from content.questions.enums import How
from content.questions.kinds import kind_of


@dataclass(frozen=True)
class Row:
    """One question whose answer is carried over, by its id; where to, by its id; and how."""

    source: str
    target: str
    how: str


def questions_by_set() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every question that is published now, by the title of its set: what an editor chooses from."""
    versions = apps.get_model("content", "QuestionSetVersion").objects
    newest = versions.filter(question_set__live=True, question_set__makes_documents=True)
    newest = newest.order_by("question_set", "-number").distinct("question_set")
    definitions = [version.as_definition() for version in newest]
    return [(each.title, [(q.id, q.label) for q in each.questions()]) for each in definitions]


class RowBlock(blocks.StructBlock):
    """One answer, from where to where. Both lists hold the questions of all sets, below the titles of the sets."""

    source = blocks.ChoiceBlock(choices=questions_by_set, label="The answer to")
    target = blocks.ChoiceBlock(choices=questions_by_set, label="Goes to")
    how = blocks.ChoiceBlock(choices=How.choices, default=How.AS_IT_IS, label="How")

    class Meta:
        label = "An answer"
        icon = "arrow-right"
        form_classname = "struct-block imw-mapping-row"


class RowsBlock(blocks.StreamBlock):
    """The answers that are carried over, in their order: answers that go to one place stand there in this order."""

    row = RowBlock()


def rows_of(stream: Any) -> tuple[Row, ...]:
    """The rows of a stream value as plain data."""
    found = ((block.value.get(name) or "" for name in ("source", "target", "how")) for block in stream)
    return tuple(Row(*map(str, values)) for values in found)


def problems_of_mapping(rows: Sequence[Row], source: SetDefinition, target: SetDefinition) -> list[str]:
    """What would not work, as sentences for the editor; an empty list when all of it does."""
    return list(_problems(rows, source, target))


def _problems(rows: Sequence[Row], source: SetDefinition, target: SetDefinition) -> Iterator[str]:
    asked = {question.id: question for question in source.questions()}
    places = {question.id: question for question in target.questions()}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=1):
        if row.source not in asked:
            yield f"Answer {number} comes from a question that “{source.title}” does not ask. Choose another."
        if row.target not in places:
            yield f"Answer {number} goes to a question that “{target.title}” does not ask. Choose another."
        if row.source not in asked or row.target not in places:
            continue
        if (row.source, row.target) in seen:
            yield f"“{asked[row.source].label}” goes to “{places[row.target].label}” twice. Take one of them out."
        seen.add((row.source, row.target))
        yield from _kinds(asked[row.source], places[row.target], row.how)


def _kinds(source: QuestionDefinition, target: QuestionDefinition, how: str) -> Iterator[str]:
    """Two kinds that do not go together in this way."""
    possible = ways(source.kind, target.kind)
    if how in possible:
        return
    kinds = f"“{source.label}” ({kind_of(source).label}) cannot go to “{target.label}” ({kind_of(target).label})"
    if not possible:
        yield f"{kinds}. Choose another question for it."
    else:
        offered = " or ".join(f"“{way.label}”" for way in possible)
        yield f"{kinds} {How(how).label.lower() if how in How.values else 'so'}. Choose {offered}."
