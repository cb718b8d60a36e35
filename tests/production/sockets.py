"""Open pages: a real WebSocket each, all in one loop of a thread of their own."""

import asyncio
import contextlib
import json
import random
import ssl
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any

from tests.production.files import HOST, LOOPBACK
from tests.production.production import Production
from tests.production.visitors import SESSION
from tests.production.websocket import NotOpened, WebSocket

# Seconds until a page whose line broke tries again, as the portal's own script waits.
SOONEST, LATEST = 0.3, 3.0
PATH = "/ws/messages/"


class Socket:
    """The line of one open page. It is opened anew whenever it breaks, until it is refused or ended.

    on_open is called at each opening and on_hint for each hint, both in the loop of the sockets: they may not wait.
    """

    def __init__(self, sockets: "Sockets", session: str, thread: str, **calls: Callable[..., None]) -> None:
        self.sockets, self.session, self.thread = sockets, session, thread
        self.on_open = calls.get("on_open", lambda: None)
        self.on_hint = calls.get("on_hint", lambda hint: None)
        self.revision = 0
        self.openings = 0
        self.code: int | None = None
        self.ended = False
        # The answer to a handshake that was refused.
        self.status: int | None = None
        self._line: WebSocket | None = None
        self._waited = SOONEST

    @property
    def is_open(self) -> bool:
        """Whether the line stands now."""
        return self._line is not None

    async def live(self) -> None:
        """Open the line, listen, and open it anew whenever it breaks."""
        while not self.ended:
            await self._open_and_listen()
            if self.ended or (self.code and 4400 <= self.code < 4500) or self.status in {403, 404}:
                # It was told why, and trying again would not help.
                return
            self._waited = min(self._waited * 2, LATEST)
            await asyncio.sleep(self._waited * random.uniform(0.5, 1))  # noqa: S311

    async def _open_and_listen(self) -> None:
        headers = {"Cookie": f"{SESSION}={self.session}", "Origin": self.sockets.origin}
        try:
            line = await WebSocket.opened(HOST, (LOOPBACK, self.sockets.port), PATH, headers, self.sockets.tls)
        except NotOpened as refused:
            self.status = refused.status
            return
        except OSError:
            return
        self._line, self._waited, self.code, self.status = line, SOONEST, None, None
        self.openings += 1
        line.send(json.dumps({"watch": self.thread, "revision": self.revision}).encode())
        self.on_open()
        async for text in line.texts():
            self.on_hint(json.loads(text))
        self._line, self.code = None, line.code

    def close(self) -> None:
        """The page is left."""
        self.ended = True
        if self._line is not None:
            self._line.close()


class Sockets:
    """The loop that all open pages of a test share. It runs while it is entered."""

    def __init__(self, portal: Production) -> None:
        self.port, self.origin = portal.places.https, portal.base_url
        self.tls = ssl.create_default_context(cafile=str(portal.certificate))
        self.loop = asyncio.new_event_loop()
        self.all: list[Socket] = []
        self.lives: list[Future[None]] = []
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def open(self, session: str, thread: str, **calls: Callable[..., None]) -> Socket:
        """A new open page."""
        socket = Socket(self, session, thread, **calls)
        self.all.append(socket)
        self.lives.append(self.run(socket.live()))
        return socket

    def run(self, work: Coroutine[Any, Any, None]) -> "Future[None]":
        """Have something done in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    @property
    def open_now(self) -> int:
        """How many lines stand."""
        return sum(socket.is_open for socket in self.all)

    def __enter__(self) -> "Sockets":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async def leave() -> None:
            for socket in self.all:
                with contextlib.suppress(OSError):
                    socket.close()
            await asyncio.sleep(0.5)

        self.run(leave()).result(timeout=30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(timeout=10)
        for life in self.lives:
            # A page that fell over is a fault of the tests, and does not pass in silence.
            if life.done() and not life.cancelled() and error is None:
                life.result()
