"""Sending a plan to the named social worker, to be agreed."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from planning.documents.enums import VersionReason
from planning.documents.models import Document, Version
from planning.documents.policies import check_is_owner
from planning.documents.services import keep_version, share_with_named_worker
from planning.documents.store import DocumentAnswerStore
from planning.sending.places import tell_it_was_sent
from planning.sending.policies import check_can_send
from planning.sending.queries import is_for_worker
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify


def send_document(*, document: Document, by: User, at: datetime, kept_from: UUID | None = None) -> Version:
    """Make the next version and send it to the owner's named social worker, to be agreed.

    Shares the document with them where it is not shared yet, so that both have the same before them.
    kept_from: the form that sent it; sending it again from there gives the version of the first time and tells
    nobody anew. Raises Denied: see check_can_send.
    """
    check_is_owner(by, document, at)
    with transaction.atomic():
        document = document.hold()
        before = document.versions.filter(kept_from=kept_from).first() if kept_from else None
        if before:
            return cast(Version, before)
        worker = check_can_send(by, document, DocumentAnswerStore(document, by, at), at)
        share_with_named_worker(document=document, by=by, at=at)
        version = keep_version(
            document=document, by=by, at=at, why=VersionReason.SENT, sent_to=worker, kept_from=kept_from
        )
        tell_it_was_sent(version, at)
        audit.record("document sent", by=by, person=by, about=document, at=at, number=version.number, to=worker.pk)
        kind = Kind.SENT if is_for_worker(version) else Kind.SENT_TO_MANAGER
        notify(user=worker, kind=kind, path=version.get_absolute_url(), at=at)
    return version
