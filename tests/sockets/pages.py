"""An open page, as far as its socket knows it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from portal.accounts.models import User
from tests.personas import signed_in

ADDRESS = "/ws/messages/"
HOST = "testserver"
OWN = "https://testserver"


@dataclass
class Page:
    """One page with an open socket. `heard` keeps every frame that came, `code` how the socket was closed."""

    communicator: WebsocketCommunicator
    session: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    code: int | None = None

    async def say(self, frame: Any) -> None:
        """Send a frame."""
        await self.communicator.send_to(text_data=frame if isinstance(frame, str) else json.dumps(frame))

    async def watch(self, thread: UUID, revision: int = 0) -> None:
        """Say which thread the page is about, and take in what comes at once."""
        await self.say({"watch": str(thread), "revision": revision})
        await self.next()

    async def next(self, within: float = 5.0) -> dict[str, Any]:
        """The next frame; {} once the socket is closed. Raises TimeoutError where nothing comes."""
        event = await self.communicator.receive_output(within)
        if event["type"] == "websocket.close":
            self.code = event["code"]
            # With any other code daphne raises: the page would see a line that broke.
            assert self.code == 1000 or 3000 <= self.code <= 4999
            return {}
        self.heard.append(json.loads(event["text"]))
        return self.heard[-1]

    async def listen(self, seconds: float) -> list[dict[str, Any]]:
        """Whatever comes within so many seconds."""
        before = len(self.heard)
        until = asyncio.get_running_loop().time() + seconds
        while self.code is None and (left := until - asyncio.get_running_loop().time()) > 0:
            if await self.communicator.receive_nothing(timeout=left, interval=0.01):
                break
            await self.next()
        return self.heard[before:]


def headers(*, session: str = "", origin: str | None = OWN, host: str = HOST) -> list[tuple[bytes, bytes]]:
    """What a browser sends along with the handshake."""
    found = [(b"host", host.encode())]
    if origin is not None:
        found.append((b"origin", origin.encode()))
    if session:
        found.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
    return found


def session_of(browser: Client) -> str:
    """The key of the session of a signed-in browser."""
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


@asynccontextmanager
async def opened(session: str, **more: Any) -> AsyncIterator[Page]:
    """A page with its socket, as soon as that is accepted; it goes away at the end."""
    from portal.asgi import application  # noqa: PLC0415 - it reads the settings of the tests

    communicator = WebsocketCommunicator(application, ADDRESS, headers=headers(session=session, **more))
    accepted, _ = await communicator.connect(timeout=10)
    assert accepted
    try:
        yield Page(communicator, session)
    finally:
        await communicator.disconnect(timeout=10)


@asynccontextmanager
async def page_of(user: User, thread: UUID | None = None) -> AsyncIterator[Page]:
    """The same for somebody who is signed in; with a thread it is watching that already."""
    browser = await database_sync_to_async(signed_in)(user)
    async with opened(session_of(browser)) as page:
        if thread is not None:
            await page.watch(thread)
        yield page
