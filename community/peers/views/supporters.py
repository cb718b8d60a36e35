"""Peer supporters in their own words: to find one, and to write them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.peers.forms import FindSupporterForm, SupporterForm
from community.peers.models import SupporterWords
from community.peers.queries import own_peers
from community.peers.services import supporters as services
from community.peers.views.around import around_form, for_readers
from community.volunteers.models import Volunteer
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

SUPPORTERS_A_PAGE = 20


@require_safe
@open_to(Audience.SIGNED_IN)
def supporters(request: SignedInRequest) -> HttpResponse:
    """Those who want to be found, each with their organisation, which one asks for help."""
    at, user = timezone.now(), request.user
    for_readers(request, at)
    form = FindSupporterForm(request.GET)
    found = SupporterWords.objects.shown(at=at).fitting(form.words)
    context = {
        "form": form,
        "found": Paginator(found, SUPPORTERS_A_PAGE).get_page(request.GET.get("page")),
        "own": list(own_peers(user, at)),
    }
    return render(request, "community/peers/supporters.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def own_words(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What I know from my own life. uuid: who one is at one organisation."""
    at, user = timezone.now(), request.user
    volunteer: Volunteer = get_object_or_404(own_peers(user, at), uuid=uuid)
    known = SupporterWords.objects.filter(volunteer=volunteer).first()
    initial = {
        "shown_as": known.shown_as if known else user.known_as,
        "words": known.words if known else "",
        "wants_to_be_found": known.wants_to_be_found if known else True,
    }
    form = SupporterForm(held.typed(request, at), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.say_what_i_know(volunteer=volunteer, by=user, at=at, **form.cleaned_data)
            held.give_back(user, path=request.path)
            messages.success(request, "Saved.")
            return redirect("peer_supporters")
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = {
        "volunteer": volunteer,
        "checked": Volunteer.objects.filter(pk=volunteer.pk).checked(at=at).exists(),
        **around_form(request, form),
    }
    return render(request, "community/peers/own_words.html", context)
