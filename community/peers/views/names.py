"""The name under which somebody writes: choosing it, and for moderators, looking at a new one before others see it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.peers.enums import NameDecision
from community.peers.forms import ModerateNameForm, NameForm
from community.peers.models import Naming
from community.peers.policies import WHY
from community.peers.queries import name_of
from community.peers.services import naming as services
from community.peers.standing import name_standing_of
from community.peers.views.around import NAMES, around_form, check_not_too_many, for_moderators, for_readers
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest, own_address

DONE = {
    NameDecision.APPROVE: "Others see the new name now.",
    NameDecision.ANOTHER_NAME: "We have asked for another name, with your words.",
}


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def name(request: SignedInRequest) -> HttpResponse:
    """Choose the name to write under, or another one."""
    at, user = timezone.now(), request.user
    for_readers(request, at)
    standing = name_standing_of(name_of(user))
    form = NameForm(held.typed(request, at), initial={"name": standing.to_go_on_from if standing else ""})
    go_on = own_address(request.GET.get("next")) or reverse("peers")
    if request.method == "POST" and form.is_valid():
        try:
            check_not_too_many(request, NAMES)
            services.choose_name(name=form.cleaned_data["name"], by=user, at=at)
            held.give_back(user, path=request.path)
            chosen = name_standing_of(name_of(user))
            if chosen:
                messages.success(request, chosen.sentence)
            return redirect(go_on)
        except Denied as denied:
            form.add_error("name", denied.reason)
    return render(request, "community/peers/name.html", {"standing": standing, **around_form(request, form)})


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def look_at_name(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A name that somebody wants: let others see it, or ask for another one."""
    at, user = timezone.now(), request.user
    for_moderators(request, at)
    found = get_object_or_404(Naming.objects.fair_for(user).select_related("voice"), uuid=uuid)
    form = ModerateNameForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        decision, why = NameDecision(form.cleaned_data["decision"]), form.cleaned_data["why"]
        try:
            if decision == NameDecision.APPROVE:
                services.approve_name(naming=found, by=user, at=at)
            else:
                services.send_name_back(naming=found, why=why, by=user, at=at)
            held.give_back(user, path=request.path)
            messages.success(request, DONE[decision])
            return redirect("peers_waiting")
        except Denied as denied:
            form.add_error("why" if denied.reason == WHY else None, denied.reason)
            found.refresh_from_db()
    return render(request, "community/peers/look_at_name.html", {"naming": found, **around_form(request, form)})
