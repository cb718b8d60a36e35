"""Answers of somebody without an account: kept in their session on the server, and nowhere else."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile

from content.questions.definitions import SetDefinition
from content.wizards.stores import AnswerChange, Saved, StoredAnswer
from portal.access.decisions import Denied


class SessionAnswerStore:
    """Implements AnswerStore over one key of a session. Whoever saves last wins: it is one person's browser."""

    accepts_files = False

    def __init__(self, session: SessionBase, definition: SetDefinition, *, key: str) -> None:
        self.session = session
        self.definition = definition
        self.key = key

    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.session.setdefault(self.key, {})
        for part in ("answers", "marks"):
            kept.setdefault(part, {})
        return kept

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer, by question id."""
        return {q: StoredAnswer(a["value"], a["number"]) for q, a in self._read()["answers"].items()}

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep every change."""
        kept, saved = self._kept(), []
        for change in changes:
            standing = kept["answers"].get(change.question_id, {"value": None, "number": 0})
            if standing["value"] != change.value:
                standing = {"value": change.value, "number": standing["number"] + 1}
                kept["answers"][change.question_id] = standing
                self.session.modified = True
            saved.append(Saved(change.question_id, StoredAnswer(standing["value"], standing["number"])))
        return saved

    def marks(self) -> Mapping[str, str]:
        """What was said about steps."""
        found: dict[str, str] = self._read()["marks"]
        return found

    def mark(self, step_id: str, state: str) -> None:
        """Say that a step is done, left out, or open again."""
        marks = self._kept()["marks"]
        if state == "open":
            marks.pop(step_id, None)
        else:
            marks[step_id] = state
        self.session.modified = True

    def visited(self, step_slug: str) -> None:
        """Remember where to go on, once there is something to go on with."""
        if self._read()["answers"] and self._read().get("last_step") != step_slug:
            self._kept()["last_step"] = step_slug
            self.session.modified = True

    def last_step(self) -> str:
        """Where to go on."""
        return str(self._read().get("last_step", ""))

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> NoReturn:
        """A file needs an account first."""
        raise Denied("You can add a photo or a file once you have kept your plan.")

    def clear(self) -> None:
        """Forget everything."""
        self.session.pop(self.key, None)

    def _read(self) -> Mapping[str, Any]:
        """What is there, without beginning a session for somebody who only looks."""
        return {"answers": {}, "marks": {}, **self.session.get(self.key, {})}
