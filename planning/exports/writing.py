"""A document as paper: what one reader may see of it, as a `Paper`."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from django.utils.timezone import localtime

from content.questions.conditions import asked
from content.questions.definitions import QuestionDefinition, SetDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.files import files_in
from content.wizards.stores import StoredAnswer
from planning.documents.models import Document, DocumentFile
from planning.documents.views.reading import OWN_WORDS, files_url
from planning.exports.paper import Attached, Block, Heading, Items, Missing, Paper, Picture, Table, Text, Words

NOTHING_YET = "Nothing is written here yet."
# What a file is called on paper, by the first half of its type or by all of it.
SORTS = {
    "application/pdf": "PDF",
    "application/msword": "Word file",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word file",
    "audio": "recording",
}


class Reading(Protocol):
    """A document as one reader may see it: the live draft (DocumentAnswerStore), or a version of it."""

    document: Document
    owner_reads: bool
    at: datetime

    @property
    def definition(self) -> SetDefinition:
        """Its questions."""
        ...

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer this reader may see, by question id."""
        ...

    def marks(self) -> Mapping[str, str]:
        """What was said about its steps."""
        ...


def paper_of(reading: Reading, *, reader: str = "", version: str = "") -> Paper:
    """A document as its reader may see it. Questions without an answer are left out, whatever the reason.

    reader: what the reader is known as, for "typed in by", where that is not the owner. version: which version it
    is ("Version 2"), "" for the draft. Two queries beyond those of the reading itself.
    """
    answers = reading.answers()
    definition = asked(reading.definition, {key: answer.value for key, answer in answers.items()})
    files = _files(reading.document, answers)
    blocks: list[Block] = []
    for step in definition.steps:
        given = [q for q in step.questions if q.id in answers and answers[q.id].value is not None]
        if given:
            blocks.append(Heading(2, step.title))
        for question in given:
            blocks.append(Heading(3, question.label))
            blocks.append(_words(reading, question, answers[question.id], files, reader))
    about = [f"By {reading.document.owner.known_as}", f"{version or 'Draft'}, {_day(reading.at)}"]
    return Paper(reading.document.title, blocks or [Missing(NOTHING_YET)], about=about)


def _words(
    reading: Reading,
    question: QuestionDefinition,
    answer: StoredAnswer,
    files: Mapping[str, DocumentFile],
    reader: str,
) -> Words:
    owner = reading.document.owner.known_as
    typed_by = answer.typed_by or ("" if reading.owner_reads else reader)
    note = f"Typed in by {typed_by}" if typed_by and typed_by != owner else ""
    label = OWN_WORDS if reading.owner_reads else f"{owner}’s words"
    return Words(label, _answer(reading, question, answer.value, files), note)


def _answer(
    reading: Reading, question: QuestionDefinition, value: Any, files: Mapping[str, DocumentFile]
) -> list[Text | Items | Table | Picture | Attached]:
    shown = kind_of(question).show(question, value)
    if shown.form == "items":
        return [Items([str(item) for item in shown.items])]
    if shown.form == "table":
        return [Table(question.label, shown.head, shown.rows)]
    if shown.form == "files":
        blocks = [block for file in shown.files for block in _file(reading, question, file, files)]
        return [*blocks, Text(shown.text)] if shown.text else blocks
    return [Text(shown.text)]


def _file(
    reading: Reading, question: QuestionDefinition, value: Mapping[str, Any], files: Mapping[str, DocumentFile]
) -> list[Text | Items | Table | Picture | Attached]:
    caption = str(value.get("caption") or "")
    kept = files.get(str(value.get("file")))
    if kept is None:
        return [Text(caption)] if caption else []
    if kept.content_type.startswith("image/"):
        url = f"{files_url(reading.document)}{kept.uuid}/"
        return [Picture(caption or question.label, partial(_content, kept), caption, url)]
    attached = Attached(kept.name, SORTS.get(kept.content_type) or SORTS.get(kept.content_type.split("/")[0], "file"))
    return [attached, Text(caption)] if caption else [attached]


def _content(file: DocumentFile) -> bytes:
    with file.blob.open("rb") as content:
        return bytes(content.read())


def _files(document: Document, answers: Mapping[str, StoredAnswer]) -> dict[str, DocumentFile]:
    """The files that these answers hold, by their uuid."""
    held = {str(file["file"]) for answer in answers.values() for file in files_in(answer.value)}
    found = DocumentFile.objects.filter(document=document, uuid__in=held) if held else ()
    return {str(file.uuid): file for file in found}


def _day(at: datetime) -> str:
    day = localtime(at)
    return f"{day.day} {day:%B %Y}"
