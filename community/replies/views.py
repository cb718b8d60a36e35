"""What waits for an answer: a worker's list, a team's list, and what is said beside a message."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.messaging.models import Thread
from community.replies import services
from community.replies.models import AwaitedReply
from community.replies.queries import late_without_stand_in, waiting_for, waiting_in
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit.services import record
from portal.notifications.services import mark_read


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def waiting(request: SignedInRequest) -> HttpResponse:
    """The messages that wait for me, the oldest first; and whose I am asked to look after."""
    at, user = timezone.now(), request.user
    mark_read(user=user, path=request.path, at=at)
    rows = list(waiting_for(user, at))
    record("waiting opened", by=user, person=None, at=at, people=[row.thread.person_id for row in rows])
    context = {
        "rows": rows,
        "colleagues": late_without_stand_in(user, at),
        "names_hidden": request.session.get("hide_names", False),
    }
    return render(request, "community/replies/waiting.html", context)


@require_safe
@open_to(Audience.TEAM_MANAGER)
def team_waiting(request: SignedInRequest) -> HttpResponse:
    """The messages that wait in my team, the oldest first: whose, for whom, and who was told. Never what they say."""
    at, user = timezone.now(), request.user
    mark_read(user=user, path=request.path, at=at)
    rows = list(waiting_in(user.team, at).select_related("told_cover")) if user.team else []
    record("waiting opened", by=user, person=None, at=at, people=[row.thread.person_id for row in rows])
    return render(request, "community/replies/team_waiting.html", {"rows": rows})


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def no_answer(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponse:
    """Say that a message needs no answer."""
    reply = _reply(request, uuid, number)
    services.set_aside(reply=reply, by=request.user, at=timezone.now())
    messages.success(request, f"{reply.thread.person.known_as} sees that this needs no answer.")
    return redirect(reply.message.get_absolute_url())


@require_POST
@open_to(Audience.SIGNED_IN)
def answer_please(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponse:
    """Ask for an answer to what a worker thought needs none."""
    reply = _reply(request, uuid, number)
    services.want_answer(reply=reply, by=request.user, at=timezone.now())
    messages.success(request, "You will get an answer.")
    return redirect(reply.message.get_absolute_url())


def _reply(request: SignedInRequest, uuid: UUID, number: int) -> AwaitedReply:
    """What is owed for one message of a thread that this reader may see, and of which they may see this message."""
    at = timezone.now()
    thread = get_object_or_404(Thread.objects.visible_to(request.user, at=at), uuid=uuid)
    seen = thread.messages.visible_to(request.user, at=at).filter(number=number)
    found: AwaitedReply = get_object_or_404(
        AwaitedReply.objects.select_related("thread__person", "message__thread"), message__in=seen
    )
    return found
