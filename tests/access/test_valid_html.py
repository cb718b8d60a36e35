"""Every page of ours, as whoever may open it gets it, is valid HTML."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.asking import ask
from tests.access.rules import ANYBODY, RULES
from tests.access.world import World
from tests.valid_html import problems_of

OPENED = sorted(name for name, rule in RULES.items() if rule.get)


@pytest.mark.parametrize("name", OPENED)
def test_every_page_is_valid(world: World, name: str) -> None:
    rule = RULES[name]
    address = reverse(name, kwargs=rule.kwargs(world))
    for who in sorted(rule.get or ()):
        response = ask(world, who, "get", address, {})
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            assert problems_of(response.content.decode()) == [], f"{name} for {who or 'somebody signed out'}"


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.get and rule.post))
def test_every_page_with_its_errors_is_valid(world: World, name: str) -> None:
    rule = RULES[name]
    address = reverse(name, kwargs=rule.kwargs(world))
    for who in sorted(rule.post or ()):
        response = ask(world, who, "post", address, {})
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            assert problems_of(response.content.decode()) == [], f"{name} for {who or 'somebody signed out'}"


@pytest.mark.parametrize("path", ["/nowhere/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_pages_that_are_not_ours_alone_are_valid(db: None, client: Client, path: str) -> None:
    assert problems_of(client.get(path).content.decode()) == []


@pytest.mark.parametrize("who", ["maureen", "sunita", "ed"])
@pytest.mark.parametrize("path", ["/accounts/", "/accounts/email/", "/accounts/2fa/", "/accounts/password/change/"])
def test_the_pages_of_ones_account_are_valid(world: World, who: str, path: str) -> None:
    assert who in ANYBODY
    response = ask(world, who, "get", path, {})
    if response.status_code == 200:
        assert problems_of(response.content.decode()) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("<p>One<div>two</p></div>", "unexpected"),
        ('<p id="a">One</p><p id="a">Two</p>', "2 times"),
        ('<label for="gone">Name</label>', "which is not there"),
        ('<input name="name">', "has no label"),
        ("<h1>One</h1><h3>Three</h3>", "follows <h1>"),
        ("<p>One <b>two</p>", "unexpected"),
        ("<button><a href='/'>x</a>", "expected"),
    ],
)
def test_what_is_wrong_is_found(wrong: str, sentence: str) -> None:
    page = f"<!DOCTYPE html><html lang='en'><head><title>A page</title></head><body>{wrong}</body></html>"
    assert any(sentence in problem for problem in problems_of(page)), problems_of(page)
