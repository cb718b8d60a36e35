"""Documents, answers and shares."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from content.questions.models import QuestionSetVersion
from content.questions.queries import latest_version
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Answer, Document, Grant, Version
from planning.documents.services import keep_version
from portal.accounts.models import User
from portal.relationships.models import CircleMembership
from tests.factories.content import publish


def make_document(
    owner: User, *, version: QuestionSetVersion | None = None, title: str = "My support plan"
) -> Document:
    """A draft of the default question set (published for it when there is none yet)."""
    version = version or latest_version("support_plan") or publish()
    return Document.objects.create(owner=owner, question_set_version=version, title=title, created_at=timezone.now())


def answer(
    document: Document, question_id: str, value: Any, *, audience: str = Audience.EVERYONE, by: User | None = None
) -> Answer:
    """An answer as its owner (or `by`) typed it."""
    return Answer.objects.create(
        document=document,
        question_id=question_id,
        value=value,
        audience=audience,
        typed_by=by or document.owner,
        saved_at=timezone.now(),
    )


def share_with_worker(document: Document, *, ended: bool = False, **fields: Any) -> Grant:
    """Share with whoever is the owner's named social worker: to see, comment and suggest."""
    return _grant(document, ended=ended, to_named_worker=True, can_comment=True, can_suggest=True, **fields)


def share_with(document: Document, membership: CircleMembership, *, ended: bool = False, **abilities: Any) -> Grant:
    """Share with a supporter: to see, and what `abilities` (can_edit=True, ...) add."""
    return _grant(document, ended=ended, circle_membership=membership, **abilities)


def _grant(document: Document, *, ended: bool, **fields: Any) -> Grant:
    now = timezone.now()
    return Grant.objects.create(
        document=document,
        starts_at=now - timedelta(days=1),
        ends_at=now - timedelta(minutes=1) if ended else None,
        **fields,
    )


def make_version(document: Document, *, why: str = VersionReason.KEPT, **fields: Any) -> Version:
    """The next version of a document as it stands, made by its owner; one that was sent went to `sent_to`."""
    fields.setdefault("at", timezone.now())
    return keep_version(document=document, by=document.owner, why=why, **fields)
