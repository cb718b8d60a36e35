"""Hints over a real Redis; and without it, everything arrives all the same."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from channels.db import database_sync_to_async
from redis import asyncio as aioredis

from community.messaging import live, watching
from community.messaging.models import Message, Thread
from community.messaging.watching import NOT_IN_IT
from portal.relationships.models import Allocation
from tests.factories.community import say, thread_of
from tests.personas import Cast, make_cast
from tests.sockets.pages import page_of
from tests.sockets.redis import Redis, own_redis

pytestmark = pytest.mark.django_db(transaction=True)
in_database: Callable[..., Any] = database_sync_to_async


@pytest.fixture
def redis(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """The layer of production, on a Redis of the test's own."""
    with own_redis(tmp_path) as running:
        host = {"address": running.url, "socket_connect_timeout": 1, "socket_timeout": 2, "health_check_interval": 10}
        layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [host]}}
        settings.CHANNEL_LAYERS = {"default": layer}
        # What sends hints belongs to the process, as its connection does: this test has its own.
        monkeypatch.setattr(live, "_messenger", live._Messenger())
        yield running


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def thread(cast: Cast, now: datetime) -> Thread:
    return thread_of(cast.maureen, now)


def test_it_is_the_layer_of_production() -> None:
    source = (Path(__file__).parents[4] / "portal/settings/base.py").read_text()
    assert "channels_redis.pubsub.RedisPubSubChannelLayer" in source


async def subscribed(redis: Redis) -> None:
    """Until a process listens for hints."""
    group = b"asgi__group__threads"
    async with aioredis.Redis.from_url(redis.url) as client:
        for _ in range(200):
            if dict(await client.pubsub_numsub(group))[group]:
                return
            await asyncio.sleep(0.05)
    raise AssertionError("Nobody listens.")


async def test_a_hint_comes_without_waiting_for_a_round(
    redis: Redis, cast: Cast, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "EVERY", 3600.0)
    async with page_of(cast.maureen, thread.uuid) as hers, page_of(cast.sunita, thread.uuid) as the_workers:
        await subscribed(redis)
        await in_database(say)(thread, cast.sunita, "the allotment")
        assert await hers.next(10) == {"revision": 1}
        assert await the_workers.next(10) == {"revision": 1}
        await the_workers.say({"typing": True})
        assert {"typing": "Sunita"} in await hers.listen(2)


async def test_redis_stopped_nothing_is_lost_and_ended_access_is_cut(
    redis: Redis, cast: Cast, thread: Thread, now: datetime
) -> None:
    async with page_of(cast.maureen, thread.uuid) as hers, page_of(cast.sunita, thread.uuid) as the_workers:
        await in_database(redis.stop)()
        await in_database(say)(thread, cast.sunita, "the allotment")
        assert await hers.next(10) == {"revision": 1}
        assert await in_database(Message.objects.count)() == 1
        await the_workers.listen(1)
        ended = Allocation.objects.filter(worker=cast.sunita)
        await in_database(ended.update)(ends_at=thread.started_at + timedelta(microseconds=1))
        # Within five seconds is the promise.
        await the_workers.listen(5)
        assert the_workers.code == NOT_IN_IT
        # A page that is opened now gets in, and hears.
        async with page_of(cast.ben, thread.uuid) as another:
            assert another.code == NOT_IN_IT


async def test_redis_started_anew_brings_hints_again(
    redis: Redis, cast: Cast, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "EVERY", 3600.0)
    async with page_of(cast.maureen, thread.uuid) as hers:
        await subscribed(redis)
        await in_database(redis.stop)()
        await hers.listen(1.5)
        await in_database(redis.start)()
        await hers.listen(4)
        await subscribed(redis)
        await in_database(say)(thread, cast.sunita, "the allotment")
        assert (await hers.next(10))["revision"] == 1


async def test_a_redis_that_says_nothing_holds_nobody_up(
    redis: Redis, cast: Cast, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What sends returns while the hint still waits for Redis; the message is kept, and is found at the next round."""
    monkeypatch.setattr(live, "PATIENCE", 3600.0)
    async with page_of(cast.maureen, thread.uuid) as hers:
        redis.hold()
        try:
            await in_database(say)(thread, cast.sunita, "the allotment")
            assert live._messenger._waiting >= 1
            assert await hers.next(10) == {"revision": 1}
        finally:
            redis.let_go()
