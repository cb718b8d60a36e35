"""A message is kept once, in its place, whatever happens around it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from community.messaging.models import Message, MessageBefore, Thread
from community.messaging.policies import SentDifferently
from community.messaging.services import Outgoing, edit_message, mark_read, send_message, worker_thread_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.community import say, thread_of
from tests.factories.portal import UserFactory
from tests.personas import Cast


def test_person_worker_and_cover_are_in_the_thread_and_nobody_else(cast: Cast, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    say(thread, cast.maureen, "the tangerine tin")
    inside = {name for name, user in vars(cast).items() if isinstance(user, User) and _reads(user, now)}
    assert inside == {"maureen", "sunita", "ben"}


def _reads(user: User, at: datetime) -> bool:
    thread = Thread.objects.visible_to(user, at=at).exists()
    messages = Message.objects.visible_to(user, at=at).exists()
    assert thread == messages
    return messages


def test_sent_twice_is_one_message_and_other_words_are_refused(cast: Cast, now: datetime) -> None:
    thread, once = thread_of(cast.maureen, now), Outgoing(client_id=uuid4(), words="Hello")
    first = send_message(thread=thread, by=cast.maureen, message=once, at=now)
    again = send_message(thread=thread, by=cast.maureen, message=once, at=now)
    assert first == again
    for by, words in ((cast.maureen, "Other words"), (cast.sunita, "Hello")):
        with pytest.raises(SentDifferently):
            send_message(thread=thread, by=by, message=Outgoing(client_id=once.client_id, words=words), at=now)
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_numbered_without_a_gap() -> None:
    maureen = UserFactory()
    at = maureen.date_joined
    thread = worker_thread_of(maureen, at=at)
    twins = [uuid4() for _ in range(8)]

    def send(client_id: object) -> int:
        try:
            message = Outgoing(client_id=client_id, words=str(client_id))  # type: ignore[arg-type]
            return send_message(thread=thread, by=maureen, message=message, at=at).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(send, [one for one in twins for _ in range(4)]))
    assert sorted(numbers) == sorted([n for n in range(1, 9) for _ in range(4)])
    thread.refresh_from_db()
    assert (thread.last_number, Message.objects.count()) == (8, 8)


def test_an_edit_keeps_what_was_said_for_fifteen_minutes(cast: Cast, now: datetime) -> None:
    message = say(thread_of(cast.maureen, now), cast.maureen, "Tuesday", at=now)
    edited = edit_message(
        message=message, by=cast.maureen, words="Thursday", at=now + timedelta(minutes=14, seconds=59)
    )
    assert (edited.words, edited.revision) == ("Thursday", 2)
    assert MessageBefore.objects.get().words == "Tuesday"
    for by, at in ((cast.maureen, now + timedelta(minutes=15)), (cast.sunita, now)):
        with pytest.raises(Denied):
            edit_message(message=message, by=by, words="Friday", at=at)
    assert Message.objects.get().words == "Thursday"


def test_nothing_is_no_message_and_a_stranger_writes_none(cast: Cast, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    with pytest.raises(Denied):
        say(thread, cast.maureen, "  \n")
    for stranger in (cast.beth, cast.hana, cast.morag, cast.amira, cast.pat):
        with pytest.raises(Denied):
            say(thread, stranger, "Let me in")
    assert not Message.objects.exists()


def test_a_read_mark_never_goes_back(cast: Cast, now: datetime) -> None:
    thread = thread_of(cast.maureen, now)
    for words in "abc":
        say(thread, cast.sunita, words)
    thread.refresh_from_db()
    for number in (3, 1, 99):
        mark_read(thread=thread, by=cast.maureen, number=number, at=now)
    assert thread.read_marks.get(user=cast.maureen).number == 3
