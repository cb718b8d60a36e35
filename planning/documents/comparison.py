"""What changed between two readings of one document, answer by answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.safestring import SafeString

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import Shown, kind_of
from content.questions.kinds.base import as_list, as_mapping
from content.wizards.progress import Answered, answered_questions
from content.wizards.stores import StoredAnswer, nothing_changes
from planning.documents.reading import Reading
from portal.components.changes import mark_all, mark_changes


class State(TextChoices):
    """What became of one answer, or of one entry of it."""

    SAME = "same", "Not changed"
    CHANGED = "changed", "Changed"
    ADDED = "added", "Added"
    TAKEN_OUT = "taken_out", "Taken out"


@dataclass(frozen=True)
class Row:
    """One entry of a list, or one choice: what became of it, and its cells with the words marked."""

    state: str
    cells: Sequence[tuple[str, SafeString]]

    @property
    def said(self) -> str:
        """The state as a word; "" for what stayed the same."""
        return "" if self.state == State.SAME else str(State(self.state).label)


@dataclass(frozen=True)
class FileChange:
    """One file of an answer: what became of it, and its caption with the words marked."""

    state: str
    file: Mapping[str, Any]
    caption: SafeString

    @property
    def said(self) -> str:
        """The state as a word; "" for a file that is still there."""
        return "" if self.state == State.SAME else str(State(self.state).label)


@dataclass(frozen=True)
class Change:
    """One question with its answer before and after."""

    question: QuestionDefinition
    before: StoredAnswer
    after: StoredAnswer
    label_before: str = ""

    @cached_property
    def state(self) -> str:
        """What became of the answer."""
        if nothing_changes(self.before.value, self.after.value):
            return State.SAME
        if self.before.value is None:
            return State.ADDED
        return State.TAKEN_OUT if self.after.value is None else State.CHANGED

    @property
    def said(self) -> str:
        """The state as a word."""
        return str(State(self.state).label)

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return {State.ADDED: "ok", State.CHANGED: "warm"}.get(State(self.state), "quiet")

    @cached_property
    def form(self) -> str:
        """How it is shown: text, items, table or files."""
        shown = self._after or self._before
        return shown.form if shown else "text"

    @property
    def text(self) -> SafeString:
        """The words of a text, or what is written beside files, with what went and what came marked."""
        old, new = (shown.text if shown else "" for shown in (self._before, self._after))
        kind = kind_of(self.question)
        if kind.words or kind.holds_files:
            return _marked(old, new)
        # Half a date or half a sum says nothing: the one goes, the other comes.
        return mark_all(old, "del") + SafeString(" ") + mark_all(new, "ins")

    @property
    def files(self) -> list["FileChange"]:
        """The files as they are now, and after them those that were taken out."""
        old, new = ({str(f["file"]): f for f in shown.files} if shown else {} for shown in (self._before, self._after))
        stay = [
            FileChange(State.SAME if q in old else State.ADDED, f, _said(old.get(q, {}), f)) for q, f in new.items()
        ]
        gone = [FileChange(State.TAKEN_OUT, f, _said(f, {})) for q, f in old.items() if q not in new]
        return [*stay, *gone]

    @property
    def rows(self) -> list[Row]:
        """The entries of a list, or the choices: as they are now, and after them those that were taken out."""
        return _rows(_entries(self._before, self.before.value), _entries(self._after, self.after.value))

    @cached_property
    def _before(self) -> Shown | None:
        return _shown(self.question, self.before)

    @cached_property
    def _after(self) -> Shown | None:
        return _shown(self.question, self.after)


@dataclass(frozen=True)
class ComparedStep:
    """One step with what became of its answers. same: those that are as they were."""

    title: str
    changes: Sequence[Change]
    same: Sequence[Change]


@dataclass(frozen=True)
class Comparison:
    """Two readings side by side."""

    steps: Sequence[ComparedStep]

    def count(self, state: str) -> int:
        """How many answers came to this."""
        changes = [change for step in self.steps for change in (*step.changes, *step.same)]
        return sum(change.state == state for change in changes)

    @property
    def changed(self) -> int:
        """How many answers are not as they were."""
        return sum(len(step.changes) for step in self.steps)

    @property
    def same(self) -> int:
        """How many are."""
        return sum(len(step.same) for step in self.steps)


def compare(before: Reading, after: Reading) -> Comparison:
    """Every answer that either reading has, in the order of the later one; questions that are asked no more last."""
    old = {answered.question.id: answered for answered in answered_questions(before)}
    new = answered_questions(after)
    known = {answered.question.id for answered in new}
    by_step: dict[str, list[Change]] = {}
    titles: dict[str, str] = {step.id: step.title for step in after.definition.steps}
    for answered in [*new, *(a for q, a in old.items() if q not in known)]:
        titles.setdefault(answered.step.id, answered.step.title)
        change = _change(old.get(answered.question.id), answered, gone=answered.question.id not in known)
        if change.before.value is not None or change.after.value is not None:
            by_step.setdefault(answered.step.id, []).append(change)
    return Comparison([_step(titles[step], by_step[step]) for step in titles if step in by_step])


def _change(old: Answered | None, answered: Answered, *, gone: bool) -> Change:
    before = old.answer if old else StoredAnswer()
    after = StoredAnswer() if gone else answered.answer
    label = old.question.label if old and old.question.label != answered.question.label else ""
    return Change(answered.question, before, after, label_before=label)


def _step(title: str, found: Iterable[Change]) -> ComparedStep:
    found = list(found)
    return ComparedStep(
        title,
        [change for change in found if change.state != State.SAME],
        [change for change in found if change.state == State.SAME],
    )


def _shown(question: QuestionDefinition, answer: StoredAnswer) -> Shown | None:
    return None if answer.value is None else kind_of(question).show(question, answer.value)


def _entries(shown: Shown | None, value: Any) -> dict[str, list[tuple[str, str]]]:
    """The cells of each entry by its id; a choice is known by its words, a day of the week by its name."""
    if shown is None:
        return {}
    if shown.form == "items":
        return {item: [("", item)] for item in shown.items}
    ids = [str(as_mapping(entry).get("id") or "") for entry in as_list(value)]
    names = [row[0] for row in shown.rows]
    keys = ids if len(ids) == len(names) and all(ids) else names
    return {key: list(zip(shown.head, row, strict=True)) for key, row in zip(keys, shown.rows, strict=True)}


def _rows(old: Mapping[str, list[tuple[str, str]]], new: Mapping[str, list[tuple[str, str]]]) -> list[Row]:
    rows = []
    for key, cells in new.items():
        if key not in old:
            rows.append(Row(State.ADDED, [(head, mark_all(text, "ins")) for head, text in cells]))
            continue
        before = dict(old[key])
        state = State.SAME if dict(cells) == before else State.CHANGED
        rows.append(Row(state, [(head, _marked(before.get(head, ""), text)) for head, text in cells]))
    gone = [cells for key, cells in old.items() if key not in new]
    return [*rows, *(Row(State.TAKEN_OUT, [(h, mark_all(t, "del")) for h, t in cells]) for cells in gone)]


def _marked(before: str, after: str) -> SafeString:
    return mark_changes(before, after, show_removed=True, said=True)


def _said(before: Mapping[str, Any], after: Mapping[str, Any]) -> SafeString:
    return _marked(str(before.get("caption") or ""), str(after.get("caption") or ""))
