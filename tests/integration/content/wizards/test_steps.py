"""A step and its questions: what is asked, what is kept, what is said."""

from collections.abc import Callable

import pytest
from django.test import Client

from content.wizards.stores import AnswerChange
from portal.accounts.models import User
from tests.factories.content import default_definition
from tests.integration.content.wizards.browser import boxes, sent
from tests.integration.content.wizards.memory import PLANS, MemoryStore, Plan
from tests.integration.content.wizards.places import (
    ASSISTANT,
    COSTS,
    DATE,
    FIRST,
    HELP,
    LONG,
    MONEY,
    PEOPLE,
    SHORT,
    STEPS,
    TRUSTED,
    WEEK,
    WHO,
    step_of,
)
from tests.personas import Cast

pytestmark = pytest.mark.urls("tests.integration.content.wizards.urls")


@pytest.fixture
def maureen(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.maureen)


def url(step: str) -> str:
    return f"/plans/hers/{step}/"


def value(question: str) -> object:
    return PLANS["hers"].answers[question].value


DAY_TO_DAY = url(step_of(WHO))


def test_a_question_that_an_answer_opens_on_its_own_page_is_asked_at_once(maureen: Client) -> None:
    opened = boxes(maureen.get(DAY_TO_DAY))
    assert f"{TRUSTED}-version" not in opened
    response = sent(maureen, DAY_TO_DAY, opened, **{WHO: "someone"})
    assert response["Location"] == f"{DAY_TO_DAY}#q-{TRUSTED}-group"
    page = maureen.get(DAY_TO_DAY)
    assert "There is one more question for you here" in page.content.decode()
    response = sent(maureen, DAY_TO_DAY, boxes(page), **{TRUSTED: "My brother Lee"})
    assert response["Location"] == url(STEPS[STEPS.index(step_of(WHO)) + 1])
    assert value(TRUSTED) == "My brother Lee"


def test_a_question_waits_for_an_answer_in_another_step(maureen: Client) -> None:
    assert f"{ASSISTANT}-version" not in boxes(maureen.get(DAY_TO_DAY))
    support = url(step_of(HELP))
    sent(maureen, support, boxes(maureen.get(support)), **{HELP: ["pa"]})
    assert f"{ASSISTANT}-version" in boxes(maureen.get(DAY_TO_DAY))


def test_words_on_a_page_whose_question_has_just_ceased_are_kept(maureen: Client) -> None:
    support = url(step_of(HELP))
    sent(maureen, support, boxes(maureen.get(support)), **{HELP: ["pa"]})
    opened = boxes(maureen.get(DAY_TO_DAY))
    sent(maureen, support, boxes(maureen.get(support)), **{HELP: ["house"]})
    assert sent(maureen, DAY_TO_DAY, opened, **{ASSISTANT: "Leo sits in"}).status_code == 302
    assert value(ASSISTANT) == "Leo sits in"
    assert f"{ASSISTANT}-version" not in boxes(maureen.get(DAY_TO_DAY))


def only_if(definition: dict[str, object], step: int) -> None:
    """Ask a whole step only of those who want a personal assistant."""
    for question in definition["steps"][step]["questions"]:  # type: ignore[index]
        question["condition"] = {"question": HELP, "operator": "includes", "value": "pa"}


def test_words_in_a_step_that_has_just_ceased_are_kept_and_lead_on(maureen: Client) -> None:
    definition = default_definition()
    only_if(definition, 3)
    PLANS["hers"] = Plan(definition=definition)
    support, budget = url(step_of(HELP)), url(STEPS[3])
    assert maureen.get(budget).status_code == 404
    sent(maureen, support, boxes(maureen.get(support)), **{HELP: ["pa"]})
    opened = boxes(maureen.get(budget))
    sent(maureen, support, boxes(maureen.get(support)), **{HELP: []})
    response = sent(maureen, budget, opened, **{MONEY: "5"})
    assert response["Location"] == url(STEPS[4])
    assert value(MONEY) == "5.00"
    assert "Step 4 of 7" in maureen.get(url(STEPS[4])).content.decode()


def test_a_question_that_the_page_did_not_have_is_no_empty_answer(maureen: Client) -> None:
    opened = boxes(maureen.get(url(FIRST)))
    sent(maureen, url(FIRST), opened, **{LONG: "The choir"})
    del opened[f"{LONG}-version"], opened[LONG]
    assert sent(maureen, url(FIRST), opened, **{SHORT: "Soup"}).status_code == 302
    assert value(LONG) == "The choir"


def test_nothing_but_a_button_changes_nothing(maureen: Client) -> None:
    sent(maureen, url(FIRST), boxes(maureen.get(url(FIRST))), **{LONG: "The choir"})
    assert maureen.post(url(FIRST)).status_code == 302
    assert value(LONG) == "The choir"


@pytest.mark.parametrize("go", ["stop", "back", "skip", "next", "done", "leave_out", "anyway"])
def test_a_text_too_long_to_keep_stays_in_its_box_whatever_is_pressed(maureen: Client, go: str) -> None:
    response = sent(maureen, url(FIRST), boxes(maureen.get(url(FIRST))), go, **{LONG: "y" * 50_001, SHORT: "Soup"})
    assert response.status_code == 200
    assert boxes(response)[LONG] == ["y" * 50_001]
    assert value(SHORT) == "Soup"
    again = sent(maureen, url(FIRST), boxes(response), **{LONG: "Shorter", SHORT: "Soup and bread"})
    assert again.status_code == 302
    assert value(SHORT) == "Soup and bread"


def test_autosave_does_not_say_saved_of_what_is_too_long(maureen: Client) -> None:
    fields = {**boxes(maureen.get(url(FIRST))), LONG: ["y" * 50_001], SHORT: ["Soup"]}
    answer = maureen.post(url(FIRST), fields, headers={"X-Requested-With": "autosave"})
    assert answer.status_code == 422
    assert answer.json() == {"versions": {SHORT: 1, PEOPLE: 0}}


def test_what_makes_no_sense_says_so_again_after_leaving_and_coming_back(maureen: Client) -> None:
    step = url(step_of(COSTS))
    row = {f"{COSTS}-0-what_for": "Taxi", f"{COSTS}-0-amount": "about ten pounds"}
    sent(maureen, step, boxes(maureen.get(step)), "stop", **row)
    html = maureen.get(step).content.decode()
    assert "“Taxi”: Write the amount in pounds, for example 12.50." in html
    assert 'value="about ten pounds"' in html
    assert "There is a problem" not in html


@pytest.mark.parametrize("typed", ["−3", "-3", "about ten pounds"])
def test_no_amount_is_no_amount_and_stays_as_it_was_typed(maureen: Client, typed: str) -> None:
    step = url(step_of(COSTS))
    response = sent(maureen, step, boxes(maureen.get(step)), **{f"{COSTS}-0-amount": typed, MONEY: typed})
    assert response.status_code == 200
    assert boxes(response)[f"{COSTS}-0-amount"] == [typed]
    assert boxes(response)[MONEY] == [typed]
    assert boxes(maureen.get(step))[MONEY] == [typed]


def test_the_error_summary_leads_into_the_box_that_needs_a_look(maureen: Client) -> None:
    step = url(step_of(COSTS))
    row = {f"{COSTS}-0-what_for": "Taxi", f"{COSTS}-0-amount": "-3"}
    html = sent(maureen, step, boxes(maureen.get(step)), **row).content.decode()
    assert f'href="#q-{COSTS}"' in html
    assert f'name="{COSTS}-0-amount" id="q-{COSTS}"' in html


def test_another_row_takes_the_focus(maureen: Client) -> None:
    step = url(step_of(PEOPLE))
    row = {f"{PEOPLE}-0-name": "Beth"}
    response = sent(maureen, step, boxes(maureen.get(step)), f"add:{PEOPLE}", **row)
    page = maureen.get(response["Location"])
    assert page.content.decode().count(" autofocus") == 1
    assert boxes(page)[f"{PEOPLE}-1-name"] == [""]
    assert " autofocus" not in maureen.get(step).content.decode()


def test_entries_keep_their_id_through_edits_and_removals(maureen: Client) -> None:
    step = url(step_of(PEOPLE))
    for n, name in enumerate(["Beth", "Leo", "Winnie"]):
        page = boxes(maureen.get(step, {"add": PEOPLE}))
        sent(maureen, step, page, **{f"{PEOPLE}-{n}-name": name})
    beth, leo, winnie = (entry["id"] for entry in value(PEOPLE))  # type: ignore[attr-defined]
    page = boxes(maureen.get(step))
    sent(maureen, step, page, f"remove:{PEOPLE}:{leo}", **{f"{PEOPLE}-2-name": "Winnie Okafor"})
    assert [(e["id"], e["name"]) for e in value(PEOPLE)] == [(beth, "Beth"), (winnie, "Winnie Okafor")]  # type: ignore[attr-defined]


FILLED = {
    LONG: "  One\r\n\r\nTwo  ",
    SHORT: "Tea & <b>cake</b>",
    f"{PEOPLE}-0-name": "Beth",
    f"{COSTS}-0-what_for": "Taxi",
    f"{COSTS}-0-amount": "£8",
    f"{COSTS}-0-times": "2",
    MONEY: "5",
    f"{DATE}_0": "3",
    f"{DATE}_1": "November",
    f"{DATE}_2": "2027",
    f"{WEEK}-monday-morning": "Swim",
    HELP: ["pa", "house"],
    f"{HELP}-else": "A lift",
    WHO: "someone",
}


@pytest.mark.parametrize("step", STEPS)
def test_a_page_sent_back_as_it_came_changes_nothing(maureen: Client, step: str) -> None:
    for each in STEPS:
        opened = boxes(maureen.get(url(each)))
        typed = {name: text for name, text in FILLED.items() if name[:36] in {b[:36] for b in opened}}
        assert sent(maureen, url(each), opened, **typed).status_code == 302
    before = dict(PLANS["hers"].answers)
    assert sent(maureen, url(step), boxes(maureen.get(url(step)))).status_code == 302
    assert PLANS["hers"].answers == before
    assert before[DATE].value == "2027-11-03"
    assert before[COSTS].value[0]["amount"] == "8.00"


def test_what_an_editor_took_out_of_the_questions_stays_in_the_answer(cast: Cast, maureen: Client) -> None:
    store = MemoryStore("hers", cast.maureen.known_as)
    old = {
        WHO: "my_bank",
        HELP: {"chosen": ["pa", "a_dog"], "something_else": ""},
        WEEK: {"monday": {"dawn": "Prayer"}},
    }
    for question, answer in old.items():
        step = url(step_of(question))
        store.save([_change(question, answer)])
        page = maureen.get(step)
        sent(maureen, step, boxes(page), "anyway")
        assert value(question) == answer
    assert "Prayer" in maureen.get(url(step_of(WEEK))).content.decode()
    assert "My bank" in maureen.get(url(step_of(WHO))).content.decode()


def _change(question: str, answer: object) -> AnswerChange:

    return AnswerChange(question, answer, 0)


def test_a_page_opened_twice_begins_nothing(maureen: Client) -> None:
    maureen.get(url(FIRST))
    maureen.head(url(FIRST))
    assert not PLANS["hers"].answers
    assert not PLANS["hers"].marks


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_for_this(maureen: Client, method: str) -> None:
    assert getattr(maureen, method)(url(FIRST)).status_code == 405
