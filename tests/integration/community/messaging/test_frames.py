"""Whatever comes in by a socket: it is understood, or left unanswered, or ends the socket; never a traceback."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.messaging import consumers
from community.messaging.models import Message, ReadMark, Thread
from community.messaging.watching import NOT_IN_IT
from tests.factories.community import say, thread_of
from tests.personas import make_cast, signed_in
from tests.sockets.pages import Page, opened, session_of

# How a socket of somebody who is signed in may end.
ENDS = {None, NOT_IN_IT, consumers.TOO_LONG, consumers.TOO_MANY}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
nearly = st.fixed_dictionaries(
    {},
    optional={
        "watch": anything | st.uuids().map(str) | st.just("the thread's"),
        "typing": anything,
        "revision": anything,
        "type": st.sampled_from(["websocket.close", "thread.news", "_private"]) | anything,
    },
)
texts = (
    st.text(max_size=600)
    | anything.map(json.dumps)
    | nearly.map(json.dumps)
    | nearly.map(lambda said: json.dumps(said)[:-1])
    | st.integers(1, 480).map(lambda deep: "[" * deep)
    | st.integers(1, 480).map(lambda digits: '{"revision":' + "9" * digits + "}")
)
frames = st.one_of(
    texts.map(lambda text: {"text": text}),
    st.binary(max_size=600).map(lambda content: {"bytes": content}),
    st.just({}),
)


async def _send_all(session: str, thread: Thread, payloads: list[dict[str, Any]]) -> None:
    async with opened(session) as page:
        await page.watch(thread.uuid)
        for payload in payloads:
            named = {name: _about(said, thread) for name, said in payload.items()}
            await page.communicator.send_input({"type": "websocket.receive", **named})
        await _still_there(page, thread)
        assert page.code in ENDS
        assert all(set(heard) <= {"revision", "read", "typing"} for heard in page.heard)


def _about(said: Any, thread: Thread) -> Any:
    return said.replace("the thread's", str(thread.uuid)) if isinstance(said, str) else said


async def _still_there(page: Page, thread: Thread) -> None:
    """Everything before it has been taken in once this is answered, or the socket is closed."""
    await page.listen(0.02)
    if page.code is None:
        await page.say({"watch": str(thread.uuid)})
        for _ in range(200):
            if await page.listen(0.05) or page.code is not None:
                return
            await asyncio.sleep(0)


def _try(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, examples: int) -> None:
    # In one socket there are more of them here than any page sends; that too many end it has a test of its own.
    monkeypatch.setattr(consumers, "MOST_FRAMES", 10**6)
    monkeypatch.setattr(consumers, "TYPING_EVERY", 0.0)
    cast = make_cast()
    thread = thread_of(cast.maureen)
    say(thread, cast.maureen, "the tangerine tin")
    sessions = [session_of(signed_in(user)) for user in (cast.maureen, cast.sunita, cast.hana)]
    before = (Message.objects.count(), ReadMark.objects.count())

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(frames, min_size=10, max_size=10), st.sampled_from(sessions))
    def every(payloads: list[dict[str, Any]], session: str) -> None:
        async_to_sync(_send_all)(session, thread, payloads)

    with caplog.at_level(logging.WARNING):
        every()
    assert not [record.getMessage() for record in caplog.records]
    assert (Message.objects.count(), ReadMark.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_five_hundred_generated_frames(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    _try(monkeypatch, caplog, examples=50)


@pytest.mark.endurance
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_generated_frames(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    _try(monkeypatch, caplog, examples=1000)


in_database: Callable[..., Any] = database_sync_to_async


@pytest.mark.django_db(transaction=True)
async def test_what_a_socket_may_say_is_no_more_than_where_and_that_one_writes() -> None:
    """It changes nothing in the database, whatever names of verbs it is sent."""
    cast = await in_database(make_cast)()
    thread = await in_database(thread_of)(cast.maureen)
    session = session_of(await in_database(signed_in)(cast.sunita))
    async with opened(session) as page:
        await page.watch(thread.uuid)
        for frame in (
            {"send": "words", "client_id": str(uuid4())},
            {"words": "written by a socket", "thread": str(thread.uuid)},
            {"read": 1},
            {"type": "thread.news", "thread": thread.uuid.hex, "typing": "Maureen"},
        ):
            await page.say(frame)
        assert await page.listen(0.5) == []
    assert not await in_database(Message.objects.exists)()
    assert not await in_database(ReadMark.objects.exists)()
