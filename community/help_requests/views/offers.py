"""Somebody is proposed: the coordinator chooses whom, the person reads about them and says yes or no."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.help_requests import services
from community.help_requests.enums import Action, Actor, Settled, State
from community.help_requests.forms import LastDayForm
from community.help_requests.life import actions_in
from community.help_requests.models import Helping, HelpRequest, Offer
from community.help_requests.policies import LONGEST
from community.help_requests.queries import help_rules, helping_now
from community.help_requests.suitable import codes_wanted
from community.help_requests.views.choosing import shown_documents
from community.help_requests.views.coordinators import too_late
from community.help_requests.views.lookup import asked_of, once_asked_of, own_organisation, own_request
from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from community.volunteers.standing import in_full
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

NOBODY_YET = "Choose somebody to propose."
NEITHER = "Press yes or no. Nothing has changed."


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be proposed. skills, languages: those that were asked for."""

    volunteer: Volunteer
    skills: list[str]
    languages: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def propose(request: SignedInRequest, uuid: UUID, request_uuid: UUID) -> HttpResponse:
    """Whom to propose: only those who can be matched now, who fits best first."""
    at = timezone.now()
    if request.method == "POST":
        return _proposed(request, uuid, once_asked_of(request, uuid, request_uuid, at), at)
    found = asked_of(request, uuid, request_uuid, at)
    organisation = own_organisation(request, uuid, at)
    candidates = _candidates(found, organisation, at)
    context = {
        "page_title": "Propose somebody",
        "page_caption": found.person.known_as,
        "page_lead": f"{found.person.known_as} reads what they say of themselves, and says yes or no.",
        "back_url": reverse("organisation_request", args=[uuid, request_uuid]),
        "back_label": "The request",
        "help_request": found,
        "possible": Action.PROPOSE in actions_in(State(found.stands), Actor.COORDINATOR),
        "candidates": candidates,
        "known_to_them": not candidates and Volunteer.objects.matchable(organisation, at=at).exists(),
    }
    return render(request, "community/help_requests/organisation/propose.html", context)


def _candidates(found: HelpRequest, organisation: Organisation, at: datetime) -> list[Candidate]:
    """Those who can be matched, and are new to the person as far as this organisation knows: whom another one sends is
    no business of theirs, so it shows by no name that is left out. A constant number of queries."""
    free = Volunteer.objects.matchable(organisation, at=at).for_list().order_by("membership__user__known_as")
    said_no = found.offers.filter(settled=Settled.NO).values("helper")
    helping = helping_now(found.person, organisation, at=at)
    wanted = codes_wanted(found)
    candidates = [
        Candidate(
            volunteer,
            [term.name for term in volunteer.skills.all() if term.code in wanted],
            [term.name for term in volunteer.languages.all() if term.code in wanted],
        )
        for volunteer in free.exclude(membership__user__in=said_no).exclude(membership__user__in=helping)
    ]
    return sorted(candidates, key=lambda each: (-len(each.skills), -len(each.languages)))


def _proposed(request: SignedInRequest, uuid: UUID, found: HelpRequest, at: datetime) -> HttpResponse:
    theirs = Volunteer.objects.visible_to(request.user, at=at).filter(membership__organisation__uuid=uuid)
    try:
        chosen = UUID(request.POST.get("volunteer", ""))
    except ValueError:
        messages.error(request, NOBODY_YET)
        return redirect("organisation_request_propose", uuid, found.uuid)
    volunteer: Volunteer = get_object_or_404(theirs.select_related("membership__user"), uuid=chosen)
    try:
        services.propose_helper(request=found, volunteer=volunteer, by=request.user, at=at)
    except Denied as denied:
        return too_late(request, uuid, found, denied.reason)
    messages.success(request, f"Sent. {found.person.known_as} reads about {volunteer.name} and says yes or no.")
    return redirect("organisation_request", uuid, found.uuid)


@require_POST
@open_to(Audience.COORDINATOR)
def take_offer_back(request: SignedInRequest, uuid: UUID, request_uuid: UUID, offer_uuid: UUID) -> HttpResponse:
    """Take a proposal back that waits for the person."""
    at = timezone.now()
    found = once_asked_of(request, uuid, request_uuid, at)
    offer: Offer = get_object_or_404(found.offers.filter(organisation__uuid=uuid), uuid=offer_uuid)
    try:
        services.take_offer_back(offer=offer, by=request.user, at=at)
    except Denied as denied:
        return too_late(request, uuid, found, denied.reason)
    messages.success(request, "Taken back. You can propose somebody else.")
    return redirect("organisation_request", uuid, request_uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def offer(request: SignedInRequest, uuid: UUID, offer_uuid: UUID) -> HttpResponse:
    """Who is proposed, what they would see and until when; yes or no. No reason is asked."""
    at = timezone.now()
    found = own_request(request, uuid, at)
    proposed = _own_offer(found, offer_uuid)
    today = timezone.localdate(at)
    choice = request.POST.get("choice", "")
    yes = choice == "yes"
    usual = {"day": today + help_rules().usually}
    form = LastDayForm(request.POST if yes else None, initial=usual, today=today, latest=today + LONGEST)
    problem = NEITHER if request.method == "POST" and choice not in {"yes", "no"} else ""
    if choice == "no" or (yes and form.is_valid()):
        try:
            return _said(request, found, proposed, form.cleaned_data["day"] if yes else None, at)
        except Denied as denied:
            problem = denied.reason
            proposed.refresh_from_db()
    context = {
        "page_title": proposed.helper.known_as,
        "page_caption": proposed.organisation.name,
        "back_url": found.get_absolute_url(),
        "back_label": "Your request",
        "help_request": found,
        "offer": proposed,
        "photo": reverse("help_offer_face", args=[uuid, offer_uuid]) if _shows_face(proposed) else "",
        "profile": _profile(proposed, at),
        "checked": _is_checked(proposed, at),
        "now": _helps_now(found, at) if found.stands == State.REPLACING else None,
        "shown": [each for each in shown_documents(found) if each.left_out is not None],
        "form": form,
        "problem": problem,
    }
    return render(request, "community/help_requests/offer.html", context)


def _shows_face(proposed: Offer) -> bool:
    """Whether the person may see who it is: while they decide, and no longer."""
    return not proposed.settled and bool(proposed.helper.portrait)


def _own_offer(found: HelpRequest, offer_uuid: UUID) -> Offer:
    offers = found.offers.select_related("helper", "organisation", "request__person")
    proposed: Offer = get_object_or_404(offers, uuid=offer_uuid)
    return proposed


def _profile(proposed: Offer, at: datetime) -> Volunteer | None:
    """What they say of themselves, while they help with the organisation."""
    theirs = Volunteer.objects.of(proposed.organisation, at=at).filter(membership__user=proposed.helper)
    profile: Volunteer | None = theirs.for_list().first()
    return profile


def _is_checked(proposed: Offer, at: datetime) -> bool:
    """Whether every check that is needed holds today."""
    theirs = Volunteer.objects.of(proposed.organisation, at=at).checked(at=at)
    return bool(theirs.filter(membership__user=proposed.helper).exists())


def _helps_now(found: HelpRequest, at: datetime) -> Helping | None:
    helping: Helping | None = Helping.objects.active(at=at).for_pages().filter(request=found).first()
    return helping


def _said(
    request: SignedInRequest, found: HelpRequest, proposed: Offer, day: date | None, at: datetime
) -> HttpResponse:
    """Do what the person said. Raises Denied."""
    name = proposed.helper.known_as
    if day is None:
        services.decline_offer(offer=proposed, by=request.user, at=at)
        messages.success(request, f"That is fine. We told {proposed.organisation.name}, without a reason.")
        return redirect(found)
    until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    begun = services.accept_offer(offer=proposed, until=until, by=request.user, at=at)
    # Said twice with two days, the first holds.
    last = in_full(begun.match.last_day)
    messages.success(request, f"{name} helps you from now on, until {last}. You can end it at any time.")
    return redirect(found)


@require_safe
@open_to(Audience.PERSON)
def offer_face(request: SignedInRequest, uuid: UUID, offer_uuid: UUID) -> HttpResponseBase:
    """The face of who is proposed, for the person who decides about them."""
    proposed = _own_offer(own_request(request, uuid, timezone.now()), offer_uuid)
    if not _shows_face(proposed):
        raise Http404
    try:
        return FileResponse(proposed.helper.portrait.open("rb"), headers={"X-Content-Type-Options": "nosniff"})
    except FileNotFoundError as missing:
        raise Http404 from missing
