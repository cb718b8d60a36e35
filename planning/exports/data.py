"""A document as data, for another computer: everything in it that its reader may see.

The form is described in docs/export.md and in docs/export.schema.json. Whoever changes it gives it a new number.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO, Any

from content.questions.definitions import QuestionDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.questions.models import QuestionSetVersion
from content.wizards.stores import StoredAnswer
from planning.comments.models import Comment, Suggestion
from planning.documents.composition import earlier_questions
from planning.documents.enums import Audience
from planning.documents.models import DocumentFile, Version
from planning.documents.reading import Reading
from planning.exports.enums import Parts
from planning.exports.paper import BRITISH_ENGLISH
from planning.exports.parts import WithoutPrivateParts
from planning.exports.writing import kept_files, typist
from portal.accounts.models import User

SCHEMA = "in-my-words/document/1"
DOCUMENT, FILES = "document.json", "files/"
A_PIECE = 256 * 1024
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/x-wav": ".wav",
    "audio/ogg": ".ogg",
    "audio/aac": ".aac",
    "audio/webm": ".weba",
}


def write_data(reading: Reading, out: IO[bytes], *, parts: str, version: Version | None = None) -> None:
    """Pack a document with its files: document.json, and files/ beside it. Files pass through in pieces.

    parts: what the owner chose; for others it says nothing.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        files = [_pack(packed, file) for _, file in sorted(kept_files(reading).items())]
        data = as_data(reading, parts=parts, version=version, files=files)
        packed.writestr(DOCUMENT, json.dumps(data, ensure_ascii=False, indent=1))


def as_data(
    reading: Reading, *, parts: str, version: Version | None = None, files: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The document as JSON. files: what `write_data` packed beside it."""
    asked_of = _questions_of(version) if version else reading.document.question_set_version
    marks = reading.marks()
    return {
        "schema": SCHEMA,
        "exported_at": reading.at.isoformat(),
        "title": reading.definition.title,
        "language": BRITISH_ENGLISH,
        "owner": reading.document.owner.known_as,
        "kind": reading.definition.kind,
        "questions": {"number": asked_of.number, "sha256": asked_of.sha256},
        "version": _version(version, reading),
        "parts": parts if reading.owner_reads else "as_shared",
        "steps": [_step(reading, step, marks.get(step.id)) for step in reading.definition.steps],
        "earlier_answers": _earlier(reading) if parts == Parts.ALL else [],
        "files": list(files),
        **_said(reading, parts),
    }


def _questions_of(version: Version) -> QuestionSetVersion:
    """The questions as they were then: the document may have moved on to newer ones."""
    return QuestionSetVersion.objects.get(pk=version.snapshot["questions_version"])


def _version(version: Version | None, reading: Reading) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "number": version.number,
        # What it is called is its owner's note to themselves.
        "name": version.name if reading.owner_reads else "",
        "why": str(version.why),
        "kept_at": version.kept_at.isoformat(),
    }


def _step(reading: Reading, step: StepDefinition, mark: str | None) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "own": step.own,
        "mark": mark,
        "questions": [_question(reading, question) for question in step.questions],
    }


def _question(reading: Reading, question: QuestionDefinition) -> dict[str, Any]:
    asked = {"id": question.id, "kind": question.kind, "label": question.label, "own": question.own}
    choices = question.options.get("choices")
    if choices:
        asked["choices"] = [{"key": choice["key"], "label": choice["label"]} for choice in choices]
    asked["answer"] = _answer(reading, question, reading.answers().get(question.id))
    if reading.owner_reads:
        asked["audience"] = reading.audiences().get(question.id, Audience.EVERYONE)
    return asked


def _answer(reading: Reading, question: QuestionDefinition, answer: StoredAnswer | None) -> dict[str, Any] | None:
    if answer is None or answer.value is None:
        return None
    return {
        "value": answer.value,
        "in_words": in_words(question, answer.value),
        "typed_by": typist(reading, answer),
        "saved_at": answer.saved_at.isoformat() if answer.saved_at else None,
    }


def in_words(question: QuestionDefinition, value: Any) -> str:
    """An answer as plain text, for who does not know its shape."""
    return kind_of(question).show(question, value).plain


def _earlier(reading: Reading) -> list[dict[str, Any]]:
    """For the owner: answers to questions that are not asked any more."""
    if not reading.owner_reads or reading.version_number is not None:
        return []
    asked = {question.id for question in reading.definition.questions()}
    left = [q for q, answer in reading.answers().items() if answer.value is not None and q not in asked]
    return [_question(reading, question) for question in earlier_questions(reading.document, left).values()]


def _pack(packed: zipfile.ZipFile, file: DocumentFile) -> dict[str, Any]:
    """Put one file beside the document, and say what it is."""
    ending = ENDINGS.get(file.content_type, "")
    path, sum_of = f"{FILES}{file.uuid}{ending}", hashlib.sha256()
    about = {
        "id": str(file.uuid),
        "question": str(file.question_id),
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
    }
    try:
        content = file.blob.open("rb")
    except FileNotFoundError:
        return {**about, "path": None, "sha256": None}
    # Photos and recordings are small already.
    entry = zipfile.ZipInfo(path)
    with content, packed.open(entry, "w") as place:
        while piece := content.read(A_PIECE):
            sum_of.update(piece)
            place.write(piece)
    return {**about, "path": path, "sha256": sum_of.hexdigest()}


def _said(reading: Reading, parts: str) -> dict[str, Any]:
    """What others said beside it, as far as this reader reads it.

    Who takes along what everyone may see takes no conversation that is not open to everyone.
    """
    if reading.version_number is not None:
        return {"comments": [], "suggestions": []}
    asked = {question.id for question in reading.definition.questions()} | set(reading.answers())
    document, user, at = reading.document, reading.user, reading.at
    comments = Comment.objects.read_by(user, document, at=at).select_related("author")
    offers = Suggestion.objects.read_by(user, document, at=at).select_related("author")
    rows = [comment for comment in comments if str(comment.question_id) in asked]
    if reading.owner_reads and parts != Parts.ALL:
        opened = {comment.pk for comment in rows if comment.parent_id is None and comment.opened_at}
        kept_back = reading.kept_back if isinstance(reading, WithoutPrivateParts) else ()
        rows = [c for c in rows if (c.parent_id or c.pk) in opened and str(c.question_id) not in kept_back]
        offers = offers.none()
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        answers.setdefault(row.parent_id or 0, []).append(row)
    return {
        "comments": [_conversation(first, answers.get(first.pk, [])) for first in answers.get(0, [])],
        "suggestions": [_suggestion(offer) for offer in offers if str(offer.question_id) in asked],
    }


def _conversation(first: Comment, answers: Iterable[Comment]) -> dict[str, Any]:
    return {
        "id": str(first.uuid),
        "question": str(first.question_id),
        "entry": str(first.entry_id) if first.entry_id else None,
        **_words(first.author, first.text, first.created_at),
        "open_to_others": first.opened_at is not None,
        "done": first.done_at is not None,
        "answers": [_words(answer.author, answer.text, answer.created_at) for answer in answers],
    }


def _words(author: User, text: str, at: Any) -> dict[str, Any]:
    return {"author": author.known_as, "text": text, "at": at.isoformat()}


def _suggestion(offer: Suggestion) -> dict[str, Any]:
    return {
        "id": str(offer.uuid),
        "question": str(offer.question_id),
        "author": offer.author.known_as,
        "words": offer.words,
        "why": offer.why,
        "at": offer.created_at.isoformat(),
        "state": str(offer.state),
        "answer": offer.answer,
    }
