"""One look at a document for a whole page: asked once where it is read, anew where something is sent, never kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planning.documents import looking
from planning.documents.looking import Look, look_at
from planning.documents.models import Document, Grant
from tests.factories.planning import answer, share_with_worker
from tests.integration.planning.documents.conftest import PEOPLE, SHORT, WORDS
from tests.personas import Cast

# A worker's page asked 84 when each panel had its own look, and asks 46 with one.
MOST = 50


def test_a_workers_page_asks_once_what_was_granted(
    cast: Cast, plan: Document, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_with_worker(plan)
    for question in (WORDS, SHORT, PEOPLE):
        answer(plan, question, "Singing")
    client, asked = browser_of(cast.sunita), []
    really = looking.abilities
    monkeypatch.setattr(looking, "abilities", lambda *what: asked.append(what) or really(*what))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(plan.get_absolute_url())
    assert "Singing" in page.text
    assert len(asked) == 1
    assert len(queries) <= MOST


def test_the_next_page_looks_again(cast: Cast, plan: Document, browser_of: Any, now: datetime) -> None:
    grant = share_with_worker(plan)
    client = browser_of(cast.sunita)
    assert client.get(plan.get_absolute_url()).status_code == 200
    Grant.objects.filter(pk=grant.pk).update(ends_at=now)
    assert client.get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("method", "kept"), [("get", True), ("head", True), ("post", False)])
def test_where_something_is_sent_every_look_is_a_new_one(
    cast: Cast, plan: Document, now: datetime, method: str, kept: bool
) -> None:
    grant = share_with_worker(plan)
    request = getattr(RequestFactory(), method)(reverse("document", args=[plan.uuid]))
    request.user = cast.sunita
    first = look_at(request, plan, at=now)
    assert isinstance(first, Look) and first.can.see and first.at == now
    later = now + timedelta(seconds=1)
    Grant.objects.filter(pk=grant.pk).update(ends_at=later)
    second = look_at(request, plan, at=later)
    assert (second is first) == kept
    assert second.can.see == kept
