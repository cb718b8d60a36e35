"""Comments and suggestions."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from planning.comments.models import Comment, Suggestion
from planning.documents.models import Document
from portal.accounts.models import User
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast


def shared_plan(cast: Cast, question_id: str, words: str) -> Document:
    """Maureen's plan with one answer, on which her social worker and her daughter may comment and suggest."""
    document = make_document(cast.maureen)
    answer(document, question_id, words)
    share_with_worker(document)
    share_with(document, cast.beth_in_circle, can_comment=True, can_suggest=True)
    return document


def comment(
    document: Document, question_id: str, by: User, text: str, *, at: datetime | None = None, **fields: Any
) -> Comment:
    """A remark; `parent=` makes it an answer, `opened_at=` lets others read it."""
    return Comment.objects.create(
        document=document,
        question_id=question_id,
        author=by,
        text=text,
        created_at=at or timezone.now(),
        **fields,
    )


def suggestion(
    document: Document, question_id: str, by: User, words: str, *, based_on: int = 1, **fields: Any
) -> Suggestion:
    """Other words for an answer, not decided yet."""
    return Suggestion.objects.create(
        document=document,
        question_id=question_id,
        author=by,
        words=words,
        based_on=based_on,
        created_at=timezone.now(),
        **fields,
    )
