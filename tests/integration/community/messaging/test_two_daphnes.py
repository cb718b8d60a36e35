"""Two real daphne processes with one Redis, as in production: a message sent to the one is hinted by the other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings

from benchmarks.sockets import PageSocket
from community.messaging.models import Message, Thread
from community.messaging.watching import NOT_IN_IT
from portal.relationships.models import Allocation
from tests.factories.community import say, thread_of
from tests.personas import Cast, make_cast, signed_in
from tests.sockets.pages import ADDRESS, session_of
from tests.sockets.redis import Redis, own_redis
from tests.sockets.served import served

HOST = "127.0.0.1"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    with own_redis(tmp_path) as running:
        yield running


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def opened(url: str, session: str, thread: Thread) -> PageSocket:
    """A page's socket, watching; what it hears at once has been taken in."""
    port = urlsplit(url).port or 0
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    page = PageSocket(port, ADDRESS, origin=f"http://{HOST}", cookies=cookie)
    page.say({"watch": str(thread.uuid), "revision": 0})
    assert page.hear() == {"revision": 1}
    return page


def closed_with(page: PageSocket) -> int:
    """The code with which a socket is closed, which is the next that comes but for hints."""
    with pytest.raises(RuntimeError) as ended:
        while True:
            page.hear()
    return int(str(ended.value).rsplit(" ", 1)[1])


def test_one_sends_the_other_hints_and_without_redis_access_still_ends(cast: Cast, redis: Redis) -> None:
    host = {"address": redis.url, "socket_connect_timeout": 1, "socket_timeout": 2, "health_check_interval": 10}
    layers = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [host]}}}
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "the tangerine tin")
    sessions = {name: session_of(signed_in(getattr(cast, name))) for name in ("maureen", "sunita")}
    with served(layers=layers) as one, served(layers=layers) as other:
        hers, the_workers = opened(one, sessions["maureen"], thread), opened(other, sessions["sunita"], thread)
        the_workers.say({"typing": True})
        # The first may come before the process has begun to listen: a page tells it again while somebody writes.
        assert hers.hear() in ({"typing": "Sunita"}, {"revision": 1})
        redis.stop()
        say(thread, cast.sunita, f"written while Redis is away {uuid4()}")
        assert {"revision": 2} in [hers.hear(), hers.hear()]
        Allocation.objects.filter(worker=cast.sunita).update(ends_at=thread.started_at + timedelta(microseconds=1))
        assert closed_with(the_workers) == NOT_IN_IT
        hers.close()
    assert Message.objects.count() == 2
