"""Answers of somebody without an account: kept in their session on the server, and nowhere else."""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from content.questions.definitions import SetDefinition
from content.wizards.stores import AnswerChange, Saved, StoredAnswer, nothing_changes
from portal.access.decisions import Denied
from portal.files.policies import Refused

# About a hundred pages of writing: what somebody without an account may keep on the server.
MOST = 400_000
NO_ROOM = (
    "There is no more room to keep words without an account, so your last words are not saved yet. "
    "Make them shorter, or keep your plan with an account first."
)


class SessionAnswerStore:
    """Implements AnswerStore over one key of a session: one person's browser, in as many windows as they like."""

    accepts_files = False

    def __init__(self, session: SessionBase, definition: SetDefinition, *, key: str) -> None:
        self.session = session
        self.definition = definition
        self.key = key

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer, by question id."""
        return {q: StoredAnswer(a["value"], a["number"]) for q, a in self._read()["answers"].items()}

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep what is current. Raises Refused, and changes nothing, when there would be too much to keep here."""
        saved = []
        with self._changing() as kept:
            for change in changes:
                standing = kept["answers"].get(change.question_id, {"value": None, "number": 0})
                is_new = not nothing_changes(change.value, standing["value"])
                conflict = is_new and change.seen != standing["number"]
                if is_new and not conflict:
                    standing = {"value": change.value, "number": standing["number"] + 1}
                    kept["answers"][change.question_id] = standing
                answer = StoredAnswer(standing["value"], standing["number"])
                saved.append(Saved(change.question_id, answer, conflict))
            if len(json.dumps(kept["answers"])) > MOST:
                raise Refused(NO_ROOM)
        return saved

    def marks(self) -> Mapping[str, str]:
        """What was said about steps."""
        found: dict[str, str] = self._read()["marks"]
        return found

    def mark(self, step_id: str, state: str) -> None:
        """Say that a step is done, left out, or open again."""
        with self._changing() as kept:
            if state == "open":
                kept["marks"].pop(step_id, None)
            else:
                kept["marks"][step_id] = state

    def visited(self, step_slug: str) -> None:
        """Remember where to go on, once there is something to go on with."""
        if self._read()["answers"] and self._read().get("last_step") != step_slug:
            with self._changing() as kept:
                kept["last_step"] = step_slug

    def last_step(self) -> str:
        """Where to go on."""
        return str(self._read().get("last_step", ""))

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        """Nothing earlier is kept here."""
        return {}

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> NoReturn:
        """A file needs an account first."""
        raise Denied("You can add a photo or a file once you have kept your plan.")

    def clear(self) -> None:
        """Forget everything."""
        self.session.pop(self.key, None)

    def _read(self) -> Mapping[str, Any]:
        """What is there, without beginning a session for somebody who only looks."""
        return {"answers": {}, "marks": {}, **self.session.get(self.key, {})}

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        """What is kept, to be changed, and put back when nothing was raised.

        A session is written as a whole, so that of two windows which save at the same moment the later would
        undo the earlier: its row is locked, and what the other one kept is read anew.
        """
        with transaction.atomic():
            row = self._locked_row()
            current = self.session.decode(row.session_data) if row else self.session
            kept = {"answers": {}, "marks": {}, **copy.deepcopy(current.get(self.key, {}))}
            yield kept
            self.session[self.key] = kept
            if row:
                self.session.save()
                # It is written. To write it again with the answer would undo what came between.
                self.session.modified = False

    def _locked_row(self) -> Any:
        model = getattr(self.session, "model", None)
        if model is None or not self.session.session_key:
            return None
        return model.objects.select_for_update().filter(session_key=self.session.session_key).first()
