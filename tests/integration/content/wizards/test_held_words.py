"""Words that could not be saved at once: held, sealed, given back to the same person alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from content.wizards.models import HeldWords
from portal.accounts.models import User
from tests.integration.content.wizards.browser import boxes, sent
from tests.integration.content.wizards.memory import PLANS
from tests.integration.content.wizards.places import FIRST, LONG, SHORT
from tests.personas import Cast

pytestmark = pytest.mark.urls("tests.integration.content.wizards.urls")
URL = f"/plans/hers/{FIRST}/"


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


def test_two_pages_of_one_step_are_held_side_by_side(cast: Cast, maureen: Client) -> None:
    one, two = boxes(maureen.get(URL)), boxes(maureen.get(URL))
    maureen.logout()
    sent(maureen, URL, one, **{LONG: "In the first window"})
    sent(maureen, URL, two, **{LONG: "In the second window"})
    maureen.force_login(cast.maureen)
    back = maureen.get(URL)
    assert boxes(back)[LONG] == ["In the first window"]
    response = sent(maureen, URL, boxes(back))
    assert response["Location"] == URL
    both = maureen.get(URL)
    assert "In the first window" in both.content.decode()
    assert "In the second window" in both.content.decode()
    sent(maureen, URL, boxes(both), **{f"{LONG}-choice": "mine"})
    assert PLANS["hers"].answers[LONG].value == "In the second window"
    assert not HeldWords.objects.exists()


def test_the_same_page_sent_again_replaces_what_it_sent_before(maureen: Client) -> None:
    page = boxes(maureen.get(URL))
    maureen.logout()
    for words in ("The qui", "The quick br", "The quick brown fox"):
        answer = maureen.post(URL, {**page, LONG: [words]}, headers={"X-Requested-With": "autosave"})
        assert (answer.status_code, answer.json()) == (401, {"held": True})
    assert HeldWords.objects.count() == 1


def test_a_page_that_never_showed_the_held_words_does_not_forget_them(cast: Cast, maureen: Client) -> None:
    early, other = boxes(maureen.get(URL)), boxes(maureen.get(URL))
    maureen.logout()
    sent(maureen, URL, early, **{LONG: "Typed too late"})
    maureen.force_login(cast.maureen)
    sent(maureen, URL, other, **{SHORT: "From another window"})
    html = maureen.get(URL).content.decode()
    assert "Typed too late" in html


def test_words_that_nobody_wants_any_more_can_be_thrown_away(cast: Cast, maureen: Client) -> None:
    page = boxes(maureen.get(URL))
    maureen.logout()
    sent(maureen, URL, page, **{LONG: "Never mind"})
    maureen.force_login(cast.maureen)
    back = maureen.get(URL)
    assert "Throw these words away" in back.content.decode()
    sent(maureen, URL, boxes(back), "let_go")
    assert "Never mind" not in maureen.get(URL).content.decode()
    assert LONG not in PLANS["hers"].answers


def strict(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def test_a_page_from_before_another_window_signed_in_loses_nothing(cast: Cast) -> None:
    client = strict(cast.maureen)
    page = boxes(client.get(URL))
    # Signing in anew changes what Django compares forms with.
    client.cookies["csrftoken"] = "b" * 32
    response = client.post(URL, {**page, LONG: ["Written in the old window"], "csrfmiddlewaretoken": "a" * 32})
    assert response.status_code == 302
    assert response["Location"] == URL
    assert LONG not in PLANS["hers"].answers
    assert boxes(client.get(URL))[LONG] == ["Written in the old window"]


def test_words_of_one_person_never_come_back_to_the_next_at_the_same_browser(cast: Cast) -> None:
    client = strict(cast.maureen)
    page = boxes(client.get(URL))
    client.force_login(cast.amira)
    client.cookies["csrftoken"] = "b" * 32
    client.post(URL, {**page, LONG: ["Maureen's own"], "csrfmiddlewaretoken": "a" * 32})
    assert "Maureen's own" not in client.get(URL).content.decode()
    assert HeldWords.objects.get().user == cast.maureen
    assert LONG not in PLANS["hers"].answers


def test_a_forged_form_changes_nothing_and_is_held_for_nobody(cast: Cast) -> None:
    client = strict(cast.maureen)
    client.get(URL)
    response = client.post(URL, {LONG: "Forged", f"{LONG}-version": "0", "go": "next"})
    assert response.status_code == 403
    assert LONG not in PLANS["hers"].answers
    assert not HeldWords.objects.exists()


def test_the_check_against_forged_forms_lets_our_own_through(cast: Cast) -> None:
    client = strict(cast.maureen)
    page = boxes(client.get(URL))
    token = client.cookies["csrftoken"].value
    assert client.post(URL, {**page, LONG: ["Mine"], "csrfmiddlewaretoken": token}).status_code == 302
    assert PLANS["hers"].answers[LONG].value == "Mine"


def test_too_much_to_hold_is_not_held(maureen: Client) -> None:
    page = boxes(maureen.get(URL))
    maureen.logout()
    sent(maureen, URL, page, **{LONG: "x" * 1_000_001})
    assert not HeldWords.objects.exists()
