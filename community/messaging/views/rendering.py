"""Messages as HTML: the same for a whole page and for the few that a page asks for later."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.context_processors import csrf
from django.template.loader import get_template
from django.utils import timezone

from community.messaging.models import Message, Thread
from community.messaging.places import message_panels
from community.messaging.showing import Reader, Shown
from portal.access.requests import SignedInRequest


def shown_messages(request: HttpRequest, reader: Reader, messages: Sequence[Message]) -> list[Shown]:
    """Each message with all that stands around it, what higher slices show included.

    messages: those that this reader may see, from `for_pages()`, in order.
    """
    return reader.show(messages, panels=message_panels(request, reader.thread, messages))


def render_messages(
    request: SignedInRequest, thread: Thread, messages: Sequence[Message], *, reader: Reader | None = None
) -> list[dict[str, Any]]:
    """Each message as the page shows it to whoever asks: {"number", "revision", "html"}.

    messages: those that this reader may see, from `for_pages()`, in order. reader: their look at the thread, where
    there is one already.
    """
    if not messages:
        return []
    reader = reader or Reader(thread, request.user, timezone.now())
    # What a whole page needs of a request (navigation, the council's numbers), a message does not.
    template, around = get_template("community/messaging/message.html"), {**csrf(request), "request": request}
    return [
        {
            "number": shown.message.number,
            "revision": shown.message.revision,
            "html": template.render({**around, "thread": thread, "shown": shown}),
        }
        for shown in shown_messages(request, reader, messages)
    ]
