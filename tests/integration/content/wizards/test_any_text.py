"""Whatever somebody types, pastes or forges: no fault of ours, and what is accepted reads back exactly."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import User
from portal.components.words import can_be_read
from tests.integration.content.wizards.browser import boxes
from tests.integration.content.wizards.memory import PLANS
from tests.integration.content.wizards.places import (
    COSTS,
    DATE,
    FIRST,
    LONG,
    MONEY,
    PEOPLE,
    SET,
    SHORT,
    STEPS,
    step_of,
)
from tests.personas import Cast

pytestmark = pytest.mark.urls("tests.integration.content.wizards.urls")
URL = f"/plans/hers/{FIRST}/"

NASTY = st.sampled_from(
    [
        "\x00",
        "before\x00after",
        "\ud800",
        "\udfff tail",
        "\u202eright to left\u202c",
        "مرحبا بالعالم",
        "שלום",
        "👩‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "e\u0301" * 50,
        "\ufeffmark",
        "\ufffe\uffff",
        "a\u2028b\u2029c",
        "</textarea><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ form }} {% csrf_token %}",
        "x" * 49_999,
        "word" * 12_500,
        "\t\tindented\n\n\n\nfar apart",
        "\r\n\r\n",
        "\x1b[31mred\x07",
        "%00%0d%0a",
        "NaN",
        "1e999999999",
        "9" * 5_000,
        "٣٫٥",
        "−0",
    ]
)
TEXT = st.one_of(NASTY, st.text(max_size=300), st.text(alphabet=st.characters(), max_size=60))
# What no keyboard types and no database keeps.
DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_it_arrives(text: str) -> str:
    """A browser sends UTF-8: half a character cannot be in it, and becomes a mark of its own."""
    return text.encode("utf-8", "replace").decode()


def expected(text: str, *, lines: bool) -> str:
    """What is kept of a text: all of it, but for controls and what is blank around it; none that nobody could see."""
    kept = DROPPED.sub("", as_it_arrives(text).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not can_be_read(kept):
        return ""
    return kept if lines else kept.replace("\n", " ")


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


def kept(question: str) -> Any:
    answer = PLANS["hers"].answers.get(question)
    return answer.value if answer else None


def check_words(client: Client, long: str, short: str, name: str, does: str) -> None:
    PLANS.clear()
    typed = {LONG: long, SHORT: short, f"{PEOPLE}-0-name": name, f"{PEOPLE}-0-does": does}
    sent = {key: as_it_arrives(text) for key, text in typed.items()}
    versions = {f"{question}-version": "0" for question in (LONG, SHORT, PEOPLE)}
    response = client.post(URL, {**sent, **versions, f"{PEOPLE}-rows": "1", "go": "next"})
    assert response.status_code == 302
    assert (kept(LONG) or "") == expected(long, lines=True)
    assert (kept(SHORT) or "") == expected(short, lines=False)
    [person] = kept(PEOPLE) or [{"name": "", "does": ""}]
    assert (person["name"], person["does"]) == (expected(name, lines=False), expected(does, lines=False))
    before = dict(PLANS["hers"].answers)
    shown = client.get(URL)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.content.decode()
    # The page with these words, sent back as it came, changes nothing.
    assert client.post(URL, {**boxes(shown), "go": "stop"}).status_code == 302
    assert PLANS["hers"].answers == before


def check_figures(client: Client, typed: str, more: str) -> None:
    PLANS.clear()
    sent, also = as_it_arrives(typed), as_it_arrives(more)
    budget, dates = f"/plans/hers/{step_of(COSTS)}/", f"/plans/hers/{step_of(DATE)}/"
    row = {f"{COSTS}-rows": "1", f"{COSTS}-0-amount": sent, f"{COSTS}-0-times": also, f"{COSTS}-0-how_often": also}
    assert client.post(budget, {**row, MONEY: sent, f"{MONEY}-version": "0"}).status_code in (200, 302)
    day = {f"{DATE}_0": sent, f"{DATE}_1": also, f"{DATE}_2": sent, f"{DATE}-version": "0"}
    assert client.post(dates, day).status_code in (200, 302)
    for page in (budget, dates):
        shown = client.get(page)
        assert shown.status_code == 200
        before = dict(PLANS["hers"].answers)
        assert client.post(page, {**boxes(shown), "go": "stop"}).status_code == 302
        assert PLANS["hers"].answers == before
    amount = kept(MONEY)
    assert amount is None or isinstance(amount, str) or amount["typed"] == expected(typed, lines=False)


OURS = {q["id"] for s in SET["steps"] for q in s["questions"]}
NAMES = st.one_of(
    st.sampled_from([LONG, SHORT, PEOPLE, COSTS, "go", "held-for", "held-back", "wizard_goto_step", "add"]),
    st.sampled_from([f"{q}{end}" for q in sorted(OURS)[:6] for end in ("-version", "-rows", "-0-id", "-choice", "_0")]),
    st.sampled_from([f"{LONG}-both", f"{PEOPLE}-taken", "plan_wizard-current_step", "-version", "-choice"]),
    st.text(min_size=1, max_size=20),
)
GOES = st.one_of(
    st.sampled_from(["next", "back", "stop", "add", "add:", "remove::", "take_away:x", "let_go", f"remove:{PEOPLE}:"]),
    st.text(max_size=20),
)


def check_tampered(client: Client, fields: dict[str, str], go: str, step: str) -> None:
    sent = {as_it_arrives(name): as_it_arrives(text) for name, text in fields.items()}
    response = client.post(f"/plans/hers/{step}/", {**sent, "go": as_it_arrives(go)})
    assert response.status_code in (200, 302, 404, 409)
    assert set(PLANS["hers"].answers) <= OURS
    for each in (FIRST, step):
        assert client.get(f"/plans/hers/{each}/").status_code in (200, 404)


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
FULL = settings(max_examples=1_700, deadline=None, suppress_health_check=list(HealthCheck))
FIELDS = st.dictionaries(NAMES, TEXT, max_size=8)
PLACES = st.sampled_from([*STEPS, "done", "no-such-step"])


def test_words(maureen: Client) -> None:
    QUICK(given(TEXT, TEXT, TEXT, TEXT)(lambda a, b, c, d: check_words(maureen, a, b, c, d)))()


def test_figures(maureen: Client) -> None:
    QUICK(given(TEXT, TEXT)(lambda a, b: check_figures(maureen, a, b)))()


def test_tampered_forms(maureen: Client) -> None:
    QUICK(given(FIELDS, GOES, PLACES)(lambda a, b, c: check_tampered(maureen, a, b, c)))()


@pytest.mark.endurance
def test_words_endurance(maureen: Client) -> None:
    """Four texts a time: more than 5,000 in all."""
    FULL(given(TEXT, TEXT, TEXT, TEXT)(lambda a, b, c, d: check_words(maureen, a, b, c, d)))()


@pytest.mark.endurance
def test_figures_endurance(maureen: Client) -> None:
    FULL(given(TEXT, TEXT)(lambda a, b: check_figures(maureen, a, b)))()


@pytest.mark.endurance
def test_tampered_forms_endurance(maureen: Client) -> None:
    FULL(given(FIELDS, GOES, PLACES)(lambda a, b, c: check_tampered(maureen, a, b, c)))()
