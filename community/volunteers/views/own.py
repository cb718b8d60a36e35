"""What a volunteer sees of themselves, and the link of an invitation."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.volunteers.forms import JoinForm
from community.volunteers.models import Volunteer, VolunteerInvitation
from community.volunteers.policies import check_can_take_up
from community.volunteers.services import inviting
from community.volunteers.standing import standings
from community.volunteers.views.profile_page import profile_page
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User


@require_safe
@open_to(Audience.VOLUNTEER)
def profiles(request: SignedInRequest) -> HttpResponse:
    """With whom one helps, what people read about one, and how it stands with one's checks."""
    at = timezone.now()
    own = Volunteer.objects.own(request.user, at=at).with_helps(at=at).for_list()
    lines = standings(own.order_by("membership__organisation__name"), at=at)
    return render(request, "community/volunteers/own.html", {"lines": lines})


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.VOLUNTEER)
def profile(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Change what people read about oneself. Nobody has to approve it."""
    at = timezone.now()
    own = get_object_or_404(Volunteer.objects.own(request.user, at=at).for_list(), uuid=uuid)
    return profile_page(request, own, for_coordinator=False, back=(reverse("own_profiles"), "About me"), at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.VOLUNTEER)
def leave(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Stop helping with an organisation, without a reason. A second tap finds it done."""
    at = timezone.now()
    if request.method == "POST":
        mine = get_object_or_404(Volunteer.objects.filter(membership__user=request.user).for_list(), uuid=uuid)
        inviting.end_volunteering(volunteer=mine, by=request.user, at=at)
        messages.success(request, f"You do not help with {mine.membership.organisation} any more.")
        return redirect("own_profiles")
    own = Volunteer.objects.own(request.user, at=at).with_helps(at=at).for_list()
    standing = standings([get_object_or_404(own, uuid=uuid)], at=at)[0]
    context = {
        "volunteer": standing.volunteer,
        "standing": standing,
        "back_url": reverse("own_profiles"),
        "back_label": "About me",
    }
    return render(request, "community/volunteers/end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.EVERYBODY, personal=True)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation. Opening it does nothing (mail scanners open links); a POST takes it up, or makes an
    account for who has none at that address."""
    at = timezone.now()
    try:
        found = inviting.find_invitation(token, at=at)
    except Denied:
        return render(request, "community/volunteers/invitation_gone.html", status=410)
    if not request.user.is_authenticated:
        return _new_here(request, found, token, at)
    reason = ""
    try:
        check_can_take_up(found, by=request.user)
        if request.method == "POST":
            inviting.take_up(token=token, by=request.user, at=at)
            messages.success(request, f"You help with {found.organisation} now. Next, say something about you.")
            return redirect("own_profiles")
    except Denied as denied:
        reason = denied.reason
    context = {"invitation": found, "reason": reason, "next": urlencode({"next": request.path})}
    return render(request, "community/volunteers/invitation.html", context, status=403 if reason else 200)


def _new_here(request: HttpRequest, found: VolunteerInvitation, token: str, at: datetime) -> HttpResponse:
    """Somebody who is signed out: the way to sign in, or the two boxes of a new account."""
    known = User.objects.filter(email__iexact=found.email).exists()
    form = JoinForm(request.POST if request.method == "POST" else None, initial={"known_as": found.name})
    to_sign_in = f"{reverse('account_request_login_code')}?{urlencode({'next': request.path})}"
    if request.method == "POST" and not known and form.is_valid():
        try:
            inviting.make_account(token=token, at=at, **form.cleaned_data)
        except Denied as denied:
            # Two taps on the same button: the account is there already.
            messages.info(request, denied.reason)
        else:
            messages.success(request, f"Your account is there. Sign in with a code that we send to {found.email}.")
        return redirect(to_sign_in)
    context = {"invitation": found, "form": form, "known": known, "to_sign_in": to_sign_in}
    return render(request, "community/volunteers/invitation.html", context)
