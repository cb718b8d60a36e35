"""The socket of a thread's page. It carries hints: something is new, staff have read so far, a worker is writing.

A page sends `{"watch": "<uuid of the thread>", "revision": <what it has>}`, and, while a social worker writes,
`{"typing": true}`. It hears `{"revision": 12}`, and a thread's person `{"read": 11}` and `{"typing": "Sunita"}` too.
Of what the person does, nothing goes to anybody: from their page `typing` is not passed on, and nothing else is sent.
Anything that is none of this is left unanswered.
"""

import json
import time
from collections import deque
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from community.messaging.gate import Standing, Ticket, ask, look
from community.messaging.live import news_of, pass_on
from community.messaging.watching import SIGNED_OUT, OpenPage, watch
from portal.access.origins import Receive, Scope, Send

# The longest frame that means anything is below 100 characters.
LONGEST = 500
# More frames than so many in so many seconds are no page of ours.
MOST_FRAMES, WITHIN = 40, 10.0
# A worker who writes is mentioned no more often than this.
TYPING_EVERY = 2.5

# An application may end a socket with 1000 or with 3000 to 4999; what else RFC 6455 knows is for the server itself.
TOO_MANY, TOO_LONG, TRY_LATER = 4408, 4413, 4503


async def messages_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """One page, from its opening to its end."""
    await receive()
    # A browser learns why only from a socket that was open.
    await send({"type": "websocket.accept"})
    page = OpenPage(scope["cookies"].get(settings.SESSION_COOKIE_NAME, ""), send)
    here = watch()
    here.join(page)
    try:
        line = _Line(page)
        await line.present(page.ticket)
        while True:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            if not page.closed:
                await line.take(event)
    finally:
        page.closed = True
        await here.leave(page)


class _Line:
    """What comes in from one page."""

    def __init__(self, page: OpenPage) -> None:
        self.page = page
        self.frames: deque[float] = deque(maxlen=MOST_FRAMES)
        self.typed_at = -TYPING_EVERY

    async def take(self, event: dict[str, Any]) -> None:
        """One frame."""
        now = time.monotonic()
        if len(self.frames) == MOST_FRAMES and now - self.frames[0] < WITHIN:
            await self.page.close(TOO_MANY)
            return
        self.frames.append(now)
        text = event.get("text")
        if len(text or event.get("bytes") or "") > LONGEST:
            await self.page.close(TOO_LONG)
            return
        said = _understood(text)
        if (thread := _thread_in(said)) is not None:
            await self._begin(thread, said.get("revision"))
        elif said.get("typing") is True and now - self.typed_at >= TYPING_EVERY:
            self.typed_at = now
            await self._type()

    async def present(self, ticket: Ticket) -> Standing:
        """Show a ticket at the gate; a page that it does not let in is closed."""
        try:
            standing = (await ask(look, [ticket], timezone.now()))[0]
        except (DatabaseError, InterfaceError):
            await self.page.close(TRY_LATER)
            return Standing()
        if standing.user is None:
            await self.page.close(SIGNED_OUT)
        return standing

    async def _begin(self, thread: UUID, revision: object) -> None:
        """The page is about this thread from now on, if its reader is in it; it hears at once where that stands."""
        ticket = replace(self.page.ticket, thread=thread)
        standing = await self.present(ticket)
        self.page.ticket = ticket
        known = standing.thread.revision if standing.thread else 0
        # Told in any case, also where the page is up to date: by this it knows that it is listened to.
        self.page.revision, self.page.read = known - 1, 0
        await self.page.settle(standing)

    async def _type(self) -> None:
        """Pass on that a worker writes. From anybody else it goes nowhere."""
        ticket = self.page.ticket
        if ticket.thread is None:
            return
        standing = await self.present(ticket)
        await self.page.settle(standing)
        if standing.as_worker and standing.user:
            await pass_on(news_of(ticket.thread, typing=standing.user.known_as))


def _understood(text: str | None) -> dict[str, Any]:
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _thread_in(said: dict[str, Any]) -> UUID | None:
    try:
        return UUID(said["watch"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
