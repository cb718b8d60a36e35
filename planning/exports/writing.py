"""A document as paper: what one reader may see of it, as a `Paper`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from content.questions.conditions import asked
from content.questions.definitions import QuestionDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.files import files_in
from content.wizards.stores import StoredAnswer
from planning.documents.models import DocumentFile
from planning.documents.reading import Reading
from planning.documents.views.reading import files_url, words_label
from planning.exports.paper import Attached, Block, Heading, Items, Missing, Paper, Picture, Table, Text, Words

_Inside = Text | Items | Table | Picture | Attached
NOT_DESCRIBED = "Photo without a description"
NOTHING_YET = "Nothing is written here yet."
# What a file is called on paper, by the first half of its type or by all of it.
SORTS = {
    "application/pdf": "PDF",
    "application/msword": "Word file",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word file",
    "audio": "recording",
}


def paper_of(reading: Reading, *, about: Sequence[str] = (), on_picture: Callable[[], None] | None = None) -> Paper:
    """A document as its reader may see it. Questions without an answer are left out, whatever the reason.

    about: the lines below its title; on_picture: is called for each picture that is drawn, to say how far it is.
    At most one query beyond those of the reading itself.
    """
    answers = reading.answers()
    definition = asked(reading.definition, {key: answer.value for key, answer in answers.items()})
    writer = _Writer(reading, kept_files(reading), on_picture)
    blocks: list[Block] = []
    for step in definition.steps:
        given = [q for q in step.questions if q.id in answers and answers[q.id].value is not None]
        if given:
            blocks.append(Heading(2, step.title))
        for question in given:
            blocks += [Heading(3, question.label), writer.words(question, answers[question.id])]
    return Paper(definition.title, blocks or [Missing(NOTHING_YET)], about=tuple(about))


def kept_files(reading: Reading) -> dict[str, DocumentFile]:
    """The files that the answers of a reading hold, by their uuid."""
    held = {str(file["file"]) for answer in reading.answers().values() for file in files_in(answer.value)}
    found = DocumentFile.objects.filter(document=reading.document, uuid__in=held) if held else ()
    return {str(file.uuid): file for file in found}


def typist(reading: Reading, answer: StoredAnswer) -> str:
    """The name of whoever typed an answer: on paper there is no "you"."""
    return answer.typed_by or reading.user.known_as


@dataclass(frozen=True)
class _Writer:
    """Puts answers on paper."""

    reading: Reading
    files: Mapping[str, DocumentFile]
    on_picture: Callable[[], None] | None

    def words(self, question: QuestionDefinition, answer: StoredAnswer) -> Words:
        typed_by = typist(self.reading, answer)
        note = f"Typed in by {typed_by}" if typed_by != self.reading.document.owner.known_as else ""
        return Words(words_label(self.reading), self._answer(question, answer.value), note)

    def _answer(self, question: QuestionDefinition, value: Any) -> list[_Inside]:
        shown = kind_of(question).show(question, value)
        if shown.form == "items":
            return [Items([str(item) for item in shown.items])]
        if shown.form == "table":
            return [Table(question.label, shown.head, shown.rows)]
        files = [block for file in shown.files for block in self._file(file)]
        return [*files, Text(shown.text)] if shown.text or not files else files

    def _file(self, value: Mapping[str, Any]) -> list[_Inside]:
        caption = str(value.get("caption") or "")
        kept = self.files.get(str(value.get("file")))
        if kept is None:
            return [Text(caption)] if caption else []
        if kept.content_type.startswith("image/"):
            url = f"{files_url(self.reading.document, self.reading.version_number)}{kept.uuid}/"
            return [Picture(caption or NOT_DESCRIBED, partial(self._content, kept), caption, url)]
        what = SORTS.get(kept.content_type) or SORTS.get(kept.content_type.split("/")[0], "file")
        return [Attached(kept.name, what), *([Text(caption)] if caption else [])]

    def _content(self, file: DocumentFile) -> bytes:
        if self.on_picture:
            self.on_picture()
        with file.blob.open("rb") as content:
            return bytes(content.read())
