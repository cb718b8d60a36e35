"""What an open page asks by itself: everything new or changed since a state of the thread that it has."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.messaging.services import read_up_to
from community.messaging.showing import Reader
from community.messaging.views.lookup import asked_number, find_thread, messages_of
from community.messaging.views.rendering import render_messages
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

# A page that was away for long asks again for the rest.
MOST_AT_ONCE = 100


@require_safe
@open_to(Audience.SIGNED_IN)
def since(request: SignedInRequest, uuid: UUID, revision: int) -> HttpResponse:
    """The messages written or edited since `revision`, as JSON.

    {"revision": the state that the page has with these, "more": whether to ask again from there at once,
    "messages": [{"number", "revision", "html"}] in order, "read": how far staff have read, for the person alone}.
    """
    at = timezone.now()
    thread = find_thread(request.user, uuid, at)
    newer = messages_of(thread, request.user, at).filter(revision__gt=revision)
    found = list(newer.order_by("revision")[: MOST_AT_ONCE + 1]) if thread.revision > revision else []
    more, found = len(found) > MOST_AT_ONCE, found[:MOST_AT_ONCE]
    reader = Reader(thread, request.user, at)
    said = {
        "revision": found[-1].revision if more else thread.revision,
        "more": more,
        "messages": render_messages(request, thread, sorted(found, key=lambda message: message.number), reader=reader),
        "read": [{"number": read.number, "words": read.words} for read in reader.read],
    }
    return JsonResponse(said)


@require_POST
@open_to(Audience.SIGNED_IN)
def read(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The page shows its reader the messages up to this number now. Only of staff is it ever told to anybody."""
    at = timezone.now()
    thread = find_thread(request.user, uuid, at)
    read_up_to(thread=thread, by=request.user, number=asked_number(request.POST.get("number")) or 0, at=at)
    return HttpResponse(status=204)
