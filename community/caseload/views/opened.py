"""A record that a worker opens in an emergency: finding it, reading it for an hour, and who is told of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.caseload.forms import OpenRecordForm
from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read
from portal.relationships.emergencies import close_record, look_for, open_record
from portal.relationships.models import BreakGlass

# Enough for a mistyped name; too few to find out who has an account here.
TRIES = {"open_record": "10/h/user"}
TOO_MANY = "That was tried often in the last hour. Ring the team’s manager, or try again later."
NOT_FOUND = "We cannot tell by these facts who it is. Check each of them, or try their email address."
A_PAGE = 25


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def open_a_record(request: SignedInRequest) -> HttpResponse:
    """Say exactly who it is, and why. There is no list to look through, and no hint who is known here."""
    at = timezone.now()
    form = OpenRecordForm(held.typed(request, at))
    if request.method == "POST" and form.is_valid():
        opening = _open(request, form, at)
        if opening:
            held.give_back(request.user, path=request.path)
            return redirect("reading_opened_record", opening.uuid)
    context = {
        "form": form,
        "open_now": BreakGlass.objects.open_for(request.user, at=at).for_pages(),
        **held.around(request, form),
        "back_url": reverse("caseload"),
        "back_label": "My people",
    }
    return render(request, "community/caseload/open_a_record.html", context)


def _open(request: SignedInRequest, form: OpenRecordForm, at: datetime) -> BreakGlass | None:
    """What was opened; None when nothing was, and the form then says why."""
    user, facts = request.user, {**form.cleaned_data}
    reason = facts.pop("reason")
    if not ratelimit.consume(request, app="community.caseload", action="open_record", config=TRIES, user=user):
        form.add_error(None, TOO_MANY)
        return None
    person = look_for(by=user, at=at, **facts)
    if person is None:
        form.add_error("full_name", NOT_FOUND)
        return None
    try:
        return open_record(person=person, reason=reason, by=user, at=at)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return None


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def reading(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the person shares with their social worker, for as long as the record is open; then 404."""
    at = timezone.now()
    opening = _my_open_one(request, uuid, at)
    shared = Document.objects.visible_to(request.user, at=at).filter(
        owner=opening.person, grants__to_named_worker=True, grants__ends_at=None
    )
    context = {
        "opening": opening,
        "person": opening.person,
        "documents": shared.distinct().with_last_change(request.user, at=at).order_by("-created_at", "-pk"),
        "back_url": reverse("caseload"),
        "back_label": "My people",
    }
    return render(request, "community/caseload/reading_opened.html", context)


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Close it before its hour is over."""
    at = timezone.now()
    mine = BreakGlass.objects.filter(worker=request.user).select_related("worker", "person")
    close_record(opening=get_object_or_404(mine, uuid=uuid), by=request.user, at=at)
    messages.success(request, "Closed. You cannot read this record any more.")
    return redirect("caseload")


@require_safe
@open_to(Audience.SIGNED_IN)
def opened_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For the person and for managers: who opened the record, when, and in which words they say why."""
    at = timezone.now()
    opening = get_object_or_404(BreakGlass.objects.visible_to(request.user).for_pages(), uuid=uuid)
    mark_read(user=request.user, path=request.path, at=at)
    mine = opening.person_id == request.user.pk
    context: dict[str, Any] = {
        "opening": opening,
        "mine": mine,
        "open_now": opening.ends_at > at,
        "back_url": reverse("people") if mine else reverse("opened_records"),
        "back_label": "My people" if mine else "Opened records",
    }
    return render(request, "community/caseload/opened_record.html", context)


@require_safe
@open_to(Audience.TEAM_MANAGER)
def opened_records(request: SignedInRequest) -> HttpResponse:
    """Every record that the manager's team opened in an emergency, or that was opened of the team's people."""
    at = timezone.now()
    page = Paginator(BreakGlass.objects.visible_to(request.user).for_pages(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "community/caseload/opened_records.html", {"page": page, "now": at})


def _my_open_one(request: SignedInRequest, uuid: UUID, at: datetime) -> BreakGlass:
    mine = BreakGlass.objects.open_for(request.user, at=at).for_pages()
    found: BreakGlass = get_object_or_404(mine, uuid=uuid)
    return found
