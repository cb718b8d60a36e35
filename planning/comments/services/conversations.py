"""Comments, answers to them, and who can read them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from planning.comments.models import Comment
from planning.comments.policies import (
    check_can_add,
    check_can_mark_as_done,
    check_can_open,
    check_can_reply,
)
from planning.documents.models import Document
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.queries import named_social_worker


class SentBeforeError(Exception):
    """The same form came twice, with different words. The first ones are kept; these are not."""


def add_comment(
    *,
    document: Document,
    question_id: str,
    text: str,
    by: User,
    at: datetime,
    entry_id: str | None = None,
    key: UUID | None = None,
) -> Comment:
    """Begin a conversation beside one answer. Its owner is told, nobody else.

    entry_id: the entry of a list that it is about; None for all of the answer.
    key: names this form; sending it twice gives the comment of the first time.
    Raises Denied, and SentBeforeError when the key was used for other words.
    """
    with transaction.atomic():
        document.hold()
        check_can_add(by, document, question_id, at)
        before = kept_before(key, document, by, text, question_id=UUID(question_id), parent=None)
        if before:
            return before
        comment = Comment.objects.create(
            uuid=key or uuid4(),
            document=document,
            question_id=question_id,
            entry_id=entry_id,
            author=by,
            text=text,
            created_at=at,
        )
        _record("comment written", comment, by=by, at=at)
        if by.pk != document.owner_id:
            notify(user=document.owner, kind=Kind.COMMENT, path=comments_path(document), at=at)
    return comment


def reply(*, comment: Comment, text: str, by: User, at: datetime, key: UUID | None = None) -> Comment:
    """Answer in a conversation. If it was marked as done, it is open again: there was more to say.

    comment: the first of the conversation. Raises Denied, and SentBeforeError when the key was used for other words.
    """
    document = comment.document
    with transaction.atomic():
        document.hold()
        check_can_reply(by, comment, at)
        before = kept_before(key, document, by, text, question_id=comment.question_id, parent=comment.pk)
        if before:
            return before
        answer = Comment.objects.create(
            uuid=key or uuid4(),
            document=document,
            question_id=comment.question_id,
            entry_id=comment.entry_id,
            parent=comment,
            author=by,
            text=text,
            created_at=at,
        )
        Comment.objects.filter(pk=comment.pk).update(done_at=None, done_by=None)
        _record("comment answered", comment, by=by, at=at)
        for listener in _listeners(comment, but=by, at=at):
            notify(user=listener, kind=Kind.REPLY, path=comments_path(document), at=at)
    return answer


def mark_as_done(*, comment: Comment, by: User, at: datetime) -> None:
    """Say that there is nothing more to do about it. Saying it twice changes nothing. Raises Denied."""
    with transaction.atomic():
        comment.document.hold()
        check_can_mark_as_done(by, comment, at)
        _change("comment marked as sorted", comment, by=by, at=at, only={"done_at": None}, done_at=at, done_by=by)


def reopen(*, comment: Comment, by: User, at: datetime) -> None:
    """Take "done" back. Raises Denied."""
    with transaction.atomic():
        comment.document.hold()
        check_can_mark_as_done(by, comment, at)
        _change("comment reopened", comment, by=by, at=at, only={"done_at__isnull": False}, done_at=None, done_by=None)


def open_to_others(*, comment: Comment, by: User, at: datetime) -> None:
    """Let everybody who sees the answer read the whole conversation. Raises Denied for all but the owner."""
    check_can_open(by, comment)
    _change("comment opened to others", comment, by=by, at=at, only={"opened_at": None}, opened_at=at)


def close_again(*, comment: Comment, by: User, at: datetime) -> None:
    """From now on it is between its author and the owner again. Raises Denied for all but the owner."""
    check_can_open(by, comment)
    _change("comment closed again", comment, by=by, at=at, only={"opened_at__isnull": False}, opened_at=None)


def comments_path(document: Document) -> str:
    """The page where everything that is said about a document stands."""
    return reverse("document_comments", args=[document.uuid])


def kept_before(
    key: UUID | None, document: Document, by: User, text: str, *, question_id: UUID, parent: int | None
) -> Comment | None:
    """The comment that this form made the first time. Raises SentBeforeError if it was another one."""
    before: Comment | None = Comment.objects.filter(uuid=key).first() if key else None
    if before is None:
        return None
    wanted = (document.pk, by.pk, question_id, parent, text)
    if (before.document_id, before.author_id, before.question_id, before.parent_id, before.text) != wanted:
        raise SentBeforeError
    return before


def _change(verb: str, comment: Comment, *, by: User, at: datetime, only: dict[str, Any], **fields: Any) -> None:
    with transaction.atomic():
        if Comment.objects.filter(pk=comment.pk, **only).update(**fields):
            _record(verb, comment, by=by, at=at)


def _listeners(comment: Comment, *, but: User, at: datetime) -> list[User]:
    """The owner, who began it, and who answered in it, as far as they can still read it; for a social worker whom
    another one has followed, that one."""
    ids = {comment.document.owner_id, comment.author_id}
    if comment.author.is_social_worker and (worker := named_social_worker(comment.document.owner, at=at)):
        ids.add(worker.pk)
    ids.update(Comment.objects.filter(parent=comment).values_list("author_id", flat=True))
    people = User.objects.filter(pk__in=ids - {but.pk}).order_by("pk")
    here = Comment.objects.filter(pk=comment.pk)
    return [person for person in people if here.visible_to(person, at=at).exists()]


def _record(verb: str, comment: Comment, *, by: User, at: datetime) -> None:
    document = comment.document
    audit.record(
        verb,
        by=by,
        person=document.owner,
        about=document,
        at=at,
        comment=str(comment.uuid),
        question=str(comment.question_id),
    )
