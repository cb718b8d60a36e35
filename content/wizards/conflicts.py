"""Two people, or two windows, at one answer: both texts, side by side, and nothing of either lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import QueryDict

from content.questions.definitions import QuestionDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.wizards.forms import StepForm
from content.wizards.stores import Saved, StoredAnswer, nothing_changes

MINE, THEIRS, BOTH = "mine", "theirs", "both"
# Kinds whose two texts become one that can be worked on before it is kept.
TEXTS = {"short_text", "long_text"}
SALT = "content.wizards.file"
_NOT_TYPED = ("csrfmiddlewaretoken", "held-back")


@dataclass(frozen=True)
class TwoTexts:
    """One question with what its reader typed, what was saved before that, and how the two could be one.

    both: the two as one answer, None where that makes no sense; editable: whether it is offered in a box.
    """

    question: QuestionDefinition
    mine: Any
    theirs: StoredAnswer
    both: Any
    editable: bool


def two_texts(question: QuestionDefinition, mine: Any, theirs: StoredAnswer) -> TwoTexts:
    """What the page of a conflict shows of one question."""
    together = mine is not None and theirs.value is not None
    both = kind_of(question).both(mine, theirs.value) if together else None
    return TwoTexts(question, mine, theirs, both, question.kind in TEXTS and isinstance(both, str))


def clashes(form: StepForm) -> list[Saved]:
    """Which answers have been saved by somebody else since the page of these words was opened."""
    found = []
    for change in form.changes():
        standing = form.answers.get(change.question_id, StoredAnswer())
        if change.seen != standing.number and not nothing_changes(change.value, standing.value):
            found.append(Saved(change.question_id, standing, conflict=True))
    return found


def chosen(data: QueryDict, step: StepDefinition) -> tuple[QueryDict, dict[str, str]]:
    """What was decided about two texts: the form's data with worked-on texts in their boxes, and each choice."""
    found = data.copy()
    choices = {}
    for question in step.questions:
        choice = data.get(f"{question.id}-choice")
        if choice == BOTH and question.kind in TEXTS and f"{question.id}-both" in data:
            found[question.id] = str(data[f"{question.id}-both"])
            choice = MINE
        if choice:
            choices[question.id] = choice
    return found, choices


def carried_on(words: QueryDict, settled: Iterable[str]) -> list[tuple[str, str]]:
    """Everything typed, box by box, so that it travels on with the choice; without what the page itself sends."""
    own = {f"{question_id}-version" for question_id in settled}
    return [
        (name, str(value))
        for name, values in words.lists()
        if name not in {*_NOT_TYPED, *own} and not name.endswith(("-choice", "-both"))
        for value in values
    ]


def file_token(question_id: str, path: str, files: Sequence[Mapping[str, Any]]) -> str:
    """Files that are kept but are no answer yet, as a form can carry them; signed, so that they are nobody else's."""
    claim = {"question": question_id, "path": path, "files": [dict(file) for file in files]}
    return signing.dumps(claim, salt=SALT)


def carried_files(data: QueryDict, question_id: str, path: str) -> list[dict[str, Any]]:
    """The files that a form carries on for this question."""
    try:
        claim = signing.loads(data.get(f"{question_id}-taken", ""), salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return []
    if (claim.get("question"), claim.get("path")) != (question_id, path):
        return []
    return [dict(file) for file in claim.get("files", ())]


def choices_of(form: StepForm, clashing: Sequence[Saved], words: QueryDict) -> dict[str, Any]:
    """What content/wizards/conflict.html shows of each answer, and what its form carries on."""
    questions = {question.id: question for question in form.step.questions}
    settled = {clash.question_id: clash.answer.number for clash in clashing}
    return {
        "texts": [two_texts(questions[c.question_id], form.typed(c.question_id), c.answer) for c in clashing],
        "typed": carried_on(words, settled),
        "settled": settled,
    }
