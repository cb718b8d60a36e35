"""Catching up: everything new or changed since what a page has, once, in order, for those who are in the thread."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.messaging.gate import Ticket, look
from community.messaging.models import ReadMark, Thread
from community.messaging.services import edit_message
from community.messaging.views import since
from portal.accounts.models import User
from portal.audit.models import Event
from portal.relationships.models import Allocation
from tests.factories.community import family_thread, say, thread_of
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, signed_in
from tests.sockets.pages import session_of

Browsers = Callable[[User], Client]


def asked(browser: Client, thread: Thread, revision: int) -> dict[str, object]:
    response = browser.get(f"{thread.get_absolute_url()}since/{revision}/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    found: dict[str, object] = response.json()
    return found


def test_what_is_new_and_what_changed(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    first, _ = say(thread, cast.maureen, "the first"), say(thread, cast.sunita, "the second")
    edit_message(message=first, by=cast.maureen, words="other words", at=first.sent_at)
    hers = browser_of(cast.maureen)
    everything = asked(hers, thread, 0)
    assert [(m["number"], m["revision"]) for m in everything["messages"]] == [(1, 3), (2, 2)]
    assert "other words" in everything["messages"][0]["html"]
    assert everything["revision"] == 3
    only_edit = asked(hers, thread, 2)
    assert [m["number"] for m in only_edit["messages"]] == [1]
    assert asked(hers, thread, 3)["messages"] == []
    assert asked(hers, thread, 99)["messages"] == []


def test_long_away_it_comes_in_parts(
    cast: Cast, browser_of: Browsers, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "MOST_AT_ONCE", 2)
    thread = thread_of(cast.maureen, now)
    first = say(thread, cast.maureen, "1")
    for words in "2345":
        say(thread, cast.maureen, words)
    edit_message(message=first, by=cast.maureen, words="one", at=first.sent_at)
    got, revision, more = [], 0, True
    while more:
        part = asked(browser_of(cast.maureen), thread, revision)
        got += [m["number"] for m in part["messages"]]
        assert part["revision"] > revision
        revision, more = part["revision"], part["more"]
    assert (sorted(got), revision) == ([1, 2, 3, 4, 5], 6)


def test_how_far_staff_have_read_is_told_to_the_person_alone(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    thread = family_thread(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
    say(thread, cast.maureen, "the tangerine tin")
    thread.refresh_from_db()
    for who in (cast.sunita, cast.beth, cast.maureen):
        assert browser_of(who).post(f"{thread.get_absolute_url()}read/", {"number": "1"}).status_code == 204
    assert asked(browser_of(cast.maureen), thread, 0)["read"] == [{"number": 1, "words": "Sunita has read it"}]
    for other in (cast.sunita, cast.ben, cast.beth):
        assert asked(browser_of(other), thread, 0)["read"] == []


def test_reading_is_kept_as_far_as_it_went_whatever_is_sent(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "the tangerine tin")
    for number in ("999999999999", "-1", "x", "", "\x00", "1e9", "٣"):
        assert browser_of(cast.sunita).post(f"{thread.get_absolute_url()}read/", {"number": number}).status_code == 204
    assert not ReadMark.objects.filter(user=cast.sunita).exists()
    browser_of(cast.sunita).post(f"{thread.get_absolute_url()}read/", {"number": "77"})
    assert ReadMark.objects.get(user=cast.sunita).number == 1


def test_asking_writes_nothing_down_and_stops_with_the_allocation(
    cast: Cast, browser_of: Browsers, now: datetime
) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "the tangerine tin")
    workers = browser_of(cast.sunita)
    events = Event.objects.count()
    asked(workers, thread, 0)
    assert (Event.objects.count(), ReadMark.objects.filter(user=cast.sunita).count()) == (events, 0)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=thread.started_at + timedelta(microseconds=1))
    assert workers.get(f"{thread.get_absolute_url()}since/0/").status_code == 404
    assert workers.post(f"{thread.get_absolute_url()}read/", {"number": "1"}).status_code == 404


def test_whoever_was_let_in_later_gets_what_was_written_since(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    thread = family_thread(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
    for words in ("the tangerine tin", "the allotment"):
        say(thread, cast.maureen, words)
    thread.members.update(from_number=2)
    found = asked(browser_of(cast.beth), thread, 0)
    assert [m["number"] for m in found["messages"]] == [2]
    assert "tangerine" not in str(found)


def test_it_costs_the_same_for_one_message_and_for_many(cast: Cast, browser_of: Browsers, now: datetime) -> None:
    thread, hers = thread_of(cast.maureen, now), browser_of(cast.maureen)
    say(thread, cast.sunita, "one")
    asked(hers, thread, 0)
    with CaptureQueriesContext(
        connection,
    ) as one:
        asked(hers, thread, 0)
    for _ in range(30):
        say(thread, cast.sunita, "more")
    with CaptureQueriesContext(connection) as many:
        asked(hers, thread, 0)
    with CaptureQueriesContext(connection) as none:
        asked(hers, thread, 31)
    assert len(many) == len(one)
    assert len(none) < len(one)


def test_a_look_at_all_open_pages_costs_the_same_for_one_and_for_many(cast: Cast, now: datetime) -> None:
    """Seven queries at most: sessions, users, threads, places, allocations, cover, how far staff have read."""
    thread = family_thread(cast.maureen, cast.beth_in_circle, at=now, with_worker=True)
    one = [Ticket(session_of(signed_in(user)), thread.uuid) for user in (cast.maureen, cast.ben, cast.beth)]
    many = list(one)
    for _ in range(10):
        other = UserFactory()
        allocate(other, cast.hana)
        theirs = thread_of(other, now)
        many += [Ticket(session_of(signed_in(user)), theirs.uuid) for user in (other, cast.hana, cast.amira)]
    for tickets in (one, many):
        with CaptureQueriesContext(connection) as asked_for:
            look(tickets, now + timedelta(seconds=1))
        assert len(asked_for) == 7
