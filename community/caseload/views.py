"""A social worker's people: the list, and each of them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.caseload.list_of_people import Row, row_for, rows_for
from community.caseload.queries import allocations_of
from planning.assessments.models import Assessment, IndicativeBudget
from planning.routes.queries import open_offer
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.lists import Choice
from portal.components.money import any_pence

HIDE_NAMES = "hide_names"
VIEWS = {"waiting": "Waiting", "new": "New drafts", "all": "All"}


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def caseload(request: SignedInRequest) -> HttpResponse:
    """Everybody, what waits longest first; `?show=` narrows it down."""
    at = timezone.now()
    rows = rows_for(request.user, at=at)
    found = {
        "waiting": [row for row in rows if row.waits],
        "new": [row for row in rows if row.new_drafts],
        "all": rows,
    }
    show = request.GET.get("show", "")
    show = show if show in VIEWS else "all"
    # One event for the whole list: an opened record is an event of its own.
    record("caseload opened", by=request.user, person=None, at=at, people=[row.person.pk for row in found[show]])
    context = {
        "rows": found[show],
        "everybody": len(rows),
        "show": show,
        "choices": [
            Choice(label, f"{reverse('caseload')}?show={name}", len(found[name]), current=name == show)
            for name, label in VIEWS.items()
        ],
        "pence": any_pence(row.weekly for row in found[show]),
        "names_hidden": request.session.get(HIDE_NAMES, False),
    }
    return render(request, "community/caseload/caseload.html", context)


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def names(request: SignedInRequest) -> HttpResponse:
    """Hide or show names, until signing out: for when somebody else can see the screen."""
    request.session[HIDE_NAMES] = request.POST.get("hide") == "yes"
    show = request.POST.get("show", "")
    return redirect(f"{reverse('caseload')}?show={show}" if show in VIEWS else "caseload")


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One of the worker's people: the drafts they share, the assessment, the first figure. Nobody else's: 404."""
    at = timezone.now()
    allocation = get_object_or_404(allocations_of(request.user, at=at), person__uuid=uuid)
    found: User = allocation.person
    row: Row = row_for(request.user, found, at=at)
    record("record opened", by=request.user, person=found, about=found, at=at)
    context = {
        "person": found,
        "row": row,
        "allocation": allocation,
        "stands_in_for": "" if allocation.worker_id == request.user.pk else allocation.worker.known_as,
        "indicative": IndicativeBudget.objects.filter(person=found).newest().select_related("set_by").first(),
        "assessment": Assessment.objects.filter(person=found).newest().select_related("recorded_by").first(),
        "offer": open_offer(found),
        "names_hidden": request.session.get(HIDE_NAMES, False),
        "back_url": reverse("caseload"),
        "back_label": "My people",
    }
    return render(request, "community/caseload/person.html", context)
