"""One form as it was sent: what of it is to be kept, with its file, and as chosen between two texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.base import as_list, as_mapping
from content.questions.kinds.files import MOST_FILES
from content.wizards import conflicts
from content.wizards.forms import StepForm
from content.wizards.stores import AnswerChange, AnswerStore
from portal.files.policies import Refused

NO_ROOM = f"There is room for {MOST_FILES} here, so “{{name}}” was not added. Take some out first."


class SentForm:
    """A step's form with the button that sent it.

    form: what was typed; go, about: the pressed button ("remove:<question>:<entry>" goes "remove" about the rest);
    choices: by question, which of two texts was chosen; given_up: where that was the other one.
    """

    def __init__(self, request: HttpRequest, form: StepForm, choices: Mapping[str, str]) -> None:
        self.request = request
        self.form = form
        self.choices = choices
        self.given_up = {question for question, choice in choices.items() if choice == conflicts.THEIRS}
        self.go, _, self.about = request.POST.get("go", "next").partition(":")
        # The files that came with this form, by question.
        self.taken: dict[str, Sequence[Mapping[str, Any]]] = {}
        # Whether one was not taken: then the page says so before it goes anywhere.
        self.refused = False

    def take_files(self, store: AnswerStore) -> None:
        """Take uploaded files into their question, or say at its box why not. Everything else is kept either way."""
        for question in self.form.step.questions:
            if not kind_of(question).holds_files:
                continue
            carried = conflicts.carried_files(self.request.POST, question.id, self.request.path)
            if taken := [*carried, *self._uploaded(question, store)]:
                self.taken[question.id] = taken
                self.form.take(question.id, taken)

    def _uploaded(self, question: QuestionDefinition, store: AnswerStore) -> list[Mapping[str, Any]]:
        uploads = self.request.FILES.getlist(f"{question.id}-file")
        several = kind_of(question).several
        room = MOST_FILES - len(as_list(self.form.typed(question.id))) if several else 1
        kept: list[Mapping[str, Any]] = []
        for upload in uploads if several else uploads[-1:]:
            try:
                if len(kept) >= room:
                    raise Refused(NO_ROOM.format(name=upload.name))
                kept.append(store.keep_file(question.id, upload))
            except Refused as refusal:
                self.refused = True
                # Of several, each sentence says which one it is about.
                which = f"{upload.name}: " if len(uploads) > 1 and f"“{upload.name}”" not in refusal.reason else ""
                self.form.add_error(question.id, f"{which}{refusal.reason}")
        return kept

    def changes(self) -> list[AnswerChange]:
        """Everything to keep, each with the number of the answer that its writer had before them."""
        changes = {change.question_id: change for change in self.form.changes()}
        for question_id in self.taken:
            changes[question_id] = AnswerChange(question_id, self.form.typed(question_id), self.form.seen(question_id))
        if self.go == "take_away" and self.about in changes:
            changes[self.about] = replace(changes[self.about], value=None)
        for question in self.form.step.questions:
            if question.id in changes and self.choices.get(question.id) == conflicts.BOTH:
                changes[question.id] = self._with_both(question, changes[question.id])
        return [change for question_id, change in changes.items() if question_id not in self.given_up]

    def _with_both(self, question: QuestionDefinition, change: AnswerChange) -> AnswerChange:
        standing = self.form.answers.get(question.id)
        if standing is None or standing.value is None:
            return change
        return replace(change, value=kind_of(question).both(change.value, standing.value))


def without_entry(value: Any, entry_id: str) -> list[Any] | None:
    """A list answer without one of its entries; None when that leaves nothing."""
    return [entry for entry in as_list(value) if as_mapping(entry).get("id") != entry_id] or None
