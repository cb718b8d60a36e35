"""The page of the last look, and where what was sent is shown."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from planning.documents.enums import Audience
from planning.documents.models import Document, Version
from planning.signing_off.models import SignOff
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.content import default_definition, publish, question_id
from tests.factories.limits import limit
from tests.factories.planning import answer, make_document, share_with_worker
from tests.personas import Cast

COSTS = question_id(default_definition(), "cost_list")
WORDS = question_id(default_definition(), "long_text")
BrowserOf = Callable[[User], Client]


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def text(client: Client, address: str, **form: Any) -> str:
    response = client.post(address, form, follow=True) if form else client.get(address)
    return str(response.content.decode())


def test_the_last_look_and_sending(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    answer(plan, WORDS, "The choir.")
    mine, base = browser_of(cast.maureen), plan.get_absolute_url()
    assert "Send to Sunita to agree" in text(mine, base)
    page = text(mine, f"{base}send/")
    assert "Is it about you" in page and "It is not shared with Sunita yet." in page
    key = str(uuid4())
    page = text(mine, f"{base}send/", key=key)
    assert "Version 1 was sent to Sunita" in page
    text(mine, f"{base}send/", key=key)
    assert Version.objects.count() == 1
    worker = browser_of(cast.sunita)
    assert "Maureen sent version 1 to you to agree" in text(worker, base)
    assert SignOff.objects.get().get_absolute_url() in text(worker, "/home/")
    assert SignOff.objects.get().get_absolute_url() in text(worker, f"/caseload/{cast.maureen.uuid}/")
    assert "Plan to agree" in text(worker, "/caseload/")
    assert "Maureen sent version 1 to Sunita to agree" in text(browser_of(cast.ben), base)


def test_what_goes_to_the_manager_is_not_said_to_be_the_workers_to_agree(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    answer(plan, WORDS, "The choir.")
    base = plan.get_absolute_url()
    text(browser_of(cast.maureen), f"{base}send/", key=str(uuid4()))
    page = text(browser_of(cast.sunita), base)
    assert "Maureen sent version 1 to you," in page and "to you to agree" not in page
    assert "to you to agree" not in text(browser_of(cast.sunita), f"{base}versions/")
    kinds = Notice.objects.filter(user=cast.sunita).values_list("kind", flat=True)
    assert Kind.SENT_TO_MANAGER in kinds and Kind.SENT not in kinds


def test_costs_that_are_only_mine_are_the_one_thing_that_stops(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    answer(plan, COSTS, [{"id": "a", "what_for": "My PA", "amount": "78.00"}], audience="only_me")
    mine, base = browser_of(cast.maureen), plan.get_absolute_url()
    page = text(mine, f"{base}send/")
    assert "One thing first: your costs" in page and f"{base}share/question/{COSTS}/" in page
    assert 'name="key"' not in page
    assert "They have to see them" in text(mine, f"{base}send/", key=str(uuid4()))
    assert not Version.objects.exists()


def test_without_a_social_worker_the_page_says_so(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    Allocation.objects.filter(person=cast.maureen).delete()
    page = text(browser_of(cast.maureen), f"{plan.get_absolute_url()}send/")
    assert "There is nobody to send it to yet" in page and f"{plan.get_absolute_url()}versions/" in page
    assert "nobody to send it to" in text(browser_of(cast.maureen), f"{plan.get_absolute_url()}send/", key="")


def test_what_was_left_out_of_a_share_that_was_stopped_is_named_before_it_is_sent(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    answer(plan, WORDS, "The choir.")
    share_with_worker(plan, ended=True, left_out=[WORDS, COSTS])
    mine, address = browser_of(cast.maureen), f"{plan.get_absolute_url()}send/"
    asked = next(q["label"] for s in default_definition()["steps"] for q in s["questions"] if q["id"] == WORDS)
    page = text(mine, address)
    assert f"You left “{asked}” out for Sunita before." in page and page.count("out for Sunita before") == 1
    plan.answers.update(audience=Audience.ONLY_ME)
    assert "out for Sunita before" not in text(mine, address)
    plan.answers.update(audience=Audience.EVERYONE)
    share_with_worker(plan)
    assert "out for Sunita before" not in text(mine, address)


def test_no_test_of_the_last_look_is_without_a_word(cast: Cast, browser_of: BrowserOf) -> None:
    """Also where the questions are not those of a support plan, and nothing has been written."""
    definition = {**default_definition(), "kind": "my_way"}
    definition["steps"] = [{**step, "coverage": {}} for step in definition["steps"][:1]]
    plan = make_document(cast.maureen, version=publish(definition), title="My plan, my own way")
    html = text(browser_of(cast.maureen), f"{plan.get_absolute_url()}send/")
    assert "Only you can tell. Read your plan once more with this in mind." in html
    rule = "You choose what the money buys, as long as it meets your needs and the law allows it."
    assert f"<p>{rule}</p>" in html
    assert f"<li>{rule}</li>" not in html


def test_what_a_cost_makes_possible_is_read_wherever_the_plan_is(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    """Written without scripts; then in the version that the worker reads, beside what changed, and in each file."""
    answer(plan, WORDS, "The choir.")
    mine, base = browser_of(cast.maureen), plan.get_absolute_url()
    step = next(s["slug"] for s in default_definition()["steps"] if COSTS in [q["id"] for q in s["questions"]])
    page = text(mine, f"{base}step/{step}/")
    assert "Say more about this cost" in page and "What it makes possible" in page
    cost = {"id": str(uuid4()), "what_for": "Cleaning", "amount": "13.00", "times": "2", "how_often": "hour"}
    said = {"makes_possible": "I have the strength to go out", "outcome": "i", "considered": "My son lives far away"}
    answer(plan, COSTS, [cost])
    text(mine, f"{base}send/", key=str(uuid4()))
    plan.answers.filter(question_id=COSTS).update(value=[{**cost, **said}])
    assert 'value="I have the strength to go out"' in text(mine, f"{base}step/{step}/")
    text(mine, f"{base}send/", key=str(uuid4()))
    worker = browser_of(cast.sunita)
    for page in (text(worker, f"{base}versions/2/"), text(mine, f"{base}versions/2/"), text(mine, f"{base}check/")):
        assert "What it makes possible: I have the strength to go out" in page
        assert "What it helps with most: Getting out" in page and "My son lives far away" in page
    assert "the strength to go out" not in text(worker, f"{base}versions/1/")
    assert "the strength to go out" in text(worker, f"{base}versions/compare/?a=1&b=2")
    assert "the strength to go out" in text(worker, f"{base}versions/2/export/print/")
