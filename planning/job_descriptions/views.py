"""The three papers of a PA job description: to read, to print, to keep."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.documents import services
from planning.documents.composition import pinned_definition
from planning.documents.enums import Audience as Seen
from planning.documents.models import Document
from planning.documents.policies import abilities
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, reader
from planning.exports.copies import Order
from planning.exports.enums import Form, Parts
from planning.exports.services import record_copy
from planning.exports.serving import ENDINGS, LARGE_PDF, PDF, PRINT, WORD, serve_paper
from planning.job_descriptions.panels import costs_of
from planning.job_descriptions.papers import Job, Which, hints, job_of, paper_of, private_hints
from planning.job_descriptions.questions import KIND
from portal.access.declarations import open_to
from portal.access.enums import Audience

FORMS = {PRINT: "Print it", PDF: "PDF", LARGE_PDF: "PDF in large print", WORD: "Word"}


@require_safe
@open_to(Audience.SIGNED_IN)
def papers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The three of them, what they leave out, and what the job costs in a week."""
    at = timezone.now()
    document, store, job = _found(request, uuid, at)
    can = abilities(reader(request), document, at)
    costs = [cost for cost in costs_of(store, at).values() if cost.cost] if can.see_budget else []
    context = {
        "page_title": "Three papers",
        "page_lead": "They are made of your answers. Change an answer, and the papers change with it."
        if can.owner
        else f"They are made of what {document.owner.known_as} wrote, as far as you may see it.",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": document,
        "papers": [(which, paper_of(job, which)) for which in Which],
        "hints": hints(job) if can.owner else [],
        "cost": costs[0] if costs else None,
        "typed": costs[0].as_typed().as_data() if costs and can.owner else {},
    }
    return render(request, "planning/job_descriptions/papers.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def paper(request: HttpRequest, uuid: UUID, which: str) -> HttpResponse:
    """One paper to read, with the ways to keep it."""
    at = timezone.now()
    document, _, job = _found(request, uuid, at)
    chosen = _which(which)
    context = {
        "page_title": chosen.label,
        "back_url": reverse("job_papers", args=[uuid]),
        "back_label": "The three papers",
        "paper": paper_of(job, chosen),
        "forms": [(label, reverse("job_paper_as", args=[uuid, which, form])) for form, label in FORMS.items()],
        "hints": _hints(job, chosen) if document.owner_id == reader(request).pk else [],
    }
    return render(request, "planning/job_descriptions/paper.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def paper_as(request: HttpRequest, uuid: UUID, which: str, form: str) -> HttpResponse:
    """One paper as a file, or as a page to print."""
    at = timezone.now()
    document, _, job = _found(request, uuid, at)
    chosen = _which(which)
    if form != PRINT and form not in ENDINGS:
        raise Http404
    back = reverse("job_paper", args=[document.uuid, which])
    response = serve_paper(request, paper_of(job, chosen), form, name=chosen.value, back_url=back)
    if response.status_code == HTTPStatus.OK:
        record_copy(Order(document, None, reader(request), Form(form), Parts.SHARED, at))
    return response


def _hints(job: Job, which: Which) -> list[str]:
    """What this one paper leaves out."""
    return hints(job) if which == Which.ADVERT else private_hints(job)


def _found(request: HttpRequest, uuid: UUID, at: datetime) -> tuple[Document, DocumentAnswerStore, Job]:
    """The document with what this reader may see of it; opening it is recorded. 404 for other kinds of document."""
    document = find_document(request, uuid, at)
    if pinned_definition(document).kind != KIND:
        raise Http404
    services.open_document(document=document, by=reader(request), at=at, path=request.path)
    store = DocumentAnswerStore(document, reader(request), at)
    private = [question for question, audience in store.audiences().items() if audience != Seen.EVERYONE]
    return document, store, job_of(store, document.title, private)


def _which(slug: str) -> Which:
    try:
        return Which(slug)
    except ValueError:
        raise Http404 from None
