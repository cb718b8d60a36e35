"""For a helper: I'm worried about someone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.helping.queries import given_before, given_by
from community.worries.forms import WorryForm
from community.worries.models import Worry
from community.worries.naming import whom
from community.worries.queries import procedure_of, told_in_words, worry_rules, writes_to
from community.worries.services import write_worry
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.lists import in_a_row

SENT = "Sent. We told {}. If somebody is in danger now, ring 999."
NOBODY_TOLD = "Kept. But nobody is named who could read it today. Ring one of the numbers."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.VOLUNTEER)
def worried(request: SignedInRequest) -> HttpResponseBase:
    """The numbers first; then what one's organisation asks one to do; then writing it down."""
    at, user = timezone.now(), request.user
    form = _form(request, at)
    if request.method == "POST" and form.is_valid():
        try:
            worry = write_worry(key=form.cleaned_data["key"], by=user, at=at, **form.asked())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            held.give_back(user, path=request.path)
            if told := in_a_row(told_in_words(worry.organisation, by=user, at=at)):
                messages.success(request, SENT.format(told))
            else:
                messages.warning(request, NOBODY_TOLD)
            return redirect("helping")
    context: dict[str, Any] = {
        "form": form,
        "procedures": [
            (each, procedure_of(each), in_a_row(told_in_words(each, by=user, at=at))) for each in form.concerned
        ],
        "usual": worry_rules().steps,
        **held.around(request, form),
        "back_url": reverse("helping"),
        "back_label": "Whom I help",
    }
    return render(request, "community/worries/worried.html", context)


def _form(request: SignedInRequest, at: datetime) -> WorryForm:
    user = request.user
    return WorryForm(
        held.typed(request, at),
        initial={"key": str(uuid4()), "who": request.GET.get("about", "")},
        helped=list(given_by(user, at=at)),
        before=list(given_before(user, at=at)),
        organisations=list(writes_to(user, at=at)),
    )


@require_safe
@open_to(Audience.VOLUNTEER)
def own_worry(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What I wrote myself, and whether somebody has seen it. What was done is not mine to read."""
    mine = Worry.objects.written_by_them(request.user).select_related("organisation", "match__person")
    found = get_object_or_404(mine, uuid=uuid)
    match, at = found.match, timezone.now()
    about = whom(match, over=match.ends_at <= at) if match else found.about
    context = {"worry": found, "about": about, "back_url": reverse("helping"), "back_label": "Whom I help"}
    return render(request, "community/worries/own.html", context)
