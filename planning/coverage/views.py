"""The map of what a plan covers: for its owner to tick, for whoever sees the plan to read."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planning.coverage import services
from planning.coverage.enums import Coverage
from planning.coverage.forms import ItemForm, TicksForm
from planning.coverage.items import ITEMS
from planning.coverage.mapping import coverage_of, places
from planning.coverage.models import CoverageTick
from planning.documents.composition import pinned_definition
from planning.documents.models import Document
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import check_is_owner, planning_rests
from planning.documents.services import open_document
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, posted, reader
from portal.access.declarations import open_to
from portal.access.enums import Audience

TITLE = "What the plan covers"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def coverage(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole map; its owner ticks what the answers alone do not show."""
    at = timezone.now()
    document = _plan(request, uuid, at)
    store = DocumentAnswerStore(document, reader(request), at)
    if request.method == "POST":
        check_is_owner(reader(request), document, at)
    else:
        open_document(document=document, by=reader(request), at=at, path=request.path)
    ticks = store.owner_reads and not planning_rests(document, at)
    form = TicksForm(posted(request), places=places(store)) if ticks else None
    if form is not None and request.method == "POST" and form.is_valid():
        services.tick(document=document, items=form.added, place=form.place, by=reader(request), at=at)
        services.untick(document=document, items=form.taken_back, by=reader(request), at=at)
        messages.success(request, "Saved.")
        return redirect("document_coverage", uuid)
    context = {
        "page_title": TITLE,
        "page_lead": "Nothing here has to be filled. It shows what people will find in the plan, in whatever form.",
        "back_url": document.get_absolute_url(),
        "back_label": "Back to the document",
        "document": document,
        "map": coverage_of(store, CoverageTick.objects.filter(document=document)),
        "mine": ticks,
        "form": form,
    }
    return render(request, "planning/coverage/coverage.html", context)


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def coverage_item(request: HttpRequest, uuid: UUID, item: str) -> HttpResponse:
    """One thing of the map: how far the plan covers it, and where."""
    at = timezone.now()
    document = _plan(request, uuid, at)
    check_is_owner(reader(request), document, at)
    if item not in ITEMS:
        raise Http404
    store = DocumentAnswerStore(document, reader(request), at)
    line = coverage_of(store, CoverageTick.objects.filter(document=document)).line(item)
    initial = {"state": line.state, "where": line.place.value if line.place else ""}
    form = ItemForm(posted(request), places=places(store), initial=initial)
    if request.method == "POST" and form.is_valid():
        state = Coverage(form.cleaned_data["state"])
        if state == Coverage.NOT_YET:
            services.untick(document=document, items=[item], by=reader(request), at=at)
        else:
            services.tick(document=document, items=[item], state=state, place=form.place, by=reader(request), at=at)
        messages.success(request, "Saved.")
        return redirect("document_coverage", uuid)
    context = {
        "page_title": line.item.words,
        "page_lead": line.item.hint,
        "back_url": f"{document.get_absolute_url()}coverage/",
        "back_label": TITLE,
        "form": form,
        "button": "Save",
    }
    return render(request, "planning/documents/own_form.html", context)


def _plan(request: HttpRequest, uuid: UUID, at: datetime) -> Document:
    """A plan that this reader may see; other documents have no map."""
    document = find_document(request, uuid, at)
    if not pinned_definition(document).plan:
        raise Http404
    return document
