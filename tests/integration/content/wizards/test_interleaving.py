"""Windows, plans and people in any order: nothing crosses over, and nothing typed is lost."""

import random
from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.integration.content.wizards.browser import Fields, boxes, sent
from tests.integration.content.wizards.memory import PLANS
from tests.integration.content.wizards.places import FIRST, LONG, SHORT, STEPS
from tests.personas import Cast

pytestmark = pytest.mark.urls("tests.integration.content.wizards.urls")
BUTTONS = ["next", "back", "stop", "skip", "done", "leave_out"]


@pytest.fixture
def writers(cast: Cast, browser_of: Callable[[User], Client]) -> list[Client]:
    return [browser_of(cast.maureen), browser_of(cast.beth)]


def interleave(writers: list[Client], seed: int, *, turns: int = 14) -> None:
    """Four windows (two people, two plans) open and send the same step by chance."""
    PLANS.clear()
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    windows: dict[tuple[int, int], Fields | None] = {}
    typed: dict[str, list[str]] = {"hers": [], "his": []}
    for turn in range(turns):
        window = chance.randrange(4), chance.randrange(2)
        plan, client = ("hers", "his")[window[0] % 2], writers[window[1]]
        url = f"/plans/{plan}/{FIRST}/"
        page = windows.get(window)
        if page is None or chance.random() < 0.3:
            windows[window] = boxes(client.get(url))
            continue
        words = f"words {seed}.{turn} for {plan}"
        question = chance.choice([LONG, SHORT])
        response = sent(client, url, page, chance.choice(BUTTONS), **{question: words})
        windows[window] = None
        typed[plan].append(words)
        while response.status_code == 409:
            # Whoever is second keeps both.
            response = sent(client, url, boxes(response))
        assert response.status_code == 302
    for plan, texts in typed.items():
        answers = [answer.value for answer in PLANS[plan].answers.values()]
        everything = repr([*answers, *PLANS[plan].before])
        assert all(text in everything for text in texts)
        assert f"for {'his' if plan == 'hers' else 'hers'}" not in everything


def test_two_plans_and_two_people_in_any_order(writers: list[Client]) -> None:
    for seed in range(12):
        interleave(writers, seed)


@pytest.mark.endurance
def test_a_thousand_orders(writers: list[Client]) -> None:
    for seed in range(1_000):
        interleave(writers, seed)


def test_two_steps_in_two_windows_do_not_mix(writers: list[Client]) -> None:
    client = writers[0]
    pages = {step: boxes(client.get(f"/plans/hers/{step}/")) for step in STEPS[:2]}
    for step in reversed(STEPS[:2]):
        first = next(name for name in pages[step] if len(name) == 36)
        sent(client, f"/plans/hers/{step}/", pages[step], **{first: f"In {step}"})
    for step in STEPS[:2]:
        assert f"In {step}" in str(boxes(client.get(f"/plans/hers/{step}/")))
    assert len(PLANS["hers"].answers) == 2 + sum(1 for a in PLANS["hers"].answers.values() if a.value is None)
