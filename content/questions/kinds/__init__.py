"""The kinds of question, one class each. A new kind is a class here, its boxes in templates, and its block."""

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Kind, Piece, Problem, Shown
from content.questions.kinds.choices import OneOf, Outcomes, SeveralOf, YesNo
from content.questions.kinds.duties import DutyWeek
from content.questions.kinds.figures import Date, Money, Week
from content.questions.kinds.files import File, Files, Photos, Recording
from content.questions.kinds.lists import CostList, PeopleList, TodoList
from content.questions.kinds.texts import LongText, Place, ShortText

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        ShortText(),
        LongText(),
        Place(),
        OneOf(),
        SeveralOf(),
        YesNo(),
        Date(),
        Money(),
        Week(),
        DutyWeek(),
        PeopleList(),
        TodoList(),
        CostList(),
        Outcomes(),
        File(),
        Photos(),
        Files(),
        Recording(),
    )
}


def kind_of(question: QuestionDefinition) -> Kind:
    """The kind of a question. A published question always has one that exists: the editor's checks see to it."""
    return KINDS[question.kind]


__all__ = ["KINDS", "Kind", "Piece", "Problem", "Shown", "kind_of"]
