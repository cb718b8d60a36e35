"""The open pages of one process, and whoever looks after them.

Every few seconds the database is asked about all of them at once: who is signed in still, who is in their thread
still, what is new there. A hint from the channel layer has the same look taken at once for one thread. So without
the layer everything still happens, seconds later: access that ended is cut, and readers catch up.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from community.messaging.gate import Standing, Ticket, ask, go_home, look
from community.messaging.live import GROUP

logger = logging.getLogger("imw.live")

# Seconds between two looks at all pages. Access that ended is cut within five, whatever else is down.
EVERY = 2.0
# A page that has heard nothing for so long is told once more what it knows: by that it knows that the line holds.
QUIET = 25.0
# Seconds until the layer is tried again, at first and at most.
SOON, LATER = 0.5, 5.0

SIGNED_OUT = 4401
NOT_IN_IT = 4403


class OpenPage:
    """One page of one reader, with its socket."""

    def __init__(self, session: str, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self.ticket = Ticket(session)
        self.revision = 0
        self.read = 0
        self._send = send
        self._told_at = time.monotonic()
        self.closed = False

    async def tell(self, **hint: Any) -> None:
        """Send one hint."""
        if self.closed:
            return
        self._told_at = time.monotonic()
        await self._send({"type": "websocket.send", "text": json.dumps(hint)})

    async def close(self, code: int) -> None:
        """End the socket, and say why by the code."""
        if self.closed:
            return
        self.closed = True
        await self._send({"type": "websocket.close", "code": code})

    async def settle(self, standing: Standing, *, typing: str = "") -> None:
        """Close it where access has ended; else tell what it does not know yet."""
        if standing.user is None:
            await self.close(SIGNED_OUT)
        elif self.ticket.thread is not None and standing.thread is None:
            await self.close(NOT_IN_IT)
        elif standing.thread is not None:
            quiet = time.monotonic() - self._told_at > QUIET
            if standing.thread.revision > self.revision or quiet:
                self.revision = standing.thread.revision
                await self.tell(revision=self.revision)
            if standing.read > self.read:
                self.read = standing.read
                await self.tell(read=self.read)
            if typing and standing.as_person:
                await self.tell(typing=typing)


class Watch:
    """Looks after the open pages of one event loop, for as long as there are any."""

    def __init__(self) -> None:
        self.pages: set[OpenPage] = set()
        self._news: dict[UUID, str] = {}
        self._heard = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def join(self, page: OpenPage) -> None:
        """From now on this page is looked after."""
        self.pages.add(page)
        if not self._tasks:
            rounds = (self._go_round, self._listen, self._go_where_called)
            self._tasks = [asyncio.create_task(each()) for each in rounds]

    async def leave(self, page: OpenPage) -> None:
        """It is gone."""
        self.pages.discard(page)
        if self.pages:
            return
        ended, self._tasks = self._tasks, []
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)
        if not self.pages:
            await go_home()

    async def look_at(self, pages: Collection[OpenPage], typing: dict[UUID, str] | None = None) -> None:
        """Ask about these pages, and settle each. A database that does not answer is asked again at the next round."""
        asked = [(page, page.ticket) for page in pages]
        try:
            standings = await ask(look, [ticket for _, ticket in asked], timezone.now())
        except (DatabaseError, InterfaceError):
            logger.warning("open pages not looked at: the database does not answer")
            return
        for (page, ticket), standing in zip(asked, standings, strict=True):
            # One that moved on meanwhile was looked at when it did.
            if page in self.pages and page.ticket == ticket:
                name = (typing or {}).get(ticket.thread, "") if ticket.thread else ""
                with suppress(OSError):
                    await page.settle(standing, typing=name)

    async def _go_round(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self._steadily(self.look_at(list(self.pages)))

    async def _go_where_called(self) -> None:
        while True:
            await self._heard.wait()
            self._heard.clear()
            news, self._news = self._news, {}
            called = [page for page in self.pages if page.ticket.thread in news]
            if called:
                await self._steadily(self.look_at(called, news))

    async def _steadily(self, looking: Awaitable[None]) -> None:
        try:
            await looking
        except Exception:
            # Whatever it is, everybody else's pages are still to be looked after.
            logger.exception("open pages not looked at")

    async def _listen(self) -> None:
        """Take in hints for as long as there is somebody to pass them to; a layer that is down is tried again."""
        wait = SOON
        while True:
            try:
                layer = get_channel_layer()
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                wait = SOON
                try:
                    while True:
                        self._take(await layer.receive(channel))
                finally:
                    with suppress(Exception):
                        await layer.group_discard(GROUP, channel)
            except Exception:
                logger.warning("no hints: the channel layer does not answer")
                await asyncio.sleep(wait)
                wait = min(wait * 2, LATER)

    def _take(self, hint: dict[str, Any]) -> None:
        thread = UUID(hint["thread"])
        self._news[thread] = hint.get("typing") or self._news.get(thread, "")
        self._heard.set()


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


def watch() -> Watch:
    """Whoever looks after the pages of this event loop."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())
