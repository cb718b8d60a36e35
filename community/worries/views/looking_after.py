"""For the coordinators and the safeguarding lead of an organisation. To anybody else none of it is there (404)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.organisations.models import Membership, Organisation
from community.organisations.places import places_of
from community.worries import services
from community.worries.enums import Step
from community.worries.forms import DoneForm, LeadForm
from community.worries.models import Worry
from community.worries.policies import check_can_name
from community.worries.queries import could_lead, leads_of, procedure_of, safeguarded_by
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role

WORRIES_A_PAGE = 25


def _organisation(request: SignedInRequest, uuid: UUID, at: datetime) -> Organisation:
    found: Organisation = get_object_or_404(safeguarded_by(request.user, at=at), uuid=uuid)
    return found


def _worry(request: SignedInRequest, uuid: UUID, worry: UUID, at: datetime) -> Worry:
    found: Worry = get_object_or_404(
        Worry.objects.visible_to(request.user, at=at).for_pages(), organisation__uuid=uuid, uuid=worry
    )
    return found


def _places(request: SignedInRequest, organisation: Organisation) -> list[Any]:
    """The other pages of an organisation are its coordinators'."""
    return places_of(request, organisation) if request.user.role == Role.COORDINATOR else []


@require_safe
@open_to(Audience.SIGNED_IN)
def worries(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The log: what nobody has seen first, what is closed last. Names stand behind links: reading is noted there."""
    at = timezone.now()
    found = _organisation(request, uuid, at)
    log = Worry.objects.visible_to(request.user, at=at).filter(organisation=found).for_pages()
    context = {
        "organisation": found,
        "places": _places(request, found),
        "page": Paginator(log, WORRIES_A_PAGE).get_page(request.GET.get("page")),
        "leads": list(leads_of(found, at=at)),
        "coordinates": request.user.role == Role.COORDINATOR,
    }
    return render(request, "community/worries/worries.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def worry(request: SignedInRequest, uuid: UUID, worry: UUID) -> HttpResponseBase:
    """One of them: what was written, who read it, what was done. POST takes one step."""
    at, user = timezone.now(), request.user
    found = _worry(request, uuid, worry, at)
    form = DoneForm(held.typed(request, at))
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step not in Step.values:
            raise Http404
        if form.is_valid():
            try:
                services.take_step(worry=found, step=Step(step), words=form.cleaned_data["words"], by=user, at=at)
            except Denied as denied:
                form.add_error("words", denied.reason)
            else:
                held.give_back(user, path=request.path)
                messages.success(request, "Written down.")
                return redirect(found)
    else:
        services.open_worry(worry=found, by=user, at=at)
    context = {
        "worry": found,
        "form": form,
        "entries": list(found.entries.select_related("by")),
        "readings": list(found.readings.select_related("by")),
        "mine_seen": found.entries.filter(by=user, step=Step.SEEN).exists(),
        **held.around(request, form),
        "back_url": reverse("worries", args=[uuid]),
        "back_label": "All worries",
    }
    return render(request, "community/worries/worry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def leads(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who the safeguarding lead is, and naming one: for a coordinator, and for an editor."""
    at = timezone.now()
    found = _to_name(request, uuid, at)
    people = could_lead(found, at=at, only_coordinators=request.user.role == Role.EDITOR)
    form = LeadForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            services.name_lead(organisation=found, user=form.cleaned_data["user"], by=request.user, at=at)
        except Denied as denied:
            form.add_error("user", denied.reason)
        else:
            messages.success(request, "Named. They read every worry from now on.")
            return redirect("safeguarding_leads", uuid)
    coordinates = request.user.role == Role.COORDINATOR
    context = {
        "organisation": found,
        "places": _places(request, found),
        "leads": list(leads_of(found, at=at)),
        "form": form,
        "anybody": people.exists(),
        "procedure": procedure_of(found),
        "coordinates": coordinates,
        "back_url": reverse("worries", args=[uuid]) if coordinates else found.get_absolute_url(),
        "back_label": "All worries" if coordinates else found.name,
    }
    return render(request, "community/worries/leads.html", context)


@require_POST
@open_to(Audience.SIGNED_IN)
def end_lead(request: SignedInRequest, uuid: UUID, membership: UUID) -> HttpResponse:
    """They are not the safeguarding lead any more."""
    at = timezone.now()
    found = _to_name(request, uuid, at)
    standing = get_object_or_404(Membership, organisation=found, uuid=membership)
    services.end_lead(membership=standing, by=request.user, at=at)
    messages.success(request, "Ended. They read no worry as the lead any more.")
    return redirect("safeguarding_leads", uuid)


def _to_name(request: SignedInRequest, uuid: UUID, at: datetime) -> Organisation:
    found: Organisation = get_object_or_404(Organisation, uuid=uuid)
    try:
        check_can_name(request.user, found, at)
    except Denied as denied:
        raise Http404 from denied
    return found
