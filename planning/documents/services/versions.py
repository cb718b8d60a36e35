"""Keeping a document as it stands, as a numbered version that nothing changes."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from planning.documents.enums import VersionReason
from planning.documents.models import Document, DocumentFile, Version
from planning.documents.policies import check_can_see_version, check_is_owner
from planning.documents.queries import file_opened_since
from planning.documents.services.documents import ONE_OPENING
from planning.documents.snapshots import take_snapshot
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.services import mark_read

GONE = "You deleted this. You can put it back first."


def keep_version(
    *,
    document: Document,
    by: User,
    at: datetime,
    why: str = VersionReason.KEPT,
    name: str = "",
    sent_to: User | None = None,
    kept_from: UUID | None = None,
) -> Version:
    """Make the next version of a document out of what stands in it now.

    why: a VersionReason; sent_to: the social worker, for one that is sent. name: what its owner calls it.
    kept_from: the form that asked for it; asking again from there gives the version of the first time.
    Raises Denied for anybody but the owner, and for a document that was deleted.
    """
    check_is_owner(by, document, at)
    with transaction.atomic():
        held = document.hold()
        if held.deleted_at:
            raise Denied(GONE)
        before = held.versions.filter(kept_from=kept_from).first() if kept_from else None
        if before:
            return cast(Version, before)
        version = Version.objects.create(
            document=held,
            number=(held.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            why=why,
            name=name,
            kept_at=at,
            kept_by=by,
            sent_to=sent_to,
            kept_from=kept_from,
            snapshot=take_snapshot(held),
        )
        _record("version kept", version, by=by, at=at, why=str(version.why))
    return version


def open_version(*, version: Version, by: User, at: datetime, path: str) -> None:
    """Write down that somebody else opened it, for its owner to see. Raises Denied.

    path: the page, whose waiting notices count as read.
    """
    check_can_see_version(by, version, at)
    if by.pk != version.document.owner_id:
        _record("version opened", version, by=by, at=at)
    mark_read(user=by, path=path, at=at)


def open_version_file(*, file: DocumentFile, version: Version, by: User, at: datetime) -> None:
    """Write down that somebody else opened a photo or a file in a version, once in half an hour. Raises Denied."""
    check_can_see_version(by, version, at)
    mine = by.pk == version.document.owner_id
    if not mine and not file_opened_since(version.document, file, by, at - ONE_OPENING):
        _record("file opened", version, by=by, at=at, file=str(file.uuid))


def _record(verb: str, version: Version, *, by: User, at: datetime, **detail: Any) -> None:
    document = version.document
    audit.record(verb, by=by, person=document.owner, about=document, at=at, number=version.number, **detail)
