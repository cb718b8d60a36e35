"""Writing down a meeting, and saying something to one: for either of the two."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.help_requests.models import Helping
from community.helping import services
from community.helping.forms import LineForm, MeetingForm
from community.helping.models import Meeting
from community.helping.policies import is_active
from community.helping.views.lookup import find_either
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

BOTH_READ = "Written down. You can both read it."
YOU_READ = "Written down. You can read it here."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """When we met, how long, and one line that both read."""
    at, user = timezone.now(), request.user
    found = find_either(user, uuid, at)
    begun = {"key": str(uuid4()), "on": min(timezone.localdate(at), found.match.last_day), "minutes": None}
    other = _other(found, request).known_as if is_active(found.match, at) else ""
    form = MeetingForm(held.typed(request, at), initial=begun, other=other)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_meeting(helping=found, by=user, at=at, **form.cleaned_data)
        except Denied as denied:
            form.add_error("on", denied.reason)
        else:
            return _kept(request, found, at)
    return render(request, "community/helping/meeting.html", _context(request, found, form))


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def say(request: SignedInRequest, uuid: UUID, meeting_uuid: UUID) -> HttpResponseBase:
    """A line of one's own below a meeting; what was written stays."""
    at, user = timezone.now(), request.user
    found = find_either(user, uuid, at)
    meeting: Meeting = get_object_or_404(Meeting.objects.for_pages(), match=found.match_id, uuid=meeting_uuid)
    form = LineForm(held.typed(request, at), initial={"key": str(uuid4())})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_line(helping=found, meeting=meeting, by=user, at=at, **form.cleaned_data)
        except Denied as denied:
            form.add_error("line", denied.reason)
        else:
            return _kept(request, found, at)
    context = {**_context(request, found, form), "meeting": meeting}
    return render(request, "community/helping/meeting_line.html", context)


def _other(found: Helping, request: SignedInRequest) -> Any:
    match = found.match
    return match.helper if request.user.pk == match.person_id else match.person


def _page(found: Helping, request: SignedInRequest) -> str:
    name = "match" if request.user.pk == found.match.person_id else "helping_person"
    return f"{reverse(name, args=[found.match.uuid])}#meetings"


def _kept(request: SignedInRequest, found: Helping, at: datetime) -> HttpResponseBase:
    held.give_back(request.user, path=request.path)
    messages.success(request, BOTH_READ if is_active(found.match, at) else YOU_READ)
    return redirect(_page(found, request))


def _context(request: SignedInRequest, found: Helping, form: forms.Form) -> dict[str, Any]:
    return {
        "helping": found,
        "other": _other(found, request),
        "form": form,
        **held.around(request, form),
        "back_url": _page(found, request),
        "back_label": _other(found, request).known_as,
    }
