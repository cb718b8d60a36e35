"""A coordinator names those who look at what people write, among the people of their organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.organisations.models import Membership, Organisation
from community.peers.forms import NameModeratorForm
from community.peers.models import Moderator
from community.peers.policies import PARTS
from community.peers.services import moderating
from community.peers.services.waiting import naming_path
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.notifications.services import mark_read
from portal.relationships.queries import active_at


def _candidates(organisation: Organisation, at: datetime) -> Any:
    places = Membership.objects.filter(active_at(at), organisation=organisation, user=OuterRef("pk"), part__in=PARTS)
    named = Moderator.objects.active(at=at).filter(organisation=organisation, user=OuterRef("pk"))
    return User.objects.filter(Exists(places), ~Exists(named), is_active=True).order_by("full_name")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def moderators(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who looks at what people write; name another one, or end somebody's time."""
    at, user = timezone.now(), request.user
    organisation = get_object_or_404(Organisation.objects.coordinated_by(user, at=at), uuid=uuid)
    form = NameModeratorForm(request.POST if "user" in request.POST else None, users=_candidates(organisation, at))
    last = None
    if request.method == "POST":
        if "end" in request.POST:
            ending = _ending(request, organisation)
            if "sure" in request.POST or not moderating.is_the_last(ending, at=at):
                return _end(request, ending, at)
            last = ending
        if form.is_bound and form.is_valid():
            try:
                named = moderating.name_moderator(
                    organisation=organisation, user=form.cleaned_data["user"], by=user, at=at
                )
                messages.success(request, f"{named.user.known_as} can look at what people write.")
                return redirect("organisation_moderators", uuid)
            except Denied as denied:
                form.add_error("user", denied.reason)
    else:
        mark_read(user=user, path=naming_path(organisation), at=at)
    now = Moderator.objects.active(at=at).filter(organisation=organisation).select_related("user")
    context = {
        "organisation": organisation,
        "last": last,
        "form": form,
        "moderators": list(now.order_by("user__full_name")),
        "candidates": _candidates(organisation, at).exists(),
    }
    return render(request, "community/peers/moderators.html", context)


def _ending(request: SignedInRequest, organisation: Organisation) -> Moderator:
    """Whose time somebody wants to end; 404 where there is nobody."""
    try:
        wanted = UUID(request.POST["end"])
    except ValueError as wrong:
        raise Http404 from wrong
    named = Moderator.objects.filter(organisation=organisation).select_related("user", "organisation")
    found: Moderator = get_object_or_404(named, uuid=wanted)
    return found


def _end(request: SignedInRequest, ending: Moderator, at: datetime) -> HttpResponse:
    moderating.end_moderating(moderator=ending, by=request.user, at=at)
    messages.success(request, f"{ending.user.known_as} does not look at what people write any more.")
    return redirect("organisation_moderators", ending.organisation.uuid)
