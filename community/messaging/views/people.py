"""Who is in a conversation: starting one, changing it, leaving it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.messaging.forms import WORKER, InsideForm
from community.messaging.inside import Inside, inside_of
from community.messaging.models import Thread
from community.messaging.policies import check_can_arrange, check_can_leave
from community.messaging.services import arrange_thread, leave_thread, start_thread
from community.messaging.views.lookup import find_thread
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.relationships.models import CircleMembership
from portal.relationships.queries import named_social_worker


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def start(request: SignedInRequest) -> HttpResponse:
    """Begin another conversation, with people of one's circle."""
    at = timezone.now()
    form = _form(request, request.user, at, initial={"key": str(uuid4())})
    if request.method == "POST" and form.is_valid():
        try:
            thread = start_thread(
                person=request.user,
                title=form.cleaned_data["title"],
                places=form.places,
                with_worker=form.with_worker,
                key=form.cleaned_data["key"],
                by=request.user,
                at=at,
            )
        except Denied as denied:
            form.add_error("who", denied.reason)
        else:
            return redirect(thread)
    context = {
        "page_title": "Talk with family too",
        "page_lead": "This is a conversation of its own. What you write to your social worker alone stays there.",
        "back_url": reverse("threads"),
        "back_label": "All messages",
        "form": form,
        "alone": not form.people,
        "button": "Begin",
        "without": "Not now",
    }
    return render(request, "community/messaging/inside.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def inside(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who is in a conversation, and, for the person whose it is, changing that."""
    at = timezone.now()
    thread = find_thread(request.user, uuid, at)
    now = inside_of(thread, at=at)
    if request.method != "POST" and not _may_arrange(request.user, thread):
        return _read_only(request, thread, now, at)
    check_can_arrange(request.user, thread)
    chosen = [str(member.membership.uuid) for member in now.members if member.membership] + (
        [WORKER] if thread.with_worker else []
    )
    form = _form(request, request.user, at, initial={"title": thread.title, "who": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            arrange_thread(
                thread=thread,
                title=form.cleaned_data["title"],
                places=form.places,
                with_worker=form.with_worker,
                by=request.user,
                at=at,
            )
        except Denied as denied:
            form.add_error("who", denied.reason)
        else:
            messages.success(request, "That is how it is from now on.")
            return redirect(thread)
    context = {
        "page_title": "Who is in this conversation",
        "page_lead": "Whoever you add reads what is written from now on. Whoever you take out reads nothing more.",
        "back_url": thread.get_absolute_url(),
        "back_label": "Back to the messages",
        "form": form,
        "button": "Keep it like this",
        "without": "Change nothing",
    }
    return render(request, "community/messaging/inside.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def leave(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Leave a conversation into which one was asked. No reason is needed."""
    at = timezone.now()
    thread = find_thread(request.user, uuid, at)
    check_can_leave(request.user, thread, at)
    if request.method == "POST":
        leave_thread(thread=thread, by=request.user, at=at)
        messages.success(request, "You have left the conversation.")
        return redirect("threads")
    context = {
        "page_title": "Leave this conversation",
        "page_lead": f"You will not see it any more. {thread.person.known_as} can ask you again.",
        "back_url": thread.get_absolute_url(),
        "back_label": "Back to the messages",
    }
    return render(request, "community/messaging/leave.html", context)


def _read_only(request: SignedInRequest, thread: Thread, now: Inside, at: datetime) -> HttpResponse:
    context = {
        "page_title": "Who can see this",
        "back_url": thread.get_absolute_url(),
        "back_label": "Back to the messages",
        "thread": thread,
        "who_sees": now.who_sees(request.user),
        "who_else": now.who_else(request.user),
        "may_leave": _may_leave(request.user, thread, at),
    }
    return render(request, "community/messaging/who.html", context)


def _form(request: SignedInRequest, person: User, at: datetime, *, initial: dict[str, Any]) -> InsideForm:
    circle = CircleMembership.objects.active(at=at).filter(person=person).select_related("supporter")
    data = request.POST if request.method == "POST" else None
    worker = named_social_worker(person, at=at)
    return InsideForm(data, people=list(circle.order_by("starts_at")), worker=worker, initial=initial)


def _may_arrange(user: User, thread: Thread) -> bool:
    try:
        check_can_arrange(user, thread)
    except Denied:
        return False
    return True


def _may_leave(user: User, thread: Thread, at: datetime) -> bool:
    try:
        check_can_leave(user, thread, at)
    except Denied:
        return False
    return True
