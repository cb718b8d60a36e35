"""Every address × everybody × Maureen's things: who gets in, and that nobody else does.

`RULES` lists every address of ours. One that is missing there fails, and so does one too many.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.access.asking import ask
from tests.access.rules import ANYBODY, ELSEWHERE, NOBODY, OWNER, RULES, SEES, SIGNED_IN, Rule
from tests.access.test_declarations import ours
from tests.access.world import SECRET, WORRY, World

# Whose own words hold the same: how Beth is, which is not for Maureen either.
THEIR_OWN = {("beth", "how_are_you_said"), ("beth", "how_are_you_pass_on")}


def names() -> set[str]:
    return {str(pattern.name) for _, pattern in ours()}


def test_every_address_of_ours_is_in_the_matrix_and_nothing_else() -> None:
    assert set(RULES) | ELSEWHERE == names()


@dataclass(frozen=True)
class Opened:
    """What came of opening a page: the status, where it sent them, and what of this it held."""

    status_code: int
    location: str
    held: frozenset[str]


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, str], Opened]:
    """Every page that somebody opened: nothing here changes the world, so each is opened once for all tests."""
    return {}


def opened(pages: dict[tuple[str, str], Opened], world: World, who: str, name: str) -> Opened:
    """How it went for somebody at an address."""
    if (who, name) not in pages:
        response = ask(world, who, "get", reverse(name, kwargs=RULES[name].kwargs(world)), RULES[name].data)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        kept = (SECRET, WORRY, str(world.worry.uuid))
        held = frozenset(words for words in kept if words.encode() in content)
        pages[who, name] = Opened(response.status_code, response.get("Location", ""), held)
    return pages[who, name]


def got_in(status: int, location: str) -> bool:
    to_sign_in = status == 302 and location.startswith("/accounts/login/")
    return status not in {403, 404, 405} and not to_sign_in


def fits(rule: Rule, allowed: Iterable[str] | None, who: str, status: int, location: str) -> bool:
    """Whether what came of it is what the rule says of them."""
    if allowed is None:
        return status in {403, 404, 405} or not who
    if who in allowed:
        return got_in(status, location)
    return not got_in(status, location) and (not who or status == 404 or who in rule.inside)


@pytest.mark.parametrize("name", sorted(RULES))
def test_who_opens_it(world: World, pages: dict[tuple[str, str], Opened], name: str) -> None:
    found = {who: opened(pages, world, who, name) for who in sorted(ANYBODY)}
    assert all(page.status_code < 500 for page in found.values())
    rule = RULES[name]
    wrong = [
        (who or "somebody signed out", page.status_code)
        for who, page in found.items()
        if not fits(rule, rule.get, who, page.status_code, page.location)
    ]
    assert not wrong, f"GET {name}: {wrong}"


@pytest.mark.parametrize("name", sorted(RULES))
def test_who_does_it(world: World, name: str) -> None:
    rule = RULES[name]
    address = reverse(name, kwargs=rule.kwargs(world))
    wrong = []
    for who in sorted(ANYBODY):
        response = ask(world, who, "post", address, rule.data)
        assert response.status_code < 500
        if not fits(rule, rule.post, who, response.status_code, response.get("Location", "")):
            wrong.append((who or "somebody signed out", response.status_code))
    assert not wrong, f"POST {name}: {wrong}"


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.get is not None))
def test_only_maureen_ever_meets_what_is_only_hers(
    world: World, pages: dict[tuple[str, str], Opened], name: str
) -> None:
    for who in sorted(ANYBODY - OWNER):
        if (who, name) not in THEIR_OWN:
            assert SECRET not in opened(pages, world, who, name).held, f"{who} met it at {name}"


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.get is not None))
def test_only_those_who_look_after_it_and_its_writer_ever_meet_a_worry(
    world: World, pages: dict[tuple[str, str], Opened], name: str
) -> None:
    for who in sorted((RULES[name].get or NOBODY) - {"dee", "leo"}):
        held = opened(pages, world, who, name).held
        assert not held & {WORRY, str(world.worry.uuid)}, f"{who} met it at {name}"


def test_what_is_only_for_some_is_met_by_them(world: World, pages: dict[tuple[str, str], Opened]) -> None:
    """Otherwise the two tests above would look for words that are nowhere."""
    assert SECRET in opened(pages, world, "maureen", "document_check").held
    assert WORRY in opened(pages, world, "dee", "worry").held


def test_lists_show_what_the_pages_show(world: World) -> None:
    link = str(world.document.uuid)
    for who in sorted(SIGNED_IN):
        listed = link in ask(world, who, "get", "/documents/", {}).content.decode()
        opens = ask(world, who, "get", f"/documents/{link}/", {}).status_code == 200
        assert listed is opens is (who in SEES), who
