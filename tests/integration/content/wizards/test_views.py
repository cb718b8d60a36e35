"""The wizard's pages: everything typed is kept, whatever is pressed and whatever is sent."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from content.wizards.held import held
from content.wizards.models import HeldWords
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.personas import Cast

pytestmark = pytest.mark.urls("tests.integration.content.wizards.urls")

SET = default_definition()
STEPS = [step["slug"] for step in SET["steps"]]
FIRST, SECOND = STEPS[0], STEPS[1]
WORDS = question_id(SET, "long_text")
COSTS = question_id(SET, "cost_list")
COST_STEP = next(s["slug"] for s in SET["steps"] if any(q["id"] == COSTS for q in s["questions"]))
DATE = question_id(SET, "date")
DATE_STEP = next(s["slug"] for s in SET["steps"] if any(q["id"] == DATE for q in s["questions"]))


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


def page(client: Client, step: str, **query: str) -> str:
    response = client.get(f"/wizard/{step}/", query)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, step: str, go: str = "next", **typed: Any) -> Any:
    return client.post(f"/wizard/{step}/", {**{k.replace("__", "-"): v for k, v in typed.items()}, "go": go})


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_step_opens_by_itself_in_any_order(maureen: Client, step: str) -> None:
    html = page(maureen, step)
    for button in ("Save and continue", "Save and stop for now", "Skip for now"):
        assert button in html


@pytest.mark.parametrize(
    ("go", "leads_to"),
    [
        ("next", f"/wizard/{SECOND}/"),
        ("skip", f"/wizard/{SECOND}/"),
        ("stop", "/overview/"),
        ("back", "/overview/"),
        ("done", f"/wizard/{SECOND}/"),
        ("leave_out", f"/wizard/{SECOND}/"),
        ("nonsense", f"/wizard/{SECOND}/"),
    ],
)
def test_whatever_is_pressed_what_was_typed_is_kept_first(maureen: Client, go: str, leads_to: str) -> None:
    response = send(maureen, FIRST, go, **{WORDS: "The choir on Thursdays"})
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert "The choir on Thursdays" in page(maureen, FIRST)


def test_help_an_example_and_the_reason_can_be_opened_beside_a_question(maureen: Client) -> None:
    html = page(maureen, FIRST)
    question = SET["steps"][0]["questions"][0]
    for words in (question["help"], question["why"], question["example"]):
        assert words.split("\n")[0].replace("'", "&#x27;") in html


def test_a_step_that_is_not_there_is_not_found(maureen: Client) -> None:
    assert maureen.get("/wizard/done/").status_code == 404
    assert send(maureen, "no-such-step", **{WORDS: "x"}).status_code == 404


def test_a_tampered_form_is_no_fault_and_writes_nowhere_else(maureen: Client) -> None:
    response = maureen.post(
        f"/wizard/{FIRST}/",
        {
            "wizard_goto_step": "../",
            "session_wizard-current_step": "x",
            DATE: "elsewhere",
            f"{WORDS}-version": "-7",
            WORDS: "Kept",
            "go": "add:not-a-question",
        },
    )
    assert response.status_code == 404
    assert "Kept" in page(maureen, FIRST)
    assert "elsewhere" not in page(maureen, DATE_STEP)


@pytest.mark.parametrize("go", [f"remove:{WORDS}:x", f"remove:{WORDS}", f"take_away:{WORDS}:x", f"add:{WORDS}"])
def test_a_button_of_a_list_on_a_question_that_is_none_is_no_fault(maureen: Client, go: str) -> None:
    assert send(maureen, FIRST, go, **{WORDS: "Kept"}).status_code == 302
    assert "Kept" in page(maureen, FIRST)


def test_a_date_that_does_not_exist_is_said_at_its_boxes_and_kept(maureen: Client) -> None:
    response = send(maureen, DATE_STEP, **{f"{DATE}_0": "31", f"{DATE}_1": "2", f"{DATE}_2": "2027"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "There is no such date" in html
    assert f'href="#q-{DATE}"' in html
    assert "Everything you typed is kept" in html
    again = page(maureen, DATE_STEP)
    assert re.search(r'value="31"', again)
    assert re.search(r'value="2027"', again)


def test_one_may_go_on_with_something_that_makes_no_sense_yet(maureen: Client) -> None:
    response = send(maureen, DATE_STEP, "anyway", **{f"{DATE}_0": "31"})
    assert response.status_code == 302


def test_a_list_grows_and_shrinks_without_any_script(maureen: Client) -> None:
    row = {
        f"{COSTS}-rows": "1",
        f"{COSTS}-0-what_for": "Taxi to choir",
        f"{COSTS}-0-amount": "8",
        f"{COSTS}-0-how_often": "week",
    }
    response = send(maureen, COST_STEP, f"add:{COSTS}", **row)
    assert response["Location"].startswith(f"/wizard/{COST_STEP}/?add={COSTS}")
    html = page(maureen, COST_STEP, add=COSTS)
    assert f'name="{COSTS}-rows" value="2"' in html
    own = re.search(rf'name="{COSTS}-0-id" value="([^"]+)"', html)
    assert own
    kept = {**row, f"{COSTS}-0-id": own.group(1)}
    send(maureen, COST_STEP, f"remove:{COSTS}:{own.group(1)}", **kept)
    assert "Taxi to choir" not in page(maureen, COST_STEP)


def test_autosave_answers_with_what_was_kept(maureen: Client) -> None:
    response = maureen.post(
        f"/wizard/{FIRST}/", {WORDS: "While I write", f"{WORDS}-version": "0"}, headers={"X-Requested-With": "autosave"}
    )
    assert response.json()["versions"][WORDS] == 1
    assert "While I write" in page(maureen, FIRST)


def test_the_same_form_sent_twice_counts_once(maureen: Client) -> None:
    for _ in range(2):
        send(maureen, FIRST, **{WORDS: "Once", f"{WORDS}-version": "0"})
    assert f'name="{WORDS}-version" value="1"' in page(maureen, FIRST)


def test_a_text_too_long_to_keep_stays_in_its_box_and_takes_nothing_along(maureen: Client) -> None:
    short = SET["steps"][0]["questions"][1]["id"]
    response = send(maureen, FIRST, **{WORDS: "x" * 60_000, short: "A good day"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "This is too long to keep here" in html
    assert "x" * 60_000 in html
    assert "A good day" in page(maureen, FIRST)


def test_ten_megabytes_are_refused_politely(maureen: Client) -> None:
    response = send(maureen, FIRST, **{WORDS: "x" * 10_000_000})
    assert response.status_code == 200
    assert "This is too long to keep here" in response.content.decode()


def test_going_on_with_answers_takes_back_left_out(maureen: Client) -> None:
    send(maureen, FIRST, "leave_out")
    assert "You left this out on purpose" in page(maureen, FIRST)
    send(maureen, FIRST, "next", **{WORDS: "After all"})
    assert "You left this out on purpose" not in page(maureen, FIRST)


# --- When the sign-in has run out -----------------------------------------------------------------


def token(client: Client) -> str:
    found = re.search(r'name="held-for" value="([^"]+)"', page(client, FIRST))
    assert found
    return found.group(1)


def test_words_of_an_expired_sign_in_wait_for_the_same_person_at_the_same_step(cast: Cast, maureen: Client) -> None:
    carried = token(maureen)
    maureen.logout()
    response = send(maureen, FIRST, **{"held-for": carried, WORDS: "Typed too late"})
    assert response["Location"] == f"/accounts/login/?next=/wizard/{FIRST}/"
    assert b"Typed too late" not in bytes(HeldWords.objects.get().sealed)
    maureen.force_login(cast.maureen)
    html = page(maureen, FIRST)
    assert "Typed too late" in html
    assert "We kept your words" in html
    assert "Typed too late" not in page(maureen, SECOND)
    number = re.search(r'name="held-back" value="(\d+)"', html)
    assert number
    send(maureen, FIRST, **{WORDS: "Typed too late", "held-back": number.group(1)})
    assert not HeldWords.objects.exists()


def test_held_words_come_back_to_nobody_else(cast: Cast, maureen: Client) -> None:
    carried = token(maureen)
    maureen.logout()
    send(maureen, FIRST, **{"held-for": carried, WORDS: "Private"})
    maureen.force_login(cast.amira)
    assert "Private" not in page(maureen, FIRST)


@pytest.mark.parametrize("carried", ["", "forged", "eyJ1c2VyIjoxfQ:1:x"])
def test_a_form_without_a_true_token_is_not_held(maureen: Client, carried: str) -> None:
    maureen.logout()
    send(maureen, FIRST, **{"held-for": carried, WORDS: "Anybody"})
    assert not HeldWords.objects.exists()


def test_a_token_counts_for_its_own_step_alone(maureen: Client) -> None:
    carried = token(maureen)
    maureen.logout()
    send(maureen, SECOND, **{"held-for": carried, WORDS: "Elsewhere"})
    assert not HeldWords.objects.exists()


def test_held_words_are_forgotten_after_a_day(cast: Cast, maureen: Client) -> None:
    carried = token(maureen)
    maureen.logout()
    send(maureen, FIRST, **{"held-for": carried, WORDS: "Yesterday"})
    tomorrow = timezone.now() + timedelta(hours=25)
    assert held(cast.maureen, path=f"/wizard/{FIRST}/", at=tomorrow) is None
