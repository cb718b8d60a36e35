"""The answers of one document, as one reader may see and change them: what the wizard writes into."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from content.questions.definitions import SetDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.files import FileKind
from content.wizards.stores import AnswerChange, Saved, StoredAnswer, is_empty, nothing_changes
from planning.documents.composition import compose
from planning.documents.enums import StepState
from planning.documents.models import (
    Answer,
    AnswerBefore,
    AnswerBeside,
    Document,
    DocumentFile,
    Grant,
    StepMark,
)
from planning.documents.policies import check_can_edit
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.files.services import Taken, accept_upload


class DocumentAnswerStore:
    """Implements content.wizards.stores.AnswerStore over a Document.

    What is kept from this user is not in it: to them a hidden answer and a missing one are the same, and so
    are the questions whose answers those are. What they write there is kept beside the hidden answer.
    """

    accepts_files = True
    version_number: int | None = None

    def __init__(self, document: Document, user: User, at: datetime) -> None:
        self.document = document
        self.user = user
        self.at = at
        self.owner_reads = document.owner_id == user.pk
        self._answers: dict[str, StoredAnswer] | None = None
        self._audiences: dict[str, str] = {}
        self._names: dict[int, str] = {user.pk: ""}
        self._kept_back: frozenset[str] | None = None
        self._definition: SetDefinition | None = None
        self._marks: dict[str, str] | None = None

    @property
    def definition(self) -> SetDefinition:
        """The pinned questions with the owner's own in their places."""
        if self._definition is None:
            kept_back = None if self.owner_reads else self._questions_kept_back()
            self._definition = compose(self.document, kept_back=kept_back)
        return self._definition

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer this user may see, by question id."""
        if self._answers is None:
            self._answers = self._read()
        return self._answers

    def audiences(self) -> Mapping[str, str]:
        """For the owner: who may see each answer, where that was chosen. Empty for everybody else."""
        self.answers()
        return self._audiences

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep what is current, each change on its own, in one transaction.

        Raises Denied when this user may not write here (any more), or the question is not part of it.
        """
        with transaction.atomic():
            self.document.hold()
            check_can_edit(self.user, self.document, self.at)
            self._check_asked(changes)
            slots = self._slots([change.question_id for change in changes])
            rows = Rows()
            saved = [self._kept(slots, change, rows) for change in changes]
            rows.put_down()
            written = [result for result in saved if result.written]
            self._record_each(
                "answer changed", [{"question": r.question_id, "number": r.answer.number} for r in written]
            )
        # As it stood when this began, with what was just written: no need to read it all again.
        self._answers = {**self.answers(), **{result.question_id: result.answer for result in saved}}
        self._marks = None
        return saved

    def marks(self) -> Mapping[str, str]:
        """What was said about steps. For others, a step counts as done only where they see an answer in it:
        else "done" would tell of one that they do not see."""
        if self._marks is None:
            rows = self.document.step_marks.all()
            marks = {str(row.step_id): str(row.state) for row in rows if row.state != StepState.OPEN}
            if not self.owner_reads:
                answered = {q for q, answer in self.answers().items() if answer.value is not None}
                filled = {s.id for s in self.definition.steps if any(q.id in answered for q in s.questions)}
                marks = {s: state for s, state in marks.items() if state != StepState.DONE or s in filled}
            self._marks = marks
        return self._marks

    def mark(self, step_id: str, state: str) -> None:
        """Say that a step is "done", "left_out" or "open" again. Raises Denied."""
        check_can_edit(self.user, self.document, self.at)
        if state not in StepState.values or step_id not in {step.id for step in self.definition.steps}:
            raise Denied("That part is not in this document.")
        with transaction.atomic():
            StepMark.objects.update_or_create(document=self.document, step_id=step_id, defaults={"state": state})
            self._record("step marked", step=step_id, state=state)
        self._marks = None

    def visited(self, step_slug: str) -> None:
        """Remember where the owner goes on."""
        if self.owner_reads and self.document.last_step != step_slug:
            self.document.last_step = step_slug
            Document.objects.filter(pk=self.document.pk).update(last_step=step_slug)

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        """The entries of a list answer in earlier wordings, by id: what this user wrote beside an answer that is
        kept from them, else what the answer was."""
        if not self.owner_reads and question_id in self._questions_kept_back():
            beside = AnswerBeside.objects.read_by(self.user, self.document, at=self.at).filter(question_id=question_id)
            values = list(beside.values_list("value", flat=True))
        else:
            rows = AnswerBefore.objects.filter(answer__document=self.document, answer__question_id=question_id)
            values = list(rows.order_by("number").values_list("value", flat=True))
        lists = [value for value in values if isinstance(value, list)]
        return {str(entry.get("id")): entry for value in lists for entry in value if isinstance(entry, dict)}

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> Mapping[str, Any]:
        """Check and keep a file; what an answer says of it is returned and is not saved yet.

        What the same person sent here before, byte for byte, is the same file: a second tap adds nothing.
        Raises Refused when the file cannot be taken, Denied when this user may not write here.
        """
        check_can_edit(self.user, self.document, self.at)
        question = next((q for q in self.definition.questions() if q.id == question_id), None)
        kind = kind_of(question) if question else None
        if question is None or not isinstance(kind, FileKind):
            raise Denied("That question is not in this document.")
        taken = accept_upload(upload, accept=kind.accepted(question))
        kept = self._keep(question_id, taken)
        return {
            "file": str(kept.uuid),
            "name": kept.name,
            "content_type": kept.content_type,
            "size": kept.size,
            # So that a page keeps room for a picture that is still to come.
            **({"width": taken.width, "height": taken.height} if taken.width else {}),
        }

    # ------------------------------------------------------------------------------------------

    def _keep(self, question_id: str, taken: Taken) -> DocumentFile:
        sha256 = hashlib.sha256(taken.content).hexdigest()
        with transaction.atomic():
            # One at a time, so that the second of two taps finds what the first one sent.
            self.document.hold()
            same = self.document.files.filter(question_id=question_id, uploaded_by=self.user, sha256=sha256)
            if known := same.order_by("-pk").first():
                # As fresh as if it had just come: what nobody used so far is about to be used.
                same.update(uploaded_at=self.at)
                return known
            kept = DocumentFile(
                document=self.document,
                question_id=question_id,
                name=taken.name,
                content_type=taken.content_type,
                size=len(taken.content),
                sha256=sha256,
                uploaded_by=self.user,
                uploaded_at=self.at,
            )
            kept.blob.save(f"{kept.uuid}", taken.as_file(), save=False)
            kept.save()
            self._record("file added", file=str(kept.uuid), question=question_id)
        return kept

    def _read(self) -> dict[str, StoredAnswer]:
        visible = Answer.objects.read_by(self.user, self.document, at=self.at)
        rows = list(visible)
        if self.owner_reads:
            self._audiences = {str(row.question_id): row.audience for row in rows}
            return self._all_as_stored(rows)
        beside = AnswerBeside.objects.read_by(self.user, self.document, at=self.at).newest()
        return {**self._all_as_stored(beside), **self._all_as_stored(rows)}

    def _all_as_stored(self, rows: Iterable[Answer | AnswerBeside]) -> dict[str, StoredAnswer]:
        """By question id, without the rows that hold only a choice of audience."""
        written = [row for row in rows if row.number]
        self._learn_names(written)
        return {str(row.question_id): self._as_stored(row) for row in written}

    def _learn_names(self, rows: Iterable[Answer | AnswerBeside]) -> None:
        """What the typists are known as. Most answers are the reader's own, and need no look for a name."""
        unknown = {row.typed_by_id for row in rows} - set(self._names)
        if unknown:
            self._names |= dict(User.objects.filter(pk__in=unknown).values_list("pk", "known_as"))

    def _as_stored(self, row: Answer | AnswerBeside) -> StoredAnswer:
        settled = isinstance(row, AnswerBeside) and row.settled_at is not None
        return StoredAnswer(
            value=None if settled else row.value,
            number=row.number,
            typed_by=self._names[row.typed_by_id],
            saved_at=row.saved_at,
        )

    def _questions_kept_back(self) -> frozenset[str]:
        if self._kept_back is None:
            answers = Answer.objects.filter(document=self.document)
            visible = answers.visible_to(self.user, at=self.at).values("pk")
            hidden = set(answers.exclude(pk__in=visible).values_list("question_id", flat=True))
            for share in Grant.objects.for_user(self.user, at=self.at).filter(document=self.document):
                hidden.update(share.left_out)
            self._kept_back = frozenset(str(question) for question in hidden)
        return self._kept_back

    def _check_asked(self, changes: Iterable[AnswerChange]) -> None:
        asked = {question.id for question in self.definition.questions()}
        if any(change.question_id not in asked for change in changes):
            raise Denied("That question is not in this document.")

    def _slots(self, question_ids: Iterable[str]) -> dict[str, "_Slot"]:
        """Where each change goes: to the answer, or beside it where the answer is kept from this user."""
        wanted = [UUID(question_id) for question_id in question_ids]
        here = Answer.objects.filter(document=self.document, question_id__in=wanted)
        rows = {str(row.question_id): row for row in here}
        self._learn_names(rows.values())
        hidden: frozenset[str] = frozenset()
        beside: dict[str, AnswerBeside] = {}
        if not self.owner_reads:
            self._kept_back = None
            hidden = self._questions_kept_back()
            found = AnswerBeside.objects.filter(document=self.document, question_id__in=hidden)
            beside = {str(row.question_id): row for row in found.newest()}
            self._learn_names(beside.values())
        return {q: (beside.get(q), True) if q in hidden else (rows.get(q), False) for q in map(str, wanted)}

    def _kept(self, slots: dict[str, "_Slot"], change: AnswerChange, rows: "Rows") -> Saved:
        row, is_beside = slots[change.question_id]
        standing = self._as_stored(row) if row and row.number else StoredAnswer()
        if nothing_changes(change.value, standing.value):
            return Saved(change.question_id, standing)
        if change.seen != standing.number:
            return Saved(change.question_id, standing, conflict=True)
        value = None if is_empty(change.value) else _with_entry_ids(change.value)
        written = (AnswerBeside if is_beside else Answer)(
            document=self.document,
            question_id=UUID(change.question_id),
            number=row.number + 1 if row else 1,
            value=value,
            typed_by=self.user,
            saved_at=self.at,
        )
        rows.add(written, row)
        slots[change.question_id] = (written, is_beside)
        return Saved(change.question_id, self._as_stored(written), written=True)

    def _record(self, verb: str, **detail: Any) -> None:
        self._record_each(verb, [detail])

    def _record_each(self, verb: str, details: Sequence[Mapping[str, Any]]) -> None:
        audit.record_each(
            verb, by=self.user, person=self.document.owner, about=self.document, at=self.at, details=details
        )


_Slot = tuple[Answer | AnswerBeside | None, bool]


@dataclass
class Rows:
    """What a save writes: each kind of row goes down in one query, however many answers there are."""

    answers: dict[UUID, Answer] = field(default_factory=dict)
    before: list[AnswerBefore] = field(default_factory=list)
    beside: list[AnswerBeside] = field(default_factory=list)

    def add(self, written: Answer | AnswerBeside, row: Answer | AnswerBeside | None) -> None:
        """A new wording, and the row that it takes the place of."""
        if isinstance(written, AnswerBeside):
            self.beside.append(written)
            return
        if row and row.number:
            kept = {"number": row.number, "value": row.value, "saved_at": row.saved_at}
            self.before.append(AnswerBefore(answer=written, typed_by_id=row.typed_by_id, **kept))
        self.answers[written.question_id] = written

    def put_down(self) -> None:
        """A row that is there keeps its id and its audience. Call it once."""
        Answer.objects.bulk_create(
            self.answers.values(),
            update_conflicts=True,
            unique_fields=["document", "question_id"],
            update_fields=["value", "number", "typed_by", "saved_at"],
        )
        for before in self.before:
            # One question may have been changed twice; only its last row is in the database.
            before.answer = self.answers[before.answer.question_id]
        AnswerBefore.objects.bulk_create(self.before)
        AnswerBeside.objects.bulk_create(self.beside)


def _with_entry_ids(value: Any) -> Any:
    """Give every entry of a list an id of its own, and leave the ids that entries have."""
    if not isinstance(value, list):
        return value
    taken: set[str] = set()
    return [_with_id(entry, taken) if isinstance(entry, dict) else entry for entry in value]


def _with_id(entry: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    try:
        own = str(UUID(str(entry.get("id"))))
    except ValueError:
        own = str(uuid4())
    if own in taken:
        own = str(uuid4())
    taken.add(own)
    return {**entry, "id": own}
