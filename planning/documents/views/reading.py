"""What a page shows of the answers: steps with their questions, and what stands beside each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from content.questions.definitions import QuestionDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.wizards.progress import Answered, answered_questions, overview
from content.wizards.stores import StoredAnswer
from planning.documents.comparison import Change, ComparedStep, Comparison, FileChange, State
from planning.documents.enums import Audience
from planning.documents.models import AnswerBeside, Document
from planning.documents.places import answer_panels
from planning.documents.reading import Reading
from portal.components.lists import Task
from portal.shell.panels import Panel

OWN_WORDS = "In my words"


@dataclass(frozen=True)
class Beside:
    """Words that wait for the owner beside their answer."""

    pk: int
    document_uuid: str
    author: str
    saved_at: Any
    question: QuestionDefinition
    value: Any
    files_url: str = ""


@dataclass(frozen=True)
class Part:
    """One question with its answer, as a page shows it.

    value: None where there is no answer; label: how the words are announced; note: a quiet line below them;
    folded: whether it stays closed until it is opened; files_url: below which address its files are; change_url, who
    and audience_url: for those who write, for the owner.
    """

    question: QuestionDefinition
    value: Any
    label: str = OWN_WORDS
    note: str = ""
    folded: bool = False
    files_url: str = ""
    change_url: str = ""
    who: str = ""
    audience_url: str = ""
    panels: list[Panel] = field(default_factory=list)
    beside: Beside | None = None

    @property
    def plain(self) -> str:
        """The answer as plain text, for copying."""
        if self.value is None:
            return ""
        return kind_of(self.question).show(self.question, self.value).plain


@dataclass(frozen=True)
class ShownStep:
    """One step of a page."""

    title: str
    slug: str
    state: str
    tone: str
    parts: list[Part]


def tasks(store: Reading) -> list[Task]:
    """The steps as a task list."""
    base = store.document.get_absolute_url()
    return [
        Task(found.step.title, found.state, f"{base}step/{found.step.slug}/", found.tone) for found in overview(store)
    ]


def read_through(
    request: HttpRequest,
    store: Reading,
    *,
    can_edit: bool = False,
    lines: Mapping[str, str] | None = None,
) -> list[ShownStep]:
    """Every step with every question that is asked, and what higher slices show beside each answer.

    can_edit: adds the ways to change an answer. lines: for the owner, who sees each answer, by question id.
    What others say stands beside the document as it is now; a version shows its words alone.
    """
    found = answered_questions(store)
    panels: Mapping[str, list[Panel]] = {}
    beside: Mapping[str, Beside] = {}
    if store.version_number is None:
        panels = answer_panels(request, store.document, [answered.question.id for answered in found], writing=False)
        beside = _beside(store) if store.owner_reads else {}
    by_step: dict[str, list[Part]] = {}
    for answered in found:
        part = _part(store, answered, panels, beside, can_edit=can_edit, lines=lines)
        by_step.setdefault(answered.step.id, []).append(part)
    return [
        ShownStep(s.step.title, s.step.slug, s.state, s.tone, by_step.get(s.step.id, []))
        for s in overview(store)
        if by_step.get(s.step.id) or s.step.own
    ]


def earlier_part(store: Reading, question: QuestionDefinition, stored: StoredAnswer) -> Part:
    """An answer whose question is not asked any more."""
    return Part(
        question,
        stored.value,
        label=words_label(store),
        note=note_of(store, stored),
        files_url=files_url(store.document, store.version_number),
    )


@dataclass(frozen=True)
class Compared:
    """One answer of a comparison, as a page shows it.

    wrote: who typed the words, where that was not the person whose words they are, before and now;
    files: each with the address below which it is.
    """

    change: Change
    wrote: list[str]
    files: list[tuple[FileChange, str]]


def comparison_parts(
    found: Comparison, older: Reading, newer: Reading
) -> list[tuple[ComparedStep, list[Compared], list[Part]]]:
    """The steps of a comparison: what changed, and what is as it was."""
    return [
        (
            step,
            [_compared(change, older, newer) for change in step.changes],
            [earlier_part(newer, change.question, change.after) for change in step.same],
        )
        for step in found.steps
    ]


def _compared(change: Change, older: Reading, newer: Reading) -> Compared:
    sides = ((change.before, older, "Before"), (change.after, newer, "Now"))
    wrote = [f"{when}: {note}" for answer, store, when in sides if (note := note_of(store, answer))]
    places = {state: _place_of_files(store, state) for state, store in _where(older, newer)}
    return Compared(change, wrote, [(file, places[State(file.state)]) for file in change.files])


def _place_of_files(store: Reading, state: State) -> str:
    """ "" where a file is only named: what is gone from the document itself, nobody but its owner can open."""
    gone = state == State.TAKEN_OUT and store.version_number is None and not store.owner_reads
    return "" if gone else files_url(store.document, store.version_number)


def _where(older: Reading, newer: Reading) -> list[tuple[State, Reading]]:
    """In which of the two a file is found."""
    return [(State.TAKEN_OUT, older), (State.ADDED, newer), (State.SAME, newer)]


def _part(
    store: Reading,
    answered: Answered,
    panels: Mapping[str, list[Panel]],
    beside: Mapping[str, Beside],
    *,
    can_edit: bool,
    lines: Mapping[str, str] | None,
) -> Part:
    question, stored = answered.question, answered.answer
    base = store.document.get_absolute_url()
    empty = stored.value is None
    private = store.audiences().get(question.id, Audience.EVERYONE) != Audience.EVERYONE
    own = "" if lines is None else lines.get(question.id, "")
    return Part(
        question=question,
        value=stored.value,
        label=words_label(store),
        note=note_of(store, stored),
        # An empty answer is folded like a private one: the fold alone says nothing to who looks on.
        folded=store.owner_reads and (private or empty),
        files_url=files_url(store.document, store.version_number),
        change_url=_change_url(base, answered.step, question) if can_edit else "",
        who=own,
        audience_url=f"{base}share/question/{question.id}/" if own else "",
        panels=panels.get(question.id, []),
        beside=beside.get(question.id),
    )


def _change_url(base: str, step: StepDefinition, question: QuestionDefinition) -> str:
    return f"{base}step/{step.slug}/#q-{question.id}"


def words_label(store: Reading) -> str:
    """How the owner's words are announced to whoever reads them."""
    return OWN_WORDS if store.owner_reads else f"{store.document.owner.known_as}’s words"


def note_of(store: Reading, stored: StoredAnswer) -> str:
    """Who typed an answer, where that was not the person whose words they are; "" where there is none."""
    if stored.value is None:
        return ""
    owner = "" if store.owner_reads else store.document.owner.known_as
    return "" if stored.typed_by == owner else f"Written by {stored.typed_by or 'you'}"


def _beside(store: Reading) -> dict[str, Beside]:
    questions = {question.id: question for question in store.definition.questions()}
    waiting = AnswerBeside.objects.filter(document=store.document).waiting().newest().select_related("typed_by")
    return {
        str(row.question_id): _as_beside(store.document, row, questions[str(row.question_id)])
        for row in waiting
        if str(row.question_id) in questions and row.value is not None
    }


def _as_beside(document: Document, row: AnswerBeside, question: QuestionDefinition) -> Beside:
    author = row.typed_by.known_as
    return Beside(row.pk, str(document.uuid), author, row.saved_at, question, row.value, files_url(document))


def files_url(document: Document, version_number: int | None = None) -> str:
    """Below which address the files of a document are, each by its id. version_number: that of the version it is
    read in."""
    inside = "" if version_number is None else f"versions/{version_number}/"
    return f"{document.get_absolute_url()}{inside}files/"
