"""An AnswerStore in memory with the rules of the real ones: numbers, conflicts, files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from content.questions.definitions import SetDefinition
from content.wizards.stores import AnswerChange, Saved, StoredAnswer
from portal.files.policies import Refused
from tests.factories.content import default_definition


@dataclass
class Plan:
    """What is kept of one plan, and every value that it ever had."""

    answers: dict[str, StoredAnswer] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    before: list[Any] = field(default_factory=list)
    definition: dict[str, Any] = field(default_factory=default_definition)
    files: int = 0


PLANS: defaultdict[str, Plan] = defaultdict(Plan)


class MemoryStore:
    """Implements AnswerStore over one of PLANS."""

    accepts_files = True

    def __init__(self, plan: str, writer: str) -> None:
        self.plan = PLANS[plan]
        self.writer = writer
        self.definition = SetDefinition.from_json(self.plan.definition)

    def answers(self) -> Mapping[str, StoredAnswer]:
        return {
            q: StoredAnswer(a.value, a.number, "" if a.typed_by == self.writer else a.typed_by, a.saved_at)
            for q, a in self.plan.answers.items()
        }

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        return [self._save(change) for change in changes]

    def _save(self, change: AnswerChange) -> Saved:
        standing = self.answers().get(change.question_id, StoredAnswer())
        if standing.value == change.value:
            return Saved(change.question_id, standing)
        if standing.number != change.seen:
            return Saved(change.question_id, standing, conflict=True)
        self.plan.before.append(standing.value)
        made = StoredAnswer(change.value, standing.number + 1, self.writer, timezone.now())
        self.plan.answers[change.question_id] = made
        return Saved(change.question_id, made)

    def marks(self) -> Mapping[str, str]:
        return self.plan.marks

    def mark(self, step_id: str, state: str) -> None:
        self.plan.marks[step_id] = state

    def visited(self, step_slug: str) -> None:
        """Nothing to remember."""

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        entries = [e for value in self.plan.before if isinstance(value, list) for e in value if isinstance(e, dict)]
        return {str(entry.get("id")): entry for entry in entries}

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> Mapping[str, Any]:
        if upload.name and upload.name.endswith(".exe"):
            raise Refused("This looks like a program.")
        self.plan.files += 1
        return {"file": f"file-{self.plan.files}", "name": upload.name, "content_type": "image/png"}
