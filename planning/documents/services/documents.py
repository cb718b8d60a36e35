"""Beginning a document, naming it, reading it, and moving on to newer questions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from content.questions.models import QuestionSetVersion
from content.questions.queries import latest_version
from content.wizards.stores import AnswerChange
from planning.documents.authorities import open_to_authorities
from planning.documents.composition import published_definition
from planning.documents.models import Document, DocumentFile
from planning.documents.policies import check_can_create, check_can_see, check_is_owner
from planning.documents.queries import file_opened_since, last_news, newer_version, opened_since
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.services import mark_read

# Longer away than this, and coming back is an opening of its own.
ONE_OPENING = timedelta(minutes=30)
NOT_READY = "We are still writing these questions. Please come back soon."


def create_document(
    *,
    kind: str,
    by: User,
    at: datetime,
    title: str = "",
    answers: Mapping[str, Any] | None = None,
    marks: Mapping[str, str] | None = None,
    kept_from: UUID | None = None,
    last_step: str = "",
    version: QuestionSetVersion | None = None,
) -> Document:
    """Begin a document with the latest published questions of a kind, private to `by`.

    version: other questions than the latest, for a document that began with them elsewhere.
    answers: what is in it from the start, by question id; those to other questions are left aside.
    marks: what was said about its steps, by step id.
    kept_from: the trial that it was kept from, or the form that began it; beginning it again from there gives the
    document of the first time.
    Raises Denied for accounts that help others as a job, and when nothing of this kind is published.
    """
    check_can_create(by)
    version = _checked(version or latest_version(kind))
    with transaction.atomic():
        by.hold()
        if before := _begun_before(kept_from, by):
            return before
        document = Document.objects.create(
            owner=by,
            question_set_version=version,
            title=title or published_definition(version).title,
            created_at=at,
            kept_from=kept_from,
            last_step=last_step,
        )
        audit.record("document begun", by=by, person=by, about=document, at=at, version=version.pk)
        _fill(DocumentAnswerStore(document, by, at), answers or {}, marks or {})
        open_to_authorities(document, at)
    return document


def _checked(version: QuestionSetVersion | None) -> QuestionSetVersion:
    """Raises Denied where there are no questions, or where nobody begins a document with them."""
    if version is None or not version.question_set.makes_documents:
        raise Denied(NOT_READY)
    return version


def _begun_before(kept_from: UUID | None, by: User) -> Document | None:
    """The document that was begun from here. One that was deleted since gives its beginning up: what
    was begun from here may be begun from here again."""
    if kept_from is None:
        return None
    before = Document.objects.owned_by(by).filter(kept_from=kept_from).first()
    if before is None:
        Document.objects.filter(owner=by, kept_from=kept_from).update(kept_from=None)
    return cast(Document | None, before)


def _fill(store: DocumentAnswerStore, answers: Mapping[str, Any], marks: Mapping[str, str]) -> None:
    asked = {question.id for question in store.definition.questions()}
    store.save([AnswerChange(question, value, 0) for question, value in answers.items() if question in asked])
    for step in store.definition.steps:
        if step.id in marks:
            store.mark(step.id, marks[step.id])


def rename_document(*, document: Document, title: str, by: User, at: datetime) -> None:
    """Call it something else. Raises Denied for anybody but the owner."""
    check_is_owner(by, document, at)
    with transaction.atomic():
        document.title = title
        document.save(update_fields=["title"])
        audit.record("document renamed", by=by, person=document.owner, about=document, at=at)


def open_document(*, document: Document, by: User, at: datetime, path: str) -> None:
    """Write down that somebody else opened it, for its owner to see. What the owner reads is not recorded.

    path: the page, whose waiting notices count as read. Going from page to page of it within half an hour is
    one opening, unless there was something new to read in between. Raises Denied.
    """
    check_can_see(by, document, at)
    if by.pk != document.owner_id and not opened_since(document, by, _counts_since(document, by, at)):
        audit.record("document opened", by=by, person=document.owner, about=document, at=at)
    mark_read(user=by, path=path, at=at)


def _counts_since(document: Document, by: User, at: datetime) -> datetime:
    """From when on an earlier opening makes this one a part of it."""
    return max(at - ONE_OPENING, last_news(document, by, at=at) or at - ONE_OPENING)


def open_file(*, file: DocumentFile, by: User, at: datetime) -> None:
    """Write down that somebody else opened a photo or a file of a document. Raises Denied.

    Listening to a recording in several pieces, or seeing a photo again within half an hour, is one opening.
    """
    document = file.document
    check_can_see(by, document, at)
    if by.pk != document.owner_id and not file_opened_since(document, file, by, at - ONE_OPENING):
        audit.record("file opened", by=by, person=document.owner, about=document, at=at, file=str(file.uuid))


def accept_newer_questions(*, document: Document, version: QuestionSetVersion, by: User, at: datetime) -> None:
    """Move on to newer questions. Every answer stays: those to questions that are gone, as earlier answers.

    Raises Denied for anybody but the owner, and when the version is not the one on offer.
    """
    check_is_owner(by, document, at)
    with transaction.atomic():
        document = document.hold()
        _check_offered(document, version)
        before = document.question_set_version_id
        document.question_set_version = version
        document.declined_version = None
        document.save(update_fields=["question_set_version", "declined_version"])
        audit.record(
            "newer questions accepted",
            by=by,
            person=document.owner,
            about=document,
            at=at,
            before=before,
            version=version.pk,
        )


def decline_newer_questions(*, document: Document, version: QuestionSetVersion, by: User, at: datetime) -> None:
    """Stay with the questions as they are; this version is not offered again. Raises Denied."""
    check_is_owner(by, document, at)
    with transaction.atomic():
        document = document.hold()
        _check_offered(document, version)
        document.declined_version = version
        document.save(update_fields=["declined_version"])
        audit.record(
            "newer questions declined",
            by=by,
            person=document.owner,
            about=document,
            at=at,
            version=version.pk,
        )


def _check_offered(document: Document, version: QuestionSetVersion) -> None:
    offered = newer_version(document)
    if offered is None or offered.pk != version.pk:
        raise Denied("These questions are not on offer any more. Your answers are as they were.")
