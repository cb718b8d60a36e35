"""The form of a profile, for the volunteer and for the coordinator alike."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.volunteers.forms import ProfileForm
from community.volunteers.models import Volunteer
from community.volunteers.services.profiles import ChangedMeanwhile, change_profile
from content.wizards import held
from portal.access.requests import SignedInRequest


def profile_page(
    request: SignedInRequest, volunteer: Volunteer, *, for_coordinator: bool, back: tuple[str, str], at: datetime
) -> HttpResponse:
    """Show the form, or keep what was written. Where somebody else changed it meanwhile, it says so, and nothing is
    lost. back: the address and the name of the page to go back to, and on to."""
    typed, now = held.typed(request, at), Volunteer.objects.for_list().get(pk=volunteer.pk)
    form, meanwhile = ProfileForm(typed, instance=volunteer, for_coordinator=for_coordinator), False
    if request.method == "POST" and form.is_valid():
        try:
            seen = _number(request.POST.get("seen", ""))
            change_profile(volunteer=now, facts=form.facts(), seen=seen, by=request.user, at=at)
            held.give_back(request.user, path=request.path)
            messages.success(request, "Saved. It holds from now on.")
            return redirect(back[0])
        except ChangedMeanwhile:
            meanwhile = True
    context = {
        "volunteer": now,
        "form": form,
        "for_coordinator": for_coordinator,
        "meanwhile": meanwhile,
        # Whoever has read what the other one wrote decides; who has sent nothing goes on from where they began.
        "seen": typed.get("seen", "") if typed is not None and not meanwhile else now.number,
        "back_url": back[0],
        "back_label": back[1],
        **held.around(request, form),
    }
    return render(request, "community/volunteers/profile.html", context)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
