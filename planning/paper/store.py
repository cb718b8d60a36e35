"""What one helper types in from paper: the wizard writes into it, and none of it is an answer yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from content.questions.definitions import SetDefinition, StepDefinition
from content.wizards.stores import AnswerChange, Saved, StoredAnswer, is_empty, nothing_changes
from planning.documents.models import Document
from planning.documents.store import DocumentAnswerStore
from planning.paper.enums import Outcome
from planning.paper.models import PaperAnswer
from planning.paper.policies import check_can_type_in
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify

NO_FILES = "Photos and files cannot be typed in. Their owner adds them."


class PaperStore:
    """Implements content.wizards.stores.AnswerStore over what one helper has typed and its owner not yet settled.

    It asks what the document asks this helper, and knows no answer of the document: a question that is kept from
    the helper and one that nobody has answered are the same here.
    """

    accepts_files = False

    def __init__(self, document: Document, user: User, at: datetime) -> None:
        self.document = document
        self.user = user
        self.at = at
        self._definition: SetDefinition | None = None
        self._answers: dict[str, StoredAnswer] | None = None

    @property
    def definition(self) -> SetDefinition:
        """The questions of the document, as this helper is asked them.

        All of them: paper has no conditions, and somebody may have written at any.
        """
        if self._definition is None:
            found = DocumentAnswerStore(self.document, self.user, self.at).definition
            self._definition = replace(found, steps=tuple(_whatever_else_is_answered(step) for step in found.steps))
        return self._definition

    def answers(self) -> Mapping[str, StoredAnswer]:
        """What this helper has typed in so far, by question id."""
        if self._answers is None:
            rows = PaperAnswer.objects.filter(document=self.document).typed_by_now(self.user)
            self._answers = {str(row.question_id): _as_stored(row) for row in rows}
        return self._answers

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep what is current, each change on its own, in one transaction, and tell the owner that it waits.

        Raises Denied when this user may not type here (any more), or the question is not part of it.
        """
        with transaction.atomic():
            self.document.hold()
            check_can_type_in(self.user, self.document, self.at)
            asked = {question.id for question in self.definition.questions()}
            if any(change.question_id not in asked for change in changes):
                raise Denied("That question is not in this document.")
            rows = {
                str(row.question_id): row
                for row in PaperAnswer.objects.filter(document=self.document).typed_by_now(self.user)
            }
            saved = [self._keep(rows, change) for change in changes]
            if any(result.written for result in saved):
                self._tell([result for result in saved if result.written])
        self._answers = {question: _as_stored(row) for question, row in rows.items()}
        return saved

    def marks(self) -> Mapping[str, str]:
        """Only the owner says what is done."""
        return {}

    def mark(self, step_id: str, state: str) -> None:
        """Only the owner says what is done."""

    def visited(self, step_slug: str) -> None:
        """Where the owner goes on is theirs."""

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        """Only lists of files speak of earlier entries, and files are not typed in."""
        return {}

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> NoReturn:
        """A file is nothing that is typed."""
        raise Denied(NO_FILES)

    def _keep(self, rows: dict[str, PaperAnswer], change: AnswerChange) -> Saved:
        row = rows.get(change.question_id)
        standing = _as_stored(row) if row else StoredAnswer()
        if nothing_changes(change.value, standing.value):
            return Saved(change.question_id, standing)
        # What its owner has settled meanwhile is not there any more: that is no conflict, what is typed now is new.
        if row and change.seen != standing.number:
            return Saved(change.question_id, standing, conflict=True)
        value = None if is_empty(change.value) else change.value
        if row is None and self._was_settled(change, value):
            return Saved(change.question_id, standing)
        if row is None:
            row = PaperAnswer(
                document=self.document,
                question_id=UUID(change.question_id),
                typed_by=self.user,
                number=change.seen,
            )
        row.value, row.number, row.typed_at = value, row.number + 1, self.at
        row.save()
        rows[change.question_id] = row
        return Saved(change.question_id, _as_stored(row), written=True)

    def _was_settled(self, change: AnswerChange, value: Any) -> bool:
        """Whether an old page sends again what its owner has said yes or no to, word for word."""
        if not change.seen:
            return False
        mine = PaperAnswer.objects.filter(document=self.document, typed_by=self.user, question_id=change.question_id)
        settled = mine.exclude(outcome=Outcome.WAITING).filter(number=change.seen)
        return any(nothing_changes(value, row.value) for row in settled)

    def _tell(self, written: Sequence[Saved]) -> None:
        owner = self.document.owner
        details: list[dict[str, Any]] = [{"question": result.question_id} for result in written]
        audit.record_each(
            "typed in from paper", by=self.user, person=owner, about=self.document, at=self.at, details=details
        )
        if any(result.answer.value is not None for result in written):
            notify(user=owner, kind=Kind.PAPER, path=f"{self.document.get_absolute_url()}paper/", at=self.at)


def _whatever_else_is_answered(step: StepDefinition) -> StepDefinition:
    return replace(step, questions=tuple(replace(question, condition=None) for question in step.questions))


def _as_stored(row: PaperAnswer) -> StoredAnswer:
    return StoredAnswer(value=row.value, number=row.number, saved_at=row.typed_at)
