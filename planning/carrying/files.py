"""Photos, files and recordings that go along: the other document gets copies of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from content.questions.kinds.base import as_mapping
from planning.documents.models import Document, DocumentFile
from portal.accounts.models import User


def with_its_own_files(value: Any, document: Document, question: str, *, by: User, at: datetime) -> Any:
    """An answer whose files belong to `document`; every other answer as it is.

    A file is served with its document, and goes when that goes: so it is never shared between two. One that is
    gone leaves no entry.
    """
    if isinstance(value, list):
        entries = [with_its_own_files(entry, document, question, by=by, at=at) for entry in value]
        return [entry for entry in entries if entry is not None] or None
    held = as_mapping(value).get("file")
    if not held or document.files.filter(uuid=held).exists():
        return value
    original = DocumentFile.objects.filter(uuid=held, document__owner=document.owner_id).first()
    return _with_copy(value, original, document, question, by=by, at=at) if original else None


def _with_copy(
    value: Mapping[str, Any], original: DocumentFile, document: Document, question: str, *, by: User, at: datetime
) -> dict[str, Any] | None:
    """What came before, byte for byte, comes once. None where storage does not have it any more."""
    same = document.files.filter(question_id=question, sha256=original.sha256).exclude(sha256="").first()
    if same is None:
        same = DocumentFile(
            document=document,
            question_id=question,
            name=original.name,
            content_type=original.content_type,
            size=original.size,
            sha256=original.sha256,
            uploaded_by=by,
            uploaded_at=at,
        )
        try:
            with original.blob.open("rb") as content:
                same.blob.save(str(same.uuid), ContentFile(content.read()), save=False)
        except FileNotFoundError:
            return None
        same.save()
    return {**value, "file": str(same.uuid)}
