"""The sockets of threads: who gets in, what they hear, and when they are closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.models import Session

from community.messaging import consumers
from community.messaging.gate import Ticket, look
from community.messaging.models import Message, Thread, ThreadMember
from community.messaging.queries import is_in
from community.messaging.services import edit_message, mark_read
from community.messaging.views.lookup import messages_of
from community.messaging.watching import NOT_IN_IT, SIGNED_OUT
from portal.accounts.models import User
from portal.relationships.models import Allocation, CircleMembership
from tests.factories.community import family_thread, say, thread_of
from tests.factories.portal import join_circle
from tests.personas import Cast, everybody, make_cast, signed_in
from tests.sockets.pages import ADDRESS, HOST, OWN, Page, headers, opened, page_of, session_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick")]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def thread(cast: Cast, now: datetime) -> Thread:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "the tangerine tin")
    thread.refresh_from_db()
    return thread


in_database: Callable[..., Any] = database_sync_to_async


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, HOST),
        ("null", HOST),
        ("", HOST),
        ("https://evil.example", HOST),
        ("https://evil.example", "evil.example"),
        ("http://testserver.evil.example", HOST),
        ("https://testserver:444", HOST),
        ("https://sub.testserver", HOST),
        ("http://testserver", "plans.example.org"),
        ("https://plans.example.org", "plans.example.org"),
        ("https://testserver/", HOST),
        ("HTTPS://testserver", HOST),
        ("https://[testserver", "[testserver"),
    ],
)
async def test_only_our_own_origin_opens_a_socket(cast: Cast, origin: str | None, host: str) -> None:
    from portal.asgi import application  # noqa: PLC0415

    session = session_of(await in_database(signed_in)(cast.maureen))
    sent = headers(session=session, origin=origin, host=host)
    accepted, _ = await WebsocketCommunicator(application, ADDRESS, headers=sent).connect()
    assert not accepted


async def test_http_is_no_origin_of_ours_but_on_a_machine_without_tls(cast: Cast, settings: Any) -> None:
    from portal.asgi import application  # noqa: PLC0415

    for allowed in (True, False):
        settings.SOCKETS_FROM_LOOPBACK = allowed
        for host in ("testserver", "127.0.0.1:8102", "[::1]:8102"):
            settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "[::1]", "*", ".example.org"]
            communicator = WebsocketCommunicator(
                application, ADDRESS, headers=headers(origin=f"http://{host}", host=host)
            )
            accepted, _ = await communicator.connect()
            assert accepted is allowed
            await communicator.disconnect()


async def test_a_socket_at_another_address_is_refused_without_a_fuss(caplog: pytest.LogCaptureFixture) -> None:
    from portal.asgi import application  # noqa: PLC0415

    communicator = WebsocketCommunicator(application, "/ws/nothing/here/", headers=headers())
    assert (await communicator.connect())[0] is False
    assert not caplog.records


async def test_who_hears_of_a_thread_and_who_does_not(cast: Cast, thread: Thread) -> None:
    """Everybody of the cast: the three who are in it are told its revision; for anybody else it is not there."""
    let_in_ = {"maureen", "sunita", "ben"}
    for name, user in everybody(cast).items():
        async with page_of(user) as page:
            await page.watch(thread.uuid)
            assert (page.heard == [{"revision": 1}]) is (name in let_in_), name
            assert (page.code == NOT_IN_IT) is (name not in let_in_), name
    async with page_of(cast.hana) as page:
        await page.watch(cast.maureen.uuid)
        assert page.code == NOT_IN_IT, "a thread that is not there and one that is not theirs are the same"


async def test_the_gate_and_the_pages_let_the_same_people_in(cast: Cast, thread: Thread, now: datetime) -> None:
    """What is asked of many readers at once, and of one who is at the door, is what `visible_to` says of a list."""

    def compare() -> None:
        other = thread_of(cast.amira, now)
        circle = family_thread(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
        alone = family_thread(cast.maureen, cast.beth_in_circle, at=now)
        gone = family_thread(cast.maureen, at=now, with_worker=True)
        ThreadMember.objects.create(thread=gone, membership=cast.ruth_in_circle, starts_at=now)
        niece = join_circle(cast.maureen, cast.hana, relation="niece")
        with_niece = family_thread(cast.maureen, niece, at=now)
        threads = [thread, other, circle, alone, gone, with_niece]
        for each in threads:
            for _ in range(3):
                say(each, each.person, at=now)
        ThreadMember.objects.filter(thread__in=[circle, with_niece]).update(from_number=2)
        Thread.objects.filter(pk=circle.pk).update(worker_from=3)
        threads = list(Thread.objects.filter(pk__in=[each.pk for each in threads]))
        for at in (now, now + timedelta(days=400)):
            tickets, expected = [], []
            for user in everybody(cast).values():
                session = session_of(signed_in(user))
                # A sign-in of today says nothing about who is in a thread in a year.
                Session.objects.update(expire_date=now + timedelta(days=500))
                seen = set(Thread.objects.visible_to(user, at=at).values_list("pk", flat=True))
                tickets += [Ticket(session, each.uuid) for each in threads]
                expected += [each.pk in seen for each in threads]
                for each in threads:
                    assert is_in(each, user, at=at) is (each.pk in seen)
                    if each.pk in seen:
                        numbers = Message.objects.filter(thread=each).visible_to(user, at=at).values_list("number")
                        assert set(messages_of(each, user, at).values_list("number")) == set(numbers)
            assert [standing.thread is not None for standing in look(tickets, at)] == expected
            assert len({*expected}) == 2

    await in_database(compare)()


async def test_without_a_sign_in_or_a_second_factor_it_is_closed(cast: Cast) -> None:
    async with opened("") as page:
        await page.next()
        assert page.code == SIGNED_OUT
    async with opened("x" * 32) as page:
        await page.next()
        assert page.code == SIGNED_OUT

    def without_second_factor() -> str:
        browser = signed_in(cast.sunita)
        session = browser.session
        del session["account_authentication_methods"]
        session.save()
        return session_of(browser)

    async with opened(await in_database(without_second_factor)()) as page:
        await page.next()
        assert page.code == SIGNED_OUT


async def hears(page: Page, hint: dict[str, Any]) -> None:
    """Before long, among whatever else there is to hear, in whatever order."""
    while await page.next() != hint:
        assert page.code is None


async def test_a_message_and_an_edit_are_hinted_to_whoever_is_there(cast: Cast, thread: Thread, now: datetime) -> None:
    async with page_of(cast.maureen, thread.uuid) as hers, page_of(cast.sunita, thread.uuid) as the_workers:
        kept = await in_database(say)(thread, cast.sunita, "the allotment")
        await hears(hers, {"revision": 2})
        await hears(the_workers, {"revision": 2})
        await in_database(edit_message)(message=kept, by=cast.sunita, words="the garden", at=kept.sent_at)
        await hears(hers, {"revision": 3})
        assert "garden" not in str(hers.heard) + str(the_workers.heard)


async def test_only_the_person_is_told_that_staff_have_read(cast: Cast, thread: Thread, now: datetime) -> None:
    async with page_of(cast.maureen, thread.uuid) as hers, page_of(cast.ben, thread.uuid) as covers:
        await in_database(mark_read)(thread=thread, by=cast.sunita, number=1, at=now)
        assert await hers.next() == {"read": 1}
        assert await covers.listen(0.4) == []


async def test_the_workers_writing_is_shown_to_the_person_and_to_nobody_else(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "TYPING_EVERY", 0.2)
    thread = await in_database(family_thread)(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
    async with (
        page_of(cast.maureen, thread.uuid) as hers,
        page_of(cast.beth, thread.uuid) as beths,
        page_of(cast.ben, thread.uuid) as covers,
        page_of(cast.sunita, thread.uuid) as the_workers,
    ):
        await the_workers.say({"typing": True})
        await the_workers.say({"typing": True})
        assert await hers.listen(0.5) == [{"typing": "Sunita"}]
        for page in (hers, beths):
            await page.say({"typing": True})
        for page in (hers, beths, covers, the_workers):
            assert await page.listen(0.3) == []


async def test_nothing_that_the_person_does_reaches_anybody(cast: Cast, thread: Thread, now: datetime) -> None:
    """She opens the page, types, reads, asks for what is new, and leaves: her worker's page hears nothing."""
    browser = await in_database(signed_in)(cast.maureen)
    await in_database(say)(thread, cast.sunita, "the allotment")
    async with page_of(cast.sunita, thread.uuid) as the_workers:
        the_workers.heard.clear()
        await in_database(browser.get)(thread.get_absolute_url())
        async with page_of(cast.maureen, thread.uuid) as hers:
            for frame in ({"typing": True}, {"typing": False}, {"read": 2}, {"watch": str(thread.uuid)}, "gone"):
                await hers.say(frame)
            await in_database(mark_read)(thread=thread, by=cast.maureen, number=2, at=now)
        assert await the_workers.listen(1) == []
        assert the_workers.code is None


def end_session(page: Any) -> None:
    Session.objects.filter(session_key=page.session).delete()


def run_out(page: Any) -> None:
    Session.objects.filter(session_key=page.session).update(expire_date=datetime.fromisoformat("2020-01-01T00:00Z"))


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("logout", SIGNED_OUT),
        ("session runs out", SIGNED_OUT),
        ("account switched off", SIGNED_OUT),
        ("password changed", SIGNED_OUT),
        ("allocation ends", NOT_IN_IT),
    ],
)
async def test_ended_access_closes_the_socket_and_no_hint_comes_before(
    cast: Cast, thread: Thread, what: str, code: int
) -> None:
    def happen(session: str) -> None:
        if what == "logout":
            Session.objects.filter(session_key=session).delete()
        elif what == "session runs out":
            Session.objects.update(expire_date=datetime.fromisoformat("2020-01-01T00:00Z"))
        elif what == "account switched off":
            User.objects.filter(pk=cast.sunita.pk).update(is_active=False)
        elif what == "password changed":
            cast.sunita.set_password("another one altogether")
            cast.sunita.save()
        else:
            Allocation.objects.filter(worker=cast.sunita).update(ends_at=thread.started_at + timedelta(microseconds=1))
        say(thread, cast.maureen, "written after it ended")

    async with page_of(cast.sunita, thread.uuid) as page:
        await in_database(happen)(page.session)
        assert await page.listen(5) == []
        assert page.code == code


async def test_what_ended_gives_no_word_more_to_the_one_who_types(cast: Cast, thread: Thread) -> None:
    """Looked at on receiving, too: between two rounds a worker who is out of it cannot say that they write."""
    async with page_of(cast.maureen, thread.uuid) as hers, page_of(cast.sunita, thread.uuid) as the_workers:
        ended = thread.started_at + timedelta(microseconds=1)
        await in_database(Allocation.objects.filter(worker=cast.sunita).update)(ends_at=ended)
        await the_workers.say({"typing": True})
        assert await hers.listen(0.5) == []
        await the_workers.listen(1)
        assert the_workers.code == NOT_IN_IT


async def test_a_circle_membership_that_ends_closes_the_socket(cast: Cast, now: datetime) -> None:
    thread = await in_database(family_thread)(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
    async with page_of(cast.beth, thread.uuid) as page:
        assert page.heard == [{"revision": 0}]
        ended = CircleMembership.objects.filter(pk=cast.beth_in_circle.pk)
        await in_database(ended.update)(ends_at=now + timedelta(microseconds=1))
        await page.listen(3)
        assert page.code == NOT_IN_IT


async def test_too_much_or_too_many_ends_a_socket(cast: Cast) -> None:
    async with page_of(cast.maureen) as page:
        await page.say("x" * 501)
        await page.listen(1)
        assert page.code == consumers.TOO_LONG
    async with page_of(cast.maureen) as page:
        for _ in range(consumers.MOST_FRAMES + 1):
            await page.say("{}")
        await page.listen(1)
        assert page.code == consumers.TOO_MANY
    assert OWN
