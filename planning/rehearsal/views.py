"""The page to take along: to look at, to print, and as a file."""

from http import HTTPStatus
from pathlib import PurePath
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.documents.services import open_document
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, reader
from planning.exports.copies import Order
from planning.exports.enums import Form, Parts
from planning.exports.paper import Paper
from planning.exports.pdf import NoPdf, as_one_page
from planning.exports.services import record_copy
from planning.exports.serving import PDF, WORD, as_download, serve_paper
from planning.rehearsal.one_page import page_of
from portal.access.declarations import open_to
from portal.access.enums import Audience


@require_safe
@open_to(Audience.SIGNED_IN)
def one_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A document on one page, as its reader may see it; `form` asks for it as PDF or Word."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    open_document(document=document, by=reader(request), at=at, path=request.path)
    paper = page_of(DocumentAnswerStore(document, reader(request), at))
    form = request.GET.get("form")
    if form in {PDF, WORD}:
        order = Order(document, None, reader(request), Form(form), Parts.ALL, at)
        response = _as_file(request, paper, order)
        if response.status_code == HTTPStatus.OK:
            record_copy(order)
        return response
    context = {"paper": paper, "back_url": document.get_absolute_url(), "back_label": "Back to the document"}
    return render(request, "planning/rehearsal/one_page.html", context)


def _as_file(request: HttpRequest, paper: Paper, order: Order) -> HttpResponse:
    name = PurePath(order.file_name).stem
    if order.form == Form.PDF:
        try:
            content = as_one_page(paper)
        except NoPdf:
            return serve_paper(request, paper, PDF, name=name, back_url=request.path)
        return as_download(HttpResponse(content, content_type="application/pdf"), order.file_name)
    return serve_paper(request, paper, WORD, name=name, back_url=request.path)
