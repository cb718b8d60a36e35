"""Making a document of one's own out of a file that was kept as data."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from content.questions.definitions import QuestionDefinition, SetDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.files import FileKind
from content.questions.models import QuestionSetVersion
from content.questions.queries import latest_version
from content.wizards.stores import AnswerChange
from planning.documents.composition import MORE_STEP, published_definition
from planning.documents.enums import Audience
from planning.documents.models import Document, OwnHeading, OwnQuestion
from planning.documents.policies import check_can_create
from planning.documents.services import create_document, set_audiences
from planning.documents.store import DocumentAnswerStore
from planning.exports.incoming import Incoming, IncomingQuestion, read_file, read_incoming
from portal.accounts.models import User
from portal.audit import services as audit
from portal.files.policies import Refused

# Where a document goes whose kind is not known here: a blank page with headings of one's own.
ANY_KIND = "my_own_way"
TEXTS = {"short_text", "long_text"}
LONGEST_OWN_LABEL, LONGEST_OWN_TITLE = 200, 120


@dataclass
class BroughtIn:
    """The document that was made, and what could not come along, as sentences."""

    document: Document
    left_behind: list[str] = field(default_factory=list)


def bring_in(*, packed: zipfile.ZipFile, by: User, at: datetime, key: UUID | None = None) -> BroughtIn:
    """Make an equal document of `by`, private to them, and record it.

    Questions keep their ids. Those that this portal does not ask become the person's own, with their answers in
    words. What others said, and who typed what, stays behind: a file is no witness to that. Every file in it is
    checked and cleaned as if it had just been uploaded.
    key: the form that asked; sent twice, it gives the document of the first time.
    Raises Refused for a file that is not ours, Denied for accounts that help others as a job.
    """
    check_can_create(by)
    incoming = read_incoming(packed)
    with transaction.atomic():
        # Two taps on one button come one after the other.
        by.hold()
        before: Document | None = Document.objects.owned_by(by).filter(kept_from=key).first() if key else None
        if before:
            return BroughtIn(before)
        version = _version(incoming)
        document = create_document(kind=ANY_KIND, version=version, title=incoming.title, by=by, at=at, kept_from=key)
        mover = _Mover(document, incoming, packed, at)
        try:
            mover.move_in()
        except BaseException:
            mover.clear_up()
            raise
        audit.record("document brought in", by=by, person=by, about=document, at=at)
    return BroughtIn(document, mover.left_behind)


def _version(incoming: Incoming) -> QuestionSetVersion | None:
    """The very questions that it was written to, where they were published here; else the newest of its kind."""
    same = QuestionSetVersion.objects.filter(question_set__kind=incoming.kind, sha256=incoming.sha256)
    return same.order_by("-number").first() or latest_version(incoming.kind)


class _Mover:
    """Moves what came into a new document."""

    def __init__(self, document: Document, incoming: Incoming, packed: zipfile.ZipFile, at: datetime) -> None:
        self.document, self.incoming, self.packed, self.at = document, incoming, packed, at
        self.owner: User = document.owner
        self.published: SetDefinition = published_definition(document.question_set_version)
        self.asked = {question.id: question for question in self.published.questions()}
        self.left_behind: list[str] = []
        self.ids: dict[str, str] = {}
        # What is said of each file, by question and file; None where it could not be kept.
        self._kept: dict[tuple[str, str], Mapping[str, Any] | None] = {}

    def move_in(self) -> None:
        """Headings and questions first, then the answers, then who may see them."""
        self._place_own_parts()
        earlier = [q for q in self.incoming.earlier if not self._is_asked(q)]
        for question in earlier:
            self._own_question(question, MORE_STEP, 0)
        store = DocumentAnswerStore(self.document, self.owner, self.at)
        there = {question.id: question for question in store.definition.questions()}
        values = [(q, there[self.ids.get(q.id, q.id)]) for q in self._all() if self.ids.get(q.id, q.id) in there]
        changes = [AnswerChange(to.id, self._value(store, q, to), 0) for q, to in values if q.value is not None]
        store.save(changes)
        for step in self.incoming.steps:
            if step.mark and any(step.id == known.id for known in store.definition.steps):
                store.mark(step.id, step.mark)
        chosen = {to.id: q.audience for q, to in values if q.audience != Audience.EVERYONE}
        set_audiences(document=self.document, chosen=chosen, by=self.owner, at=self.at)
        ids = [self.ids.get(question.id, question.id) for question in earlier]
        self.document.own_questions.filter(question_id__in=ids).update(removed_at=self.at)

    def clear_up(self) -> None:
        """What lies in storage does not go with a transaction that failed."""
        for file in self.document.files.all():
            file.blob.storage.delete(str(file.blob.name))

    def _all(self) -> Iterator[IncomingQuestion]:
        for step in self.incoming.steps:
            yield from step.questions
        yield from self.incoming.earlier

    def _is_asked(self, question: IncomingQuestion) -> bool:
        """Whether it is one of the published questions, and of the same kind still."""
        known = self.asked.get(question.id)
        return known is not None and known.kind == question.definition.kind

    def _place_own_parts(self) -> None:
        published = {step.id for step in self.published.steps}
        after: str | None = None
        for position, step in enumerate(self.incoming.steps):
            own = [q for q in step.questions if not self._is_asked(q) and (q.definition.own or q.value is not None)]
            if step.id in published:
                after = step.id
            elif (step.own or own) and step.id != MORE_STEP:
                OwnHeading.objects.create(
                    document=self.document,
                    step_id=step.id,
                    title=step.title[:LONGEST_OWN_TITLE] or "Untitled",
                    after_step_id=after,
                    position=position,
                )
            for number, question in enumerate(own):
                self._own_question(question, step.id, number)

    def _own_question(self, question: IncomingQuestion, step_id: str, position: int) -> None:
        if question.id in self.asked:
            # It is asked here as something else; the person's own stands beside it.
            self.ids[question.id] = str(uuid4())
        OwnQuestion.objects.create(
            document=self.document,
            question_id=self.ids.get(question.id, question.id),
            step_id=step_id,
            label=question.definition.label[:LONGEST_OWN_LABEL] or "Untitled",
            position=position,
        )

    def _value(self, store: DocumentAnswerStore, question: IncomingQuestion, to: QuestionDefinition) -> Any:
        if to.own:
            return question.value if question.definition.kind in TEXTS else question.in_words
        if not isinstance(kind_of(to), FileKind):
            return question.value
        if isinstance(question.value, list):
            entries = [self._with_file(store, to, entry) for entry in question.value]
            return [entry for entry in entries if entry.get("file")]
        return self._with_file(store, to, question.value)

    def _with_file(
        self, store: DocumentAnswerStore, question: QuestionDefinition, entry: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What an answer says of a file, with the file as it is kept here; without it where it cannot be kept."""
        words = {key: value for key, value in entry.items() if key != "file"}
        if "file" not in entry:
            return words
        # However often it is named, it is unpacked and drawn anew once.
        place = (question.id, entry["file"])
        if place not in self._kept:
            self._kept[place] = self._keep(store, question, entry["file"])
        kept = self._kept[place]
        return {**kept, **words} if kept else words

    def _keep(self, store: DocumentAnswerStore, question: QuestionDefinition, file: str) -> Mapping[str, Any] | None:
        path, name = self.incoming.files.get(file, ("", ""))
        try:
            if not path:
                raise Refused("It is not in the file that you chose.")
            # A name that is only a place ("..") is none.
            upload = SimpleUploadedFile(name.strip("./ ") or "file", read_file(self.packed, path))
            return store.keep_file(question.id, upload)
        except Refused as told:
            self.left_behind.append(f"“{name or 'A file'}” could not come along. {told.reason}")
            return None
