"""Deleting a document, and putting it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planning.documents import services
from planning.documents.models import Document, Version
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_is_owner
from planning.documents.readers import YOU, readers_of
from planning.documents.services.deletion import CAN_BE_PUT_BACK
from planning.documents.views.lookup import deleted_own, find_document, reader
from portal.access.declarations import open_to
from portal.access.enums import Audience

TITLE = "Documents you deleted"


@dataclass(frozen=True)
class Deleted:
    """A document that can be put back until a moment; with: the names of those who could see it again."""

    document: Document
    until: datetime
    shared_with: list[str]


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What deleting does, and doing it."""
    at, user = timezone.now(), reader(request)
    if deleted_own(user, uuid):
        # A second tap, or the page in another window.
        return redirect("documents_deleted")
    document = find_document(request, uuid, at)
    check_is_owner(user, document, at)
    if request.method == "POST":
        services.delete_document(document=document, by=user, at=at)
        messages.success(request, "Deleted. You can put it back for 30 days.")
        return redirect("documents_deleted")
    context = {
        "page_title": "Delete this document?",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document",
        "document": document,
        "readers": _others(document, at),
        "versions": document.versions.count(),
        "agreed": document.versions.without_words().exclude(agreement=None),
        "until": at + CAN_BE_PUT_BACK,
    }
    return render(request, "planning/documents/delete.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def deleted(request: HttpRequest) -> HttpResponse:
    """What this person deleted and can put back, and what stays because it was agreed."""
    at, user = timezone.now(), reader(request)
    here = Document.objects.deleted_by(user).filter(deleted_at__gt=at - CAN_BE_PUT_BACK).order_by("-deleted_at", "-pk")
    agreed = Version.objects.visible_to(user, at=at).exclude(agreement=None).exclude(document__deleted_at=None)
    context = {
        "page_title": TITLE,
        "back_url": reverse("documents"),
        "back_label": "My documents",
        "rows": [Deleted(d, d.deleted_at + CAN_BE_PUT_BACK, _others(d, at)) for d in here],
        "agreed": agreed.filter(document__owner=user).for_pages(),
    }
    return render(request, "planning/documents/deleted.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def put_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put a deleted document back, with everything in it."""
    at, user = timezone.now(), reader(request)
    document = deleted_own(user, uuid) or get_object_or_404(Document.objects.owned_by(user), uuid=uuid)
    services.put_back(document=document, by=user, at=at)
    messages.success(request, "It is back, with everything in it.")
    return redirect(document)


def _others(document: Document, at: datetime) -> list[str]:
    """Who can see it beside its owner, or could again."""
    return [name for name in readers_of(document, at=at).names() if name != YOU]
