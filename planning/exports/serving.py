"""Giving a paper to whoever asked for it, in the form that they chose. Who may have it is for the caller to check."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify

from planning.exports.paper import Paper
from planning.exports.pdf import NoPdf, as_pdf
from planning.exports.word import as_word

AResponse = TypeVar("AResponse", bound=HttpResponseBase)
PDF, LARGE_PDF, WORD, PRINT = "pdf", "pdf-large", "word", "print"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {PDF: ".pdf", LARGE_PDF: ".pdf", WORD: ".docx"}
TYPES = {PDF: "application/pdf", LARGE_PDF: "application/pdf", WORD: WORD_TYPE}


def paper_bytes(paper: Paper, form: str) -> bytes:
    """A paper as the bytes of a file. form: PDF, LARGE_PDF or WORD. Raises NoPdf."""
    return as_word(paper) if form == WORD else as_pdf(paper, large=form == LARGE_PDF)


def serve_paper(request: HttpRequest, paper: Paper, form: str, *, name: str, back_url: str = "") -> HttpResponse:
    """The answer of a view: a file to keep, or with PRINT a page to print.

    name: what the file is called, without its ending; say nothing in it that a bystander should not read.
    back_url: where to go back to, from the page to print and from the page that says that PDF cannot be made here.
    """
    context = {"back_url": back_url, "back_label": "Back"}
    if form == PRINT:
        return render(request, "planning/exports/print.html", {**context, "paper": paper})
    try:
        content = paper_bytes(paper, form)
    except NoPdf as missing:
        return render(request, "planning/exports/no_pdf.html", {**context, "reason": missing.reason}, status=503)
    return as_download(HttpResponse(content, content_type=TYPES[form]), f"{name}{ENDINGS[form]}")


def as_download(response: AResponse, name: str) -> AResponse:
    """A response that a browser keeps as a file of this name, and never opens as a page of ours."""
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def file_name(title: str) -> str:
    """A title as the name of a file, without its ending: "my-support-plan"."""
    return slugify(title, allow_unicode=True)[:80].strip("-_") or "document"
