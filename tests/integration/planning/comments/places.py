"""Where things are on Maureen's plan, and how its pages are opened."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from planning.documents.models import Document
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
LIST = question_id(default_definition(), "people_list")

BrowserOf = Callable[[User], Client]


def url(name: str, plan: Document, *args: Any) -> str:
    return reverse(name, args=[plan.uuid, *args])


def page(browser: Client, plan: Document) -> str:
    """Everything that is said about the plan, as this reader meets it."""
    response = browser.get(url("document_comments", plan))
    assert response.status_code == 200
    return response.content.decode()
