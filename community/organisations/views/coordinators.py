"""A coordinator's own organisation. Anybody else's is not there (404)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.organisations import services
from community.organisations.forms import CostFormSet, EntryForm, RoomForm, draft_of
from community.organisations.models import Organisation
from community.organisations.places import places_of
from community.organisations.policies import check_can_assure
from community.organisations.proposals import changes, proposal_of
from community.organisations.queries import directory_rules
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest, own_address
from portal.notifications.services import mark_read

PROPOSED = "Sent to the editors. People see it once one of them has read it. What they see until then has not changed."


def _own(request: SignedInRequest, uuid: UUID, at: datetime) -> Organisation:
    """The organisation, if this coordinator is its coordinator now."""
    found: Organisation = get_object_or_404(
        Organisation.objects.coordinated_by(request.user, at=at).for_page(), uuid=uuid
    )
    return found


@require_safe
@open_to(Audience.COORDINATOR)
def organisation(request: SignedInRequest) -> HttpResponse:
    """The way to one's organisation; a list where there are several."""
    own = list(Organisation.objects.coordinated_by(request.user, at=timezone.now()).for_list().order_by("name"))
    if len(own) == 1:
        return redirect("organisation_first", own[0].uuid)
    return render(request, "community/organisations/own.html", {"own": own})


@require_safe
@open_to(Audience.COORDINATOR)
def first(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """On to the first of its pages, which holds what waits; to its entry where people cannot ask it for anything here,
    and nothing waits."""
    found = _own(request, uuid, timezone.now())
    places = places_of(request, found)
    if found.on_portal or any(place.count for place in places):
        return redirect(places[0].url)
    return redirect("organisation_entry", uuid)


@require_safe
@open_to(Audience.COORDINATOR)
def own_entry(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the entry stands: what people see, what waits for an editor, how much room there is, when it was checked."""
    at = timezone.now()
    found, rules = _own(request, uuid, at), directory_rules()
    mark_read(user=request.user, path=request.path, at=at)
    context = {
        "organisation": found,
        "places": places_of(request, found),
        "proposal": proposal_of(found),
        "stale": rules.is_stale(found.now, at=at),
        "days": rules.stale_after_days,
    }
    return render(request, "community/organisations/own_entry.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Write the entry anew, as a proposal. Where somebody else changed it meanwhile, it says so. Nothing is lost."""
    at = timezone.now()
    found, typed = _own(request, uuid, at), held.typed(request, at)
    newest = found.get_latest_revision_as_object()
    form = EntryForm(typed, instance=found.get_latest_revision_as_object())
    # What was typed is compared with nothing: a line that is as it was counts, too.
    costs = CostFormSet(typed, initial=_costs(newest) if typed is None else None, prefix="costs")
    meanwhile: list[str] = []
    if request.method == "POST" and form.is_valid() and costs.is_valid():
        draft = draft_of(form, costs)
        try:
            services.propose_entry(
                organisation=found, draft=draft, seen=_number(request.POST.get("seen", "")), by=request.user, at=at
            )
            return _sent(request, uuid)
        except services.ChangedMeanwhile:
            meanwhile = changes(newest, draft)
            if not meanwhile:
                # Two taps on the same button: what they hold is there already.
                return _sent(request, uuid)
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = {
        "organisation": found,
        "form": form,
        "costs": costs,
        "meanwhile": meanwhile,
        # Whoever has read what somebody else changed decides; who has not sent anything goes on from where they began.
        "seen": typed.get("seen", "") if typed is not None and not meanwhile else found.latest_revision_id or "",
        "back_url": reverse("organisation_entry", args=[uuid]),
        "back_label": "My organisation",
        **held.around(request, form),
    }
    return render(request, "community/organisations/change.html", context)


def _sent(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    held.give_back(request.user, path=request.path)
    messages.success(request, PROPOSED)
    return redirect("organisation_entry", uuid)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None


def _costs(entry: Organisation) -> list[dict[str, Any]]:
    return [
        {"option": cost.option, "amount": cost.amount, "amount_description": cost.amount_description}
        for cost in entry.cost_options.all()
    ]


@require_POST
@open_to(Audience.COORDINATOR)
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a proposal back: what people see stays."""
    at = timezone.now()
    services.take_proposal_back(organisation=_own(request, uuid, at), by=request.user, at=at)
    messages.success(request, "Taken back. What people see has not changed.")
    return redirect("organisation_entry", uuid)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def room(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say how much room there is. It shows at once."""
    at = timezone.now()
    found = _own(request, uuid, at)
    now = found.now
    initial = {"room": now.room, "wait_weeks": now.wait_weeks, "intake_paused": now.intake_paused}
    form = RoomForm(held.typed(request, at), initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_room(organisation=found, by=request.user, at=at, **form.cleaned_data)
        held.give_back(request.user, path=request.path)
        messages.success(request, "Saved. People see it from now on.")
        return redirect("organisation_entry", uuid)
    context = {
        "organisation": found,
        "form": form,
        "back_url": reverse("organisation_entry", args=[uuid]),
        "back_label": "My organisation",
        **held.around(request, form),
    }
    return render(request, "community/organisations/room.html", context)


@require_POST
@open_to(Audience.COORDINATOR)
def pause(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One button: take on nobody new for now, or take people on again."""
    at, paused = timezone.now(), request.POST.get("paused") == "yes"
    services.pause_intake(organisation=_own(request, uuid, at), paused=paused, by=request.user, at=at)
    said = "You take on nobody new for now. The list says so." if paused else "People can ask you for help again."
    messages.success(request, said)
    return redirect("organisation_entry", uuid)


@require_POST
@open_to(Audience.SIGNED_IN)
def is_right(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One button for a coordinator of it and for an editor: everything in this entry is right today."""
    at = timezone.now()
    found = get_object_or_404(Organisation.objects.listed(), uuid=uuid)
    try:
        check_can_assure(request.user, found, at=at)
    except Denied as denied:
        raise Http404 from denied
    services.assure_entry(organisation=found, by=request.user, at=at)
    messages.success(request, "Thank you. People see that it was checked today.")
    return redirect(own_address(request.POST.get("next")) or found.get_absolute_url())
