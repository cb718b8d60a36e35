"""Answers without an account: in the session, with room for so much, and two windows that save at once."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from content.wizards.session_store import MOST, SessionAnswerStore
from content.wizards.stores import AnswerChange
from portal.accounts.models import User
from portal.files.policies import Refused
from tests.integration.content.wizards.browser import boxes, sent
from tests.integration.content.wizards.places import FIRST, LONG, SHORT, STEPS
from tests.integration.content.wizards.urls import session_store
from tests.personas import Cast

pytestmark = [pytest.mark.urls("tests.integration.content.wizards.urls"), pytest.mark.django_db]


@pytest.fixture
def session() -> SessionStore:
    made = SessionStore()
    made.create()
    return made


def opened(session: SessionStore) -> SessionAnswerStore:
    """What another request of the same browser works with: its own copy of the session."""
    again = SessionStore(session_key=session.session_key)
    again.load()
    assert again.is_empty() is False
    return session_store(again)


def test_two_windows_that_save_at_the_same_moment_keep_both(session: SessionStore) -> None:
    one, two = opened(session), opened(session)
    assert one.answers() == two.answers() == {}
    one.save([AnswerChange(LONG, "The choir", 0)])
    two.save([AnswerChange(SHORT, "Soup", 0)])
    two.visited(FIRST)
    two.mark(STEPS[1], "done")
    one.visited(STEPS[1])
    last = opened(session)
    assert {q: a.value for q, a in last.answers().items()} == {LONG: "The choir", SHORT: "Soup"}
    assert last.marks() == {STEPS[1]: "done"}
    assert last.last_step() == STEPS[1]


def test_there_is_room_for_so_much_and_what_was_kept_stays(session: SessionStore) -> None:
    store = opened(session)
    store.save([AnswerChange(LONG, "The choir", 0)])
    with pytest.raises(Refused, match="no more room"):
        store.save([AnswerChange(SHORT, "Soup", 0), AnswerChange(LONG, "x" * MOST, 1)])
    assert {q: a.value for q, a in opened(session).answers().items()} == {LONG: "The choir"}


def test_numbers_grow_with_each_change_alone(session: SessionStore) -> None:
    store = opened(session)
    for words, seen in (("One", 0), ("One", 0), ("Two", 1)):
        assert not store.save([AnswerChange(LONG, words, seen)])[0].conflict
    assert store.answers()[LONG].number == 2


def test_a_window_that_saw_an_older_answer_never_writes_over_the_newer_one(session: SessionStore) -> None:
    one, two = opened(session), opened(session)
    one.save([AnswerChange(LONG, "The choir", 0)])
    told = two.save([AnswerChange(LONG, None, 0), AnswerChange(SHORT, "Soup", 0)])
    assert [(saved.conflict, saved.answer.value) for saved in told] == [(True, "The choir"), (False, "Soup")]
    assert {q: a.value for q, a in opened(session).answers().items()} == {LONG: "The choir", SHORT: "Soup"}


def test_only_looking_begins_no_session(cast: Cast) -> None:
    store = session_store(SessionStore())
    store.visited(FIRST)
    assert store.session.session_key is None
    assert store.answers() == {}
    assert not store.session.modified


def test_when_the_room_ends_the_words_stay_in_their_box(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    client = browser_of(cast.maureen)
    store = session_store(client.session)
    # Nine of ten parts are full already.
    store.save([AnswerChange(f"other-{n}", "x" * 45_000, 0) for n in range(8)])
    url = f"/wizard/{FIRST}/"
    response = sent(client, url, boxes(client.get(url)), **{LONG: "y" * 45_000})
    assert response.status_code == 200
    assert "There is no more room" in response.content.decode()
    assert boxes(response)[LONG] == ["y" * 45_000]
    assert sent(client, url, boxes(response), **{LONG: "Short"}).status_code == 302
    assert "Short" in client.get(url).content.decode()
