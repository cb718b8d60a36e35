"""Maureen's plan in front of everybody around her."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from planning.documents.models import Document
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.planning import make_document
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
PEOPLE = question_id(default_definition(), "people_list")


@dataclass
class Page:
    """One answer of the portal to one browser."""

    status: int
    text: str
    url: str = ""


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


@pytest.fixture
def base(plan: Document) -> str:
    return f"/documents/{plan.uuid}/"


@pytest.fixture
def look(browser_of: Callable[[User], Client]) -> Callable[[User, str], Page]:
    """A function: what this user gets at this address."""

    def _look(user: User, address: str) -> Page:
        response = browser_of(user).get(address)
        text = "" if response.streaming else response.content.decode()
        return Page(response.status_code, text, response.headers.get("Location", ""))

    return _look


@pytest.fixture
def press(browser_of: Callable[[User], Client]) -> Callable[..., Page]:
    """A function: what this user gets after sending a form, having followed where it leads."""

    def _press(user: User, address: str, **form: str) -> Page:
        response = browser_of(user).post(address, {k.replace("__", "-"): v for k, v in form.items()}, follow=True)
        last = response.redirect_chain[-1][0] if response.redirect_chain else ""
        return Page(response.status_code, response.content.decode(), last)

    return _press
