"""A file that was kept as data, read back: strictly, and with a sentence for whatever is not right about it."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import KINDS
from content.questions.kinds.base import one_line, tidy
from planning.documents.enums import Audience, StepState
from planning.exports.data import DOCUMENT, FILES, SCHEMA
from planning.exports.shapes import Misshapen, shaped
from portal.files.policies import MOST_BYTES, Refused

# A plan with forty photos has room, and nobody's memory runs full.
LARGEST = 200 * 1024 * 1024
LARGEST_DOCUMENT = 8 * 1024 * 1024
MOST_STEPS, MOST_QUESTIONS, MOST_FILES = 300, 2_000, 500
LONGEST_TITLE, LONGEST_LABEL = 120, 500

TOO_LARGE = "This file is too large to bring in. It may have up to 200 MB."
NOT_OURS = "This is not a document that was kept from here as data. Choose the file that ends in “.zip”."
DAMAGED = "This file is damaged. Keep a new copy where it came from, and choose that."
NEWER = "This file comes from a newer In My Words than this one, so we cannot read it here."
ODD = "Something in this file is not as we write it: {where}. It may have been changed by hand."


@dataclass(frozen=True)
class IncomingQuestion:
    """A question with its answer, in the shape of its kind; in_words: the same as plain text."""

    id: str
    definition: QuestionDefinition
    value: Any
    in_words: str
    audience: str


@dataclass(frozen=True)
class IncomingStep:
    """A step with its questions. mark: "done", "left_out" or ""."""

    id: str
    title: str
    own: bool
    mark: str
    questions: tuple[IncomingQuestion, ...]


@dataclass(frozen=True)
class Incoming:
    """A whole document. files: where in the packed file each lies, and what it is called, by its id."""

    title: str
    kind: str
    sha256: str
    steps: tuple[IncomingStep, ...]
    earlier: tuple[IncomingQuestion, ...]
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_incoming(packed: zipfile.ZipFile) -> Incoming:
    """What a packed file holds. Raises Refused with a sentence."""
    return parse(_read(packed, DOCUMENT, LARGEST_DOCUMENT, NOT_OURS))


def open_packed(upload: IO[bytes], size: int) -> zipfile.ZipFile:
    """The packed file, looked at from the outside. Raises Refused."""
    if size > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        packed = zipfile.ZipFile(upload)
        entries = packed.infolist()
    except Exception as broken:
        # A damaged folder fails in as many ways as there are packers.
        raise Refused(NOT_OURS) from broken
    if DOCUMENT not in {entry.filename for entry in entries} or len(entries) > MOST_FILES:
        raise Refused(NOT_OURS)
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise Refused(TOO_LARGE)
    return packed


def read_file(packed: zipfile.ZipFile, path: str) -> bytes:
    """One of its files. Raises Refused."""
    return _read(packed, path, MOST_BYTES, DAMAGED)


def _read(packed: zipfile.ZipFile, path: str, most: int, reason: str) -> bytes:
    """Never more than `most`, whatever the file says of itself."""
    try:
        with packed.open(path) as content:
            found = content.read(most + 1)
    except Exception as broken:
        raise Refused(DAMAGED) from broken
    if len(found) > most:
        raise Refused(reason)
    return found


def parse(content: bytes) -> Incoming:
    """The document of a packed file. Raises Refused."""
    try:
        data = json.loads(content.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise Refused(NOT_OURS) from broken
    if not isinstance(data, dict) or not str(data.get("schema", "")).startswith("in-my-words/document/"):
        raise Refused(NOT_OURS)
    if data["schema"] != SCHEMA:
        raise Refused(NEWER)
    return _Parser().document(data)


def _no_number(name: str) -> Any:
    raise ValueError(name)


class _Parser:
    """Goes through a document from the top, and knows where it is when something is odd."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.questions = 0

    def document(self, data: Mapping[str, Any]) -> Incoming:
        steps = self._several(data, "steps", MOST_STEPS)
        asked = data.get("questions")
        return Incoming(
            title=self._line(data, "title", LONGEST_TITLE) or "My document",
            kind=self._line(data, "kind", 80),
            sha256=self._line(asked if isinstance(asked, Mapping) else {}, "sha256", 64),
            steps=tuple(self._step(step) for step in steps),
            earlier=tuple(self._question(q, "") for q in self._several(data, "earlier_answers", MOST_QUESTIONS)),
            files=dict(self._file(file) for file in self._several(data, "files", MOST_FILES) if file.get("path")),
        )

    def _step(self, data: Mapping[str, Any]) -> IncomingStep:
        title = self._line(data, "title", LONGEST_LABEL)
        mark = data.get("mark") or ""
        if mark not in ("", StepState.DONE, StepState.LEFT_OUT):
            raise _odd("a mark of", title)
        questions = self._several(data, "questions", MOST_QUESTIONS)
        return IncomingStep(
            id=self._id(data, title),
            title=title,
            own=data.get("own") is True,
            mark=str(mark),
            questions=tuple(self._question(question, title) for question in questions),
        )

    def _question(self, data: Mapping[str, Any], step: str) -> IncomingQuestion:
        self.questions += 1
        label = self._line(data, "label", LONGEST_LABEL)
        audience = data.get("audience", Audience.EVERYONE)
        if audience not in Audience.values or self.questions > MOST_QUESTIONS:
            raise _odd("who may see", label or step)
        answer = data.get("answer")
        if answer is not None and not isinstance(answer, Mapping):
            raise _odd("the answer to", label)
        kind = self._line(data, "kind", 80)
        known = kind if kind in KINDS else "long_text"
        value = (answer or {}).get("value")
        if known != kind and answer:
            # A kind of question that is not known here: its words are.
            value = answer.get("in_words")
        definition = QuestionDefinition(
            id=self._id(data, label),
            kind=known,
            label=label,
            options=self._choices(data),
            own=bool(data.get("own")),
        )
        try:
            found = shaped(definition, value)
        except Misshapen as odd:
            raise _odd("the answer to", label) from odd
        words = KINDS[definition.kind].show(definition, found).plain if found is not None else ""
        return IncomingQuestion(definition.id, definition, found, words, str(audience))

    def _choices(self, data: Mapping[str, Any]) -> dict[str, Any]:
        choices = [
            {"key": self._line(choice, "key", 200), "label": self._line(choice, "label", LONGEST_LABEL)}
            for choice in self._several(data, "choices", 200)
        ]
        return {"choices": choices} if choices else {}

    def _file(self, data: Mapping[str, Any]) -> tuple[str, tuple[str, str]]:
        path, name = self._line(data, "path", 200), self._line(data, "name", 200)
        if not path.startswith(FILES):
            raise _odd("the file", name)
        return self._uuid(data.get("id"), name), (path, name)

    def _id(self, data: Mapping[str, Any], label: str) -> str:
        """An id that nothing before it has."""
        found = self._uuid(data.get("id"), label)
        if found in self.ids:
            raise _odd("two parts with one id at", label)
        self.ids.add(found)
        return found

    def _uuid(self, value: Any, label: str) -> str:
        try:
            return str(UUID(str(value)))
        except ValueError as odd:
            raise _odd("the id of", label) from odd

    def _several(self, data: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
        found = data.get(name, [])
        if not isinstance(found, list) or len(found) > most or not all(isinstance(each, Mapping) for each in found):
            raise _odd("the list of", name)
        return found

    def _line(self, data: Mapping[str, Any], name: str, longest: int) -> str:
        found = data.get(name, "")
        if not isinstance(found, str):
            raise _odd("the text called", name)
        return one_line(found)[:longest].strip()


def _odd(what: str, label: str) -> Refused:
    return Refused(ODD.format(where=f"{what} “{tidy(label)[:60]}”"))
