"""The volunteers of a coordinator's own organisation. Anybody else's are not there (404)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.organisations.models import Organisation
from community.organisations.places import places_of
from community.volunteers.forms import CheckForm, InviteForm
from community.volunteers.models import Volunteer, VolunteerInvitation
from community.volunteers.services import checking, inviting
from community.volunteers.standing import Standing, standings
from community.volunteers.views.profile_page import profile_page
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read

# Invitations are emails to addresses that somebody types: enough for a good week, and no way to flood a mailbox.
INVITATIONS = {"invite_volunteer": "30/d/user"}
TOO_MANY = "You have sent many invitations today. Try again tomorrow. What you typed is still here."


def _organisation(request: SignedInRequest, uuid: UUID, at: datetime) -> Organisation:
    own = Organisation.objects.coordinated_by(request.user, at=at).select_related("availability")
    found: Organisation = get_object_or_404(own, uuid=uuid)
    return found


def _standing(request: SignedInRequest, uuid: UUID, volunteer: UUID, at: datetime) -> Standing:
    """One volunteer of an organisation that is theirs to look after now."""
    theirs = Volunteer.objects.of(_organisation(request, uuid, at), at=at)
    found = get_object_or_404(theirs.with_helps(at=at).for_list(), uuid=volunteer)
    return standings([found], at=at)[0]


@require_safe
@open_to(Audience.COORDINATOR)
def volunteers(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Everybody who helps with the organisation: whom one can promise what, at a glance. Who can take somebody on now
    comes first, who has no room last."""
    at = timezone.now()
    found = _organisation(request, uuid, at)
    theirs = Volunteer.objects.of(found, at=at).with_helps(at=at).for_list().order_by("membership__user__known_as")
    lines = sorted(standings(theirs, at=at), key=lambda each: (each.is_full, bool(each.reason)))
    mark_read(user=request.user, path=request.path, at=at)
    context = {
        "organisation": found,
        "places": places_of(request, found),
        "lines": lines,
        "due": [each for each in lines if each.due],
        "free": sum(1 for each in lines if not each.reason),
        "invitations": VolunteerInvitation.objects.waiting().filter(organisation=found).order_by("-invited_at"),
        "now": at,
    }
    return render(request, "community/volunteers/volunteers.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def invite(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Invite somebody by email. There is nobody to look through, and no hint who has an account here."""
    at = timezone.now()
    found = _organisation(request, uuid, at)
    form = InviteForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid() and _invited(request, found, form, at):
        held.give_back(request.user, path=request.path)
        messages.success(request, f"We sent {form.cleaned_data['name']} an invitation. It works for 14 days.")
        return redirect("volunteers", uuid)
    context = {
        "organisation": found,
        "form": form,
        "back_url": reverse("volunteers", args=[uuid]),
        "back_label": "Volunteers",
        **held.around(request, form),
    }
    return render(request, "community/volunteers/invite.html", context)


def _invited(request: SignedInRequest, organisation: Organisation, form: InviteForm, at: datetime) -> bool:
    """Whether the invitation went out; the form says why not."""
    limits: Any = {"app": "community.volunteers", "action": "invite_volunteer", "config": INVITATIONS}
    if not ratelimit.consume(request, user=request.user, **limits):
        form.add_error(None, TOO_MANY)
        return False
    try:
        inviting.invite_volunteer(organisation=organisation, by=request.user, at=at, **form.cleaned_data)
    except Denied as denied:
        form.add_error("email", denied.reason)
        return False
    return True


@require_POST
@open_to(Audience.COORDINATOR)
def take_back(request: SignedInRequest, uuid: UUID, invited: UUID) -> HttpResponse:
    """Take an invitation back that still waits."""
    at = timezone.now()
    theirs = VolunteerInvitation.objects.filter(organisation=_organisation(request, uuid, at))
    inviting.take_invitation_back(invitation=get_object_or_404(theirs, uuid=invited), by=request.user, at=at)
    messages.success(request, "Taken back. The link in the email does not work any more.")
    return redirect("volunteers", uuid)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def volunteer(request: SignedInRequest, uuid: UUID, volunteer: UUID) -> HttpResponse:
    """One of them: what people read, how many they help, their checks. POST notes a check."""
    at = timezone.now()
    standing = _standing(request, uuid, volunteer, at)
    form = CheckForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid() and _noted(request, standing.volunteer, form, at):
        held.give_back(request.user, path=request.path)
        messages.success(request, "The check is noted.")
        return redirect("volunteer", uuid, volunteer)
    context = {
        "organisation": standing.volunteer.membership.organisation,
        "volunteer": standing.volunteer,
        "standing": standing,
        "form": form,
        "back_url": reverse("volunteers", args=[uuid]),
        "back_label": "Volunteers",
        **held.around(request, form),
    }
    return render(request, "community/volunteers/volunteer.html", context)


def _noted(request: SignedInRequest, volunteer: Volunteer, form: CheckForm, at: datetime) -> bool:
    """Whether the check is kept; the form says why not."""
    try:
        checking.note_check(volunteer=volunteer, by=request.user, at=at, **form.cleaned_data)
    except Denied as denied:
        form.add_error("runs_out_on" if form.cleaned_data["runs_out_on"] else "done_on", denied.reason)
        return False
    return True


@require_POST
@open_to(Audience.COORDINATOR)
def take_check_out(request: SignedInRequest, uuid: UUID, volunteer: UUID, check: UUID) -> HttpResponse:
    """Take out a check that was noted by mistake."""
    at = timezone.now()
    theirs = _standing(request, uuid, volunteer, at).volunteer
    checking.take_check_out(check=get_object_or_404(theirs.checks, uuid=check), by=request.user, at=at)
    messages.success(request, "Taken out. This check does not count any more.")
    return redirect("volunteer", uuid, volunteer)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def change(request: SignedInRequest, uuid: UUID, volunteer: UUID) -> HttpResponse:
    """Change what people read about a volunteer, for who does not do so themselves."""
    at = timezone.now()
    found = _standing(request, uuid, volunteer, at).volunteer
    back = reverse("volunteer", args=[uuid, volunteer])
    return profile_page(request, found, for_coordinator=True, back=(back, found.name), at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.COORDINATOR)
def end(request: SignedInRequest, uuid: UUID, volunteer: UUID) -> HttpResponse:
    """Ask once more, then end somebody's time with the organisation. A second tap finds it done."""
    at = timezone.now()
    if request.method == "POST":
        theirs = Volunteer.objects.filter(membership__organisation=_organisation(request, uuid, at)).for_list()
        found = get_object_or_404(theirs, uuid=volunteer)
        inviting.end_volunteering(volunteer=found, by=request.user, at=at)
        messages.success(request, f"{found.name} does not help with {found.membership.organisation} any more.")
        return redirect("volunteers", uuid)
    standing = _standing(request, uuid, volunteer, at)
    found = standing.volunteer
    context = {
        "volunteer": found,
        "standing": standing,
        "back_url": reverse("volunteer", args=[uuid, volunteer]),
        "back_label": found.name,
    }
    return render(request, "community/volunteers/end.html", context)
