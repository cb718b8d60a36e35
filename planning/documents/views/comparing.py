"""What changed: between two versions, and since a reader last looked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.documents import services
from planning.documents.comparison import Comparison, compare
from planning.documents.models import Document, Version
from planning.documents.news import SinceReading, last_look
from planning.documents.reading import Reading
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from planning.documents.views.lookup import find_document, find_version, reader
from planning.documents.views.reading import comparison_parts
from planning.documents.views.versions import NOW, NOW_LABEL, choices, listed_versions
from portal.access.declarations import open_to
from portal.access.enums import Audience


@dataclass(frozen=True)
class Side:
    """One of the two that stand side by side. version: None for the document as it is now."""

    reading: Reading
    label: str
    version: Version | None = None

    @property
    def key(self) -> str:
        """What the form calls it."""
        return str(self.version.number) if self.version else NOW

    @property
    def place(self) -> float:
        """The earlier one comes first; now is later than every version."""
        return self.version.number if self.version else float("inf")


@require_safe
@open_to(Audience.SIGNED_IN)
def compare_versions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Any two versions, or one and the document as it is now, answer by answer. `a` and `b` say which."""
    at, user = timezone.now(), reader(request)
    document = find_document(request, uuid, at)
    listed = [row.version for row in listed_versions(document, user, at)]
    if not listed:
        return redirect("document_versions", uuid)
    asked = (request.GET.get("a") or str(listed[0].number), request.GET.get("b") or NOW)
    older, newer = sorted((_side(request, document, key, at) for key in asked), key=lambda side: side.place)
    found = compare(older.reading, newer.reading)
    context = {
        "page_title": "What changed",
        "page_caption": document.title,
        "back_url": reverse("document_versions", args=[uuid]),
        "back_label": "All versions",
        "document": document,
        "older": older,
        "newer": newer,
        "is_same": older.key == newer.key,
        "choices": choices(listed),
        **_shown(found, older.reading, newer.reading),
    }
    return render(request, "planning/documents/compare.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def since_you_looked(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For those who read along: what changed since they last looked. Its owner has the versions instead."""
    at, user = timezone.now(), reader(request)
    document = find_document(request, uuid, at)
    if document.owner_id == user.pk:
        return redirect("document_versions", uuid)
    services.open_document(document=document, by=user, at=at, path=request.path)
    now = DocumentAnswerStore(document, user, at)
    since = last_look(now)
    if since is None:
        return redirect(document)
    before = SinceReading(now, since)
    context = {
        "page_title": "What changed since you last looked",
        "page_caption": document.title,
        "back_url": document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": document,
        "since": since,
        **_shown(compare(before, now), before, now),
    }
    return render(request, "planning/documents/since.html", context)


def _side(request: HttpRequest, document: Document, key: str, at: datetime) -> Side:
    if key == NOW:
        services.open_document(document=document, by=reader(request), at=at, path=document.get_absolute_url())
        return Side(DocumentAnswerStore(document, reader(request), at), NOW_LABEL)
    if not key.isdecimal() or len(key) > 6:
        raise Http404
    version = find_version(request, document.uuid, int(key), at)
    services.open_version(version=version, by=reader(request), at=at, path=version.get_absolute_url())
    return Side(VersionStore(version, reader(request), at), f"Version {version.number}", version)


def _shown(found: Comparison, older: Reading, newer: Reading) -> dict[str, object]:
    return {"found": found, "steps": comparison_parts(found, older, newer)}
