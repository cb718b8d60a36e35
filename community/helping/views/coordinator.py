"""For who coordinates: who helps whom now, what was said at the end, and ending it for the organisation."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.help_requests.enums import Action, HowEnded
from community.help_requests.models import Helping
from community.helping import services
from community.helping.forms import CloseForm
from community.helping.models import LookBack, Meeting, PartingWord
from community.helping.places import coordinators_path
from community.helping.queries import NEWS_FOR, helped_by
from community.organisations.models import Organisation
from community.organisations.places import places_of
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.notifications.services import mark_read

MOST_SHOWN = 50
CLOSED = "It has ended. We told both of them."
ENDED_BEFORE = "It had ended already, so what you wrote was not sent."


def _organisation(user: User, uuid: UUID, at: datetime) -> Organisation:
    own = Organisation.objects.coordinated_by(user, at=at).select_related("availability")
    found: Organisation = get_object_or_404(own, uuid=uuid)
    return found


@require_safe
@open_to(Audience.COORDINATOR)
def helping(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who helps whom now and until when; what has ended, without whose it was; what people said afterwards."""
    at, user = timezone.now(), request.user
    own = _organisation(user, uuid, at)
    mark_read(user=user, path=request.path, at=at)
    found = list(helped_by(own, at=at))
    met = Meeting.objects.filter(match__in=[each.match_id for each in found]).by_match()
    over = Helping.objects.filter(organisation=own, match__ends_at__lte=at).select_related("match__helper")
    # They may name the person, so they stand there no longer than they are of use.
    words = PartingWord.objects.filter(helping__organisation=own, written_at__gt=at - NEWS_FOR)
    said = LookBack.objects.filter(helping__organisation=own, for_organisation=True).select_related("written_by")
    context = {
        "organisation": own,
        "places": places_of(request, own),
        "rows": [{"match": each.match, "met": met.get(each.match_id)} for each in found],
        "over": over.order_by("-match__ends_at", "pk")[:MOST_SHOWN],
        "words": words.select_related("written_by").order_by("-written_at")[:MOST_SHOWN],
        "said": said.order_by("-written_at")[:MOST_SHOWN],
    }
    return render(request, "community/helping/organisation.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def close(request: SignedInRequest, uuid: UUID, match: UUID) -> HttpResponseBase:
    """End some help for the organisation, with words for the person. A second tap finds it done."""
    at, user = timezone.now(), request.user
    own = _organisation(user, uuid, at)
    if request.method == "POST" and _over_already(own, match, user, at):
        return redirect(coordinators_path(own))
    found: Helping = get_object_or_404(helped_by(own, at=at), match__uuid=match)
    person, helper = found.match.person, found.match.helper
    form = CloseForm(held.typed(request, at), person=person.known_as)
    if request.method == "POST" and form.is_valid():
        how = services.close_help(helping=found, words=form.cleaned_data["words"], by=user, at=at)
        held.give_back(user, path=request.path)
        messages.success(request, CLOSED if how == HowEnded.ORGANISATION else ENDED_BEFORE)
        return redirect(coordinators_path(own))
    context = {
        "helping": found,
        "person": person,
        "helper": helper,
        "takes_over": found.request.offers.open().select_related("helper").first(),
        "form": form,
        **held.around(request, form),
        "back_url": coordinators_path(own),
        "back_label": "Who helps whom",
    }
    return render(request, "community/helping/close.html", context)


def _over_already(own: Organisation, match: UUID, user: User, at: datetime) -> bool:
    """A second tap: this very user has ended this very help. Words about help that ended otherwise are given back."""
    ended = Helping.objects.filter(organisation=own, how_ended=HowEnded.ORGANISATION, match__ends_at__lte=at)
    closed = Q(request__turns__at__gte=F("match__starts_at"), request__turns__at__lte=F("match__ends_at"))
    by_them = Q(request__turns__action=Action.CLOSE, request__turns__by=user)
    return bool(ended.filter(closed & by_them, match__uuid=match).exists())
