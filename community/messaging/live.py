"""Hints to open pages that something is new. The database holds the truth; a hint that is lost costs seconds.

A hint says "look at this thread", and nothing of what is in it: each socket process then asks the database itself.
"""

import asyncio
import logging
import os
import threading
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction
from redis.exceptions import RedisError

from community.messaging.models import Thread

logger = logging.getLogger("imw.live")

# Every socket process listens here; which pages a hint is for, it knows itself.
GROUP = "threads"
# A layer that has not taken a hint by then is left alone.
PATIENCE = 1.0
# So many hints may wait for a layer that does not answer; those beyond are dropped.
MOST_WAITING = 500


def hint_on_commit(thread: Thread) -> None:
    """Once this transaction is kept, have the open pages of a thread looked after. Never waits for the layer."""
    uuid = thread.uuid
    transaction.on_commit(lambda: _tell(uuid), robust=True)


async def pass_on(message: dict[str, Any]) -> None:
    """Hand a hint to the channel layer. A layer that is down, or says nothing, is no harm."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            try:
                await layer.group_send(GROUP, message)
            except RedisError:
                # Once more: what broke may be a connection from before Redis was started anew.
                await layer.group_send(GROUP, message)
    except Exception:
        # Without the layer everything is kept all the same; pages find it when they are looked after next.
        logger.warning("hint not sent")


def news_of(thread: UUID, *, typing: str = "") -> dict[str, Any]:
    """The hint about a thread; `typing` is the name of the worker who is writing now."""
    return {"type": "thread.news", "thread": thread.hex, "typing": typing}


def _tell(thread: UUID) -> None:
    if isinstance(get_channel_layer(), InMemoryChannelLayer):
        # One process: its own loop is the layer.
        async_to_sync(pass_on)(news_of(thread))
    else:
        _messenger.take(news_of(thread))


class _Messenger:
    """A thread that hands hints to the channel layer, so that no request waits for a layer that does not answer.

    It keeps its connection, which a loop for each hint would not.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = 0
        self._waiting = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def take(self, message: dict[str, Any]) -> None:
        """Take a hint along; returns at once."""
        with self._lock:
            if self._waiting >= MOST_WAITING:
                return
            self._waiting += 1
            asyncio.run_coroutine_threadsafe(self._hand_over(message), self._running())

    async def _hand_over(self, message: dict[str, Any]) -> None:
        try:
            await pass_on(message)
        finally:
            with self._lock:
                self._waiting -= 1

    def _running(self) -> asyncio.AbstractEventLoop:
        """The loop of this process; one that was forked has none of its own yet."""
        if self._loop is None or self._process != os.getpid():
            self._loop, self._process, self._waiting = asyncio.new_event_loop(), os.getpid(), 1
            threading.Thread(target=self._loop.run_forever, name="hints", daemon=True).start()
        return self._loop


_messenger = _Messenger()
