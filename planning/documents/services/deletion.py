"""Deleting a document, putting it back, and what is gone for good after 30 days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models, transaction

from content.questions.kinds.files import files_in
from planning.documents.models import Document, DocumentFile, Version
from planning.documents.policies import check_is_owner
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.services import withdraw

# How long it can be put back; the database knows the same of its versions (see Version).
CAN_BE_PUT_BACK = timedelta(days=30)
AT_ONCE = 20
TOO_LATE = "This cannot be put back any more. You deleted it more than 30 days ago."


def delete_document(*, document: Document, by: User, at: datetime) -> None:
    """Take it out of sight: from now on nobody finds it, and its owner can put it back for 30 days.

    Its shares are not ended: they open again when it is put back, as far as they still hold then. Notices about it
    that nobody has read are taken back. Deleting twice changes nothing. Raises Denied for anybody but the owner.
    """
    check_is_owner(by, document, at)
    with transaction.atomic():
        held = document.hold()
        if held.deleted_at:
            return
        held.deleted_at = at
        held.save(update_fields=["deleted_at"])
        withdraw(below=held.get_absolute_url())
        audit.record("document deleted", by=by, person=by, about=held, at=at)


def put_back(*, document: Document, by: User, at: datetime) -> None:
    """Everything is as it was when it was deleted. Putting back twice changes nothing.

    Raises Denied for anybody but the owner, and after the 30 days.
    """
    check_is_owner(by, document, at)
    with transaction.atomic():
        held = document.hold()
        if held.deleted_at is None:
            return
        if held.emptied_at or held.deleted_at <= at - CAN_BE_PUT_BACK:
            raise Denied(TOO_LATE)
        held.deleted_at = None
        held.save(update_fields=["deleted_at"])
        audit.record("document put back", by=by, person=by, about=held, at=at)


def remove_deleted_documents(*, at: datetime) -> int:
    """Remove for good what was deleted 30 days ago, with what lies in storage. Gives how many documents.

    A version that was agreed stays, with the files in it; the document is then an empty shell around it.
    """
    due = Document.objects.filter(deleted_at__lte=at - CAN_BE_PUT_BACK, emptied_at=None).order_by("deleted_at", "pk")
    documents = list(due[:AT_ONCE])
    for document in documents:
        with transaction.atomic():
            _remove(document.hold(), at)
    return len(documents)


def _remove(document: Document, at: datetime) -> None:
    if document.deleted_at is None or document.emptied_at:
        # Its owner put it back while this waited.
        return
    audit.record("document removed", by=None, person=document.owner, about=document, at=at)
    for version in document.versions.filter(agreement=None):
        version.delete()
    agreed = list(document.versions.all())
    kept = {file for version in agreed for file in _files_in(version)}
    for rows in _rows_of(document):
        _delete(rows.exclude(uuid__in=kept) if rows.model is DocumentFile else rows)
    if agreed:
        _let_go(document)
        document.title, document.last_step, document.kept_from = "", "", None
        document.emptied_at = at
        document.save(update_fields=["title", "last_step", "kept_from", "emptied_at"])
    else:
        document.delete()


def _let_go(document: Document) -> None:
    """What only points at it, points at nothing from now on, as if its row had gone."""
    for relation in Document._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and relation.on_delete is models.SET_NULL:
            name = relation.field.name
            relation.related_model._default_manager.filter(**{name: document}).update(**{name: None})


def _rows_of(document: Document) -> Iterator["models.QuerySet[Any]"]:
    """Everything that goes with a document, of whichever slice: whatever hangs on it and is deleted with it."""
    for relation in Document._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and relation.on_delete is models.CASCADE:
            manager: models.Manager[Any] = relation.related_model._default_manager
            yield manager.filter(**{relation.field.name: document})


def _delete(rows: "models.QuerySet[Any]") -> None:
    """The rows, and once that is certain, the files they name."""
    files = [field.name for field in rows.model._meta.fields if isinstance(field, models.FileField)]
    for row in rows if files else ():
        for name in files:
            file = getattr(row, name)
            if file:
                transaction.on_commit(partial(file.storage.delete, str(file.name)))
    rows.delete()


def _files_in(version: Version) -> set[str]:
    answers = version.snapshot["answers"].values()
    return {str(file["file"]) for answer in answers for file in files_in(answer["value"])}
