"""The page to take along: to look at, to print, and as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.documents.services import open_document
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, reader
from planning.exports.pdf import NoPdf, as_one_page
from planning.exports.serving import as_download, file_name, serve_paper
from planning.rehearsal.one_page import page_of
from portal.access.declarations import open_to
from portal.access.enums import Audience

PDF, WORD = "pdf", "word"


@require_safe
@open_to(Audience.SIGNED_IN)
def one_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A document on one page, as its reader may see it; `form` asks for it as PDF or Word."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    open_document(document=document, by=reader(request), at=at, path=request.path)
    paper = page_of(DocumentAnswerStore(document, reader(request), at))
    form, name = request.GET.get("form"), file_name(document.title)
    if form == WORD:
        return serve_paper(request, paper, WORD, name=name, back_url=request.path)
    if form == PDF:
        try:
            content = as_one_page(paper)
        except NoPdf:
            return serve_paper(request, paper, PDF, name=name, back_url=request.path)
        return as_download(HttpResponse(content, content_type="application/pdf"), f"{name}.pdf")
    context = {"paper": paper, "back_url": document.get_absolute_url(), "back_label": "Back to the document"}
    return render(request, "planning/rehearsal/one_page.html", context)
