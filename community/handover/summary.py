"""What I need you to know: the person's own words, drafted from what they shared already, written in the wizard."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from community.handover.enums import PARTS
from community.handover.models import Handover, SummaryAnswer
from community.handover.queries import words_for_the_worker
from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.wizards.stores import AnswerChange, Saved, StoredAnswer, is_empty, nothing_changes
from portal.access.decisions import Denied

TITLE = "What I want you to know"
STEP = "words"
NO_FILES = "Photos and files are in your plan. Here there are only words."


@dataclass(frozen=True)
class Words:
    """One part of a summary as it is read."""

    heading: str
    words: str


def definition() -> SetDefinition:
    """The parts of a summary as questions of the wizard engine, all on one page."""
    questions = tuple(
        QuestionDefinition(id=part.id, kind="long_text", label=part.label, hint=part.hint) for part in PARTS
    )
    step = StepDefinition(id=STEP, slug=STEP, title=TITLE, questions=questions)
    return SetDefinition(title=TITLE, kind="handover_summary", steps=(step,))


def drafted(handover: Handover, *, at: datetime) -> dict[str, str]:
    """A first wording of each part, by its id: the person's latest words of an earlier summary, else what they wrote
    in their profile and plan for their social worker to see."""
    earlier = SummaryAnswer.objects.filter(handover__person=handover.person_id).exclude(handover=handover)
    found = {str(row.question_id): str(row.value or "") for row in earlier.order_by("saved_at", "pk")}
    shared = words_for_the_worker(handover.person, at=at)
    for part in PARTS:
        if part.id not in found:
            words = list(dict.fromkeys(shared[source] for source in part.sources if shared.get(source)))
            found[part.id] = "\n\n".join(words)
    return {part: words for part, words in found.items() if words}


def words_of(handover: Handover, *, at: datetime) -> list[Words]:
    """The summary as it stands for the person: every part that holds something."""
    answers = SummaryStore(handover, at).answers()
    given = ((part.label, str(answers[part.id].value or "").strip()) for part in PARTS if part.id in answers)
    return [Words(label, words) for label, words in given if words]


def digest_of(words: Iterable[Words]) -> str:
    """Tells one wording of the whole from another."""
    return hashlib.sha256(json.dumps([[each.heading, each.words] for each in words]).encode()).hexdigest()


class SummaryStore:
    """Implements content.wizards.stores.AnswerStore over the words of one summary, for the person whose they are.

    Until a part is saved it holds its draft, under the number 0: opening the page changes nothing.
    """

    accepts_files = False

    def __init__(self, handover: Handover, at: datetime) -> None:
        self.handover = handover
        self.at = at
        self._answers: dict[str, StoredAnswer] | None = None

    @property
    def definition(self) -> SetDefinition:
        """The parts."""
        return definition()

    def answers(self) -> Mapping[str, StoredAnswer]:
        """What the person saved, and the draft of what they have not."""
        if self._answers is None:
            self._answers = {key: StoredAnswer(words) for key, words in drafted(self.handover, at=self.at).items()}
            for row in self.handover.answers.all():
                self._answers[str(row.question_id)] = _as_stored(row)
        return self._answers

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep what is current, each change on its own, in one transaction."""
        with transaction.atomic():
            # One change of a summary at a time.
            Handover.objects.select_for_update(of=("self",)).get(pk=self.handover.pk)
            self._answers = None
            standing = dict(self.answers())
            parts = {part.id for part in PARTS}
            saved = [self._keep(standing, change) for change in changes if change.question_id in parts]
            self._answers = standing
        return saved

    def _keep(self, standing: dict[str, StoredAnswer], change: AnswerChange) -> Saved:
        now = standing.get(change.question_id, StoredAnswer())
        if nothing_changes(change.value, now.value):
            return Saved(change.question_id, now)
        if change.seen != now.number:
            return Saved(change.question_id, now, conflict=True)
        row, _ = SummaryAnswer.objects.update_or_create(
            handover=self.handover,
            question_id=UUID(change.question_id),
            defaults={
                "value": None if is_empty(change.value) else change.value,
                "number": now.number + 1,
                "saved_at": self.at,
            },
        )
        standing[change.question_id] = _as_stored(row)
        return Saved(change.question_id, standing[change.question_id], written=True)

    def marks(self) -> Mapping[str, str]:
        """Nothing here is marked as done: the person approves all of it, or does not."""
        return {}

    def mark(self, step_id: str, state: str) -> None:
        """Nothing here is marked as done."""

    def visited(self, step_slug: str) -> None:
        """There is one page."""

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        """There are no lists here."""
        return {}

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> NoReturn:
        """There are no files here."""
        raise Denied(NO_FILES)


def _as_stored(row: SummaryAnswer) -> StoredAnswer:
    return StoredAnswer(row.value, row.number, "", row.saved_at)
