"""Taking a document or a version of it along."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from planning.documents.models import Document, Version
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.views.lookup import find_document, find_version, posted, reader
from planning.exports.copies import CONTENT_TYPES, Order, paper_for
from planning.exports.enums import Form, Parts
from planning.exports.forms import OwnersTakeAlongForm, TakeAlongForm
from planning.exports.models import PreparedCopy
from planning.exports.pdf import NoPdf
from planning.exports.services import open_prepared, order_again, record_copy, take_along
from planning.exports.serving import PRINT, as_download, serve_paper
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience

# How many versions are named; all of them are on a page of their own.
MOST_VERSIONS = 20


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def document_export(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Choose how to take the document along, as it is now."""
    at = timezone.now()
    return _export(request, find_document(request, uuid, at), None, at)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def version_export(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """The same for a version of it."""
    at = timezone.now()
    version = find_version(request, uuid, number, at)
    return _export(request, version.document, version, at)


@require_safe
@open_to(Audience.SIGNED_IN)
def document_print(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The document as a page to print."""
    at = timezone.now()
    return _print(request, find_document(request, uuid, at), None, at)


@require_safe
@open_to(Audience.SIGNED_IN)
def version_print(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The same for a version of it."""
    at = timezone.now()
    version = find_version(request, uuid, number, at)
    return _print(request, version.document, version, at)


@require_safe
@open_to(Audience.SIGNED_IN)
def prepared_copy(request: HttpRequest, uuid: UUID, copy_uuid: UUID) -> HttpResponse:
    """How far a copy is that is made in the background; the way to it once it is ready."""
    copy = _find_copy(request, uuid, copy_uuid, timezone.now())
    context = {
        "page_title": "Your copy is ready" if copy.ready_at else "We are making your copy",
        "back_url": _address("document_export", copy.document, copy.version),
        "back_label": "Choose again",
        "copy": copy,
        "chosen": Form(copy.form).label,
    }
    if copy.trouble:
        context["page_title"] = "There is no copy"
    return render(request, "planning/exports/prepared.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def prepared_file(request: HttpRequest, uuid: UUID, copy_uuid: UUID) -> HttpResponseBase:
    """What was made, for whoever asked for it, as long as they may see what is in it."""
    at = timezone.now()
    copy = _find_copy(request, uuid, copy_uuid, at)
    if copy.ready_at is None:
        raise Http404
    again = _address("document_export", copy.document, copy.version)
    try:
        content = open_prepared(copy=copy, at=at)
    except Denied as told:
        messages.error(request, told.reason)
        return redirect(again)
    except FileNotFoundError as gone:
        raise Http404 from gone
    return _served(order_again(copy, at=at), content)


def _export(request: HttpRequest, document: Document, version: Version | None, at: datetime) -> HttpResponseBase:
    owner = document.owner_id == reader(request).pk
    form = OwnersTakeAlongForm(posted(request)) if owner else TakeAlongForm(posted(request))
    if request.method == "POST" and form.is_valid():
        chosen = Form(form.cleaned_data["form"])
        parts = form.cleaned_data.get("parts") or Parts.SHARED
        if chosen == Form.PRINT:
            return redirect(f"{_address('document_print', document, version)}?{urlencode({'parts': parts})}")
        order = Order(document, version, reader(request), chosen, parts, at)
        try:
            made = take_along(order)
        except (Denied, NoPdf) as told:
            form.add_error("form", told.reason)
        else:
            if isinstance(made, PreparedCopy):
                return redirect("document_export_ready", document.uuid, made.uuid)
            return _served(order, made)
    context: dict[str, Any] = {
        "page_title": "Print it or keep a copy",
        "page_lead": "It holds each question with its answer. Questions without an answer are left out.",
        "back_url": version.get_absolute_url() if version else document.get_absolute_url(),
        "back_label": "Back to this version" if version else "Back to the document",
        "document": document,
        "version": version,
        "owner": owner,
        "form": form,
        "versions": [] if version else _versions(request, document, at),
    }
    return render(request, "planning/exports/choose.html", context)


def _print(request: HttpRequest, document: Document, version: Version | None, at: datetime) -> HttpResponse:
    parts = request.GET.get("parts", Parts.SHARED)
    if parts not in Parts.values:
        raise Http404
    order = Order(document, version, reader(request), Form.PRINT, parts, at)
    back = _address("document_export", document, version)
    response = serve_paper(request, paper_for(order, order.reading()), PRINT, name="", back_url=back)
    record_copy(order)
    return response


def _served(order: Order, content: Any) -> HttpResponseBase:
    return as_download(FileResponse(content, content_type=CONTENT_TYPES[order.form]), order.file_name)


def _find_copy(request: HttpRequest, uuid: UUID, copy_uuid: UUID, at: datetime) -> PreparedCopy:
    """A copy that this reader asked for, of something that they still may see; else 404."""
    mine = PreparedCopy.objects.asked_for_by(reader(request), at=at).select_related("version", "asked_by")
    copy: PreparedCopy = get_object_or_404(mine, uuid=copy_uuid, document__uuid=uuid)
    if copy.version:
        copy.version = find_version(request, uuid, copy.version.number, at)
        copy.document = copy.version.document
    else:
        copy.document = find_document(request, uuid, at)
    return copy


def _versions(request: HttpRequest, document: Document, at: datetime) -> list[tuple[Version, str]]:
    visible = Version.objects.visible_to(reader(request), at=at).filter(document=document).without_words()
    return [(v, reverse("document_version_export", args=[document.uuid, v.number])) for v in visible[:MOST_VERSIONS]]


def _address(name: str, document: Document, version: Version | None) -> str:
    if version:
        return reverse(name.replace("document_", "document_version_"), args=[document.uuid, version.number])
    return reverse(name, args=[document.uuid])
