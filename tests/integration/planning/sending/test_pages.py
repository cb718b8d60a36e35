"""The page of the last look, and where what was sent is shown."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from planning.documents.models import Document, Version
from portal.accounts.models import User
from portal.relationships.models import Allocation
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document
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
    assert f"{base}versions/1/" in text(worker, "/home/")
    assert f"{base}versions/1/" in text(worker, f"/caseload/{cast.maureen.uuid}/")
    assert "Plan to agree" in text(worker, "/caseload/")
    assert "Maureen sent version 1 to Sunita to agree" in text(browser_of(cast.ben), base)


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
