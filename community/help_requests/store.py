"""What a person asks for, as the wizard keeps it: in the request itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.dateparse import parse_datetime

from community.help_requests.models import HelpRequest
from community.help_requests.policies import check_can_write
from community.help_requests.services.moving import hold
from content.questions.definitions import SetDefinition
from content.wizards.stores import AnswerChange, Saved, StoredAnswer, is_empty, nothing_changes
from portal.access.decisions import Denied
from portal.accounts.models import User

NO_FILES = "Photos and files are in your documents. You choose later who sees them."
NOT_ASKED = "That question is not in this."


class HelpRequestStore:
    """Implements content.wizards.stores.AnswerStore over one request, for those who may read it.

    Only the person writes, and only while nobody has it in hand; nobody else ever types in it.
    """

    accepts_files = False

    def __init__(self, request: HelpRequest, user: User, at: datetime) -> None:
        self.request = request
        self.user = user
        self.at = at
        self._definition: SetDefinition | None = None

    @property
    def definition(self) -> SetDefinition:
        """The questions as they were when the request was begun."""
        if self._definition is None:
            self._definition = self.request.question_set_version.as_definition()
        return self._definition

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer, by question id."""
        return {question: _as_stored(kept) for question, kept in self.request.answers.items()}

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep what is current, each change on its own, in one transaction.

        Raises Denied where an organisation has it in hand, and for a question that is not in it.
        """
        asked = {question.id for question in self.definition.questions()}
        if any(change.question_id not in asked for change in changes):
            raise Denied(NOT_ASKED)
        with transaction.atomic():
            held = hold(self.request, at=self.at)
            check_can_write(self.user, held)
            saved = [self._keep(held.answers, change) for change in changes]
            if any(result.written for result in saved):
                held.save(update_fields=["answers"])
        self.request.answers = held.answers
        return saved

    def _keep(self, kept: dict[str, Any], change: AnswerChange) -> Saved:
        standing = _as_stored(kept.get(change.question_id, {}))
        if nothing_changes(change.value, standing.value):
            return Saved(change.question_id, standing)
        if change.seen != standing.number:
            return Saved(change.question_id, standing, conflict=True)
        value = None if is_empty(change.value) else change.value
        kept[change.question_id] = {
            "value": value,
            "number": standing.number + 1,
            "saved_at": self.at.isoformat(),
        }
        return Saved(change.question_id, _as_stored(kept[change.question_id]), written=True)

    def marks(self) -> Mapping[str, str]:
        """What was said about steps."""
        found: dict[str, str] = self.request.marks
        return found

    def mark(self, step_id: str, state: str) -> None:
        """Say that a step is done, left out, or open again. Raises Denied."""
        with transaction.atomic():
            held = hold(self.request, at=self.at)
            check_can_write(self.user, held)
            held.marks.pop(step_id, None)
            if state != "open":
                held.marks[step_id] = state
            held.save(update_fields=["marks"])
        self.request.marks = held.marks

    def visited(self, step_slug: str) -> None:
        """Remember where to go on."""
        if self.request.last_step != step_slug:
            self.request.last_step = step_slug
            HelpRequest.objects.filter(pk=self.request.pk).update(last_step=step_slug)

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        """Nothing earlier is kept here."""
        return {}

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> NoReturn:
        """There are no files here."""
        raise Denied(NO_FILES)


def _as_stored(kept: Mapping[str, Any]) -> StoredAnswer:
    saved_at = parse_datetime(kept["saved_at"]) if kept.get("saved_at") else None
    return StoredAnswer(kept.get("value"), kept.get("number", 0), "", saved_at)
