"""Versions of a document: reading one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.documents import services
from planning.documents.version_store import VersionStore
from planning.documents.views.lookup import find_version, reader
from planning.documents.views.reading import read_through
from portal.access.declarations import open_to
from portal.access.enums import Audience


@require_safe
@open_to(Audience.SIGNED_IN)
def version(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One version, to read: the words as they were."""
    at = timezone.now()
    found = find_version(request, uuid, number, at)
    services.open_version(version=found, by=reader(request), at=at, path=request.path)
    store = VersionStore(found, reader(request), at)
    context = {
        "back_url": found.document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": found.document,
        "version": found,
        "is_owner": store.owner_reads,
        "title": store.definition.title,
        "steps": read_through(request, store),
    }
    return render(request, "planning/documents/version.html", context)
