"""Messages that point at an answer, and who meets that."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.messaging.models import Message
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Grant
from portal.accounts.models import User
from tests.factories.community import family_thread, thread_of
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast

Browser = Callable[[User], Client]
WORDS = question_id(default_definition(), "long_text")
COSTS = question_id(default_definition(), "cost_list")
SHORT = question_id(default_definition(), "short_text")
CLEANING = str(uuid4())


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Maureen's plan, shared with Sunita and with Beth."""
    document = make_document(cast.maureen)
    answer(document, WORDS, "the tangerine tin behind the clock")
    costs = [{"id": CLEANING, "what_for": "Cleaning, two hours", "amount": "26.00", "how_often": "week", "times": "1"}]
    answer(document, COSTS, costs)
    share_with_worker(document)
    share_with(document, cast.beth_in_circle, can_comment=True)
    return document


def ask(client: Client, plan: Document, words: str, *, question: str = WORDS, entry: str = "") -> Any:
    """Write about an answer, as the page does it."""
    begun = client.get(f"/messages/about/{plan.uuid}/{question}/")
    assert begun.status_code == 302
    page = client.get(begun["Location"]).content.decode()
    assert f'name="question" value="{question}"' in page
    address = begun["Location"].split("?", maxsplit=1)[0]
    data = {"client_id": str(uuid4()), "document": str(plan.uuid), "question": question, "entry": entry}
    return client.post(address, {**data, "words": words})


def test_a_question_stands_beside_the_answer_and_the_answer_beside_the_question(
    cast: Cast, browser_of: Browser, plan: Document
) -> None:
    maureen, sunita = browser_of(cast.maureen), browser_of(cast.sunita)
    checking = f"{plan.get_absolute_url()}check/"
    assert "Ask Sunita about this" in maureen.get(checking).content.decode()
    assert ask(maureen, plan, "Is cleaning allowed?", question=COSTS, entry=CLEANING).status_code == 302
    message = Message.objects.get()
    assert (message.document, message.question_id, message.entry_id) == (plan, UUID(COSTS), UUID(CLEANING))
    thread = sunita.get(message.thread.get_absolute_url()).content.decode()
    assert "Cleaning, two hours" in thread
    assert "Is cleaning allowed?" in maureen.get(checking).content.decode()
    assert "Is cleaning allowed?" in sunita.get(plan.get_absolute_url()).content.decode()
    assert "Write to Maureen about this" in sunita.get(plan.get_absolute_url()).content.decode()


def test_every_way_to_write_about_an_answer_leads_there(cast: Cast, browser_of: Browser, plan: Document) -> None:
    answer(plan, SHORT, "the blue box", audience=Audience.ONLY_ME)
    for user, page in ((cast.maureen, f"{plan.get_absolute_url()}check/"), (cast.sunita, plan.get_absolute_url())):
        browser = browser_of(user)
        links = set(re.findall(r'href="(/messages/about/[^"]+)"', browser.get(page).content.decode()))
        assert any(WORDS in link for link in links)
        for link in links:
            assert browser.get(link).status_code == 302, (user, link)
    assert not any(SHORT in link for link in links)


def test_a_supporter_meets_no_trace_of_it(cast: Cast, browser_of: Browser, plan: Document) -> None:
    beth = browser_of(cast.beth)
    before = beth.get(plan.get_absolute_url()).content.decode()
    ask(browser_of(cast.maureen), plan, "Is cleaning allowed?")
    after = beth.get(plan.get_absolute_url()).content.decode()
    assert "Is cleaning allowed?" not in after
    assert "Ask Sunita" not in after
    assert before.count("imw-remark") == after.count("imw-remark")
    assert beth.get(f"/messages/about/{plan.uuid}/{WORDS}/").status_code == 404


@pytest.mark.parametrize("how", ["only me", "share ended", "left out", "emptied"])
def test_what_may_not_be_seen_any_more_leaves_no_trace(
    cast: Cast, browser_of: Browser, plan: Document, now: datetime, how: str
) -> None:
    ask(browser_of(cast.maureen), plan, "What do you think?")
    thread, sunita = thread_of(cast.maureen), browser_of(cast.sunita)
    assert "tangerine" in sunita.get(thread.get_absolute_url()).content.decode()
    if how == "only me":
        Answer.objects.filter(question_id=WORDS).update(audience=Audience.ONLY_ME)
    elif how == "left out":
        Grant.objects.update(left_out=[WORDS])
    elif how == "emptied":
        Answer.objects.filter(question_id=WORDS).update(value=None)
    else:
        Grant.objects.update(ends_at=now)
    page = sunita.get(thread.get_absolute_url()).content.decode()
    assert "What do you think?" in page
    assert "tangerine" not in page
    assert "imw-about" not in page
    maureen = browser_of(cast.maureen).get(thread.get_absolute_url()).content.decode()
    assert "imw-about" in maureen


def test_an_answer_that_is_kept_from_the_worker_is_said_to_be(cast: Cast, browser_of: Browser, plan: Document) -> None:
    Answer.objects.filter(question_id=WORDS).update(audience=Audience.ONLY_ME)
    maureen = browser_of(cast.maureen)
    begun = maureen.get(f"/messages/about/{plan.uuid}/{WORDS}/")
    assert "Sunita cannot see this answer now, only your message." in maureen.get(begun["Location"]).content.decode()
    assert browser_of(cast.sunita).get(f"/messages/about/{plan.uuid}/{WORDS}/").status_code == 404


def test_words_stay_when_what_they_are_about_is_gone(cast: Cast, browser_of: Browser, plan: Document) -> None:
    maureen, thread = browser_of(cast.maureen), thread_of(cast.maureen)
    Document.objects.update(deleted_at=plan.created_at)
    data = {"document": str(plan.uuid), "question": WORDS, "words": "Is cleaning allowed?"}
    page = maureen.post(thread.get_absolute_url(), data).content.decode()
    assert "is not there for you any more" in page
    assert "Is cleaning allowed?</textarea>" in page
    assert not Message.objects.exists()


def test_nobody_points_at_what_is_not_of_this_person_or_not_theirs_to_see(
    cast: Cast, browser_of: Browser, plan: Document, now: datetime
) -> None:
    other = make_document(cast.amira)
    answer(other, WORDS, "Amira's words")
    family = family_thread(cast.maureen, cast.beth_in_circle, at=now)
    Answer.objects.filter(document=plan, question_id=WORDS).update(audience=Audience.ONLY_ME)
    for client, document in ((browser_of(cast.maureen), other), (browser_of(cast.beth), plan)):
        data = {"document": str(document.uuid), "question": WORDS, "words": "Look"}
        page = client.post(family.get_absolute_url(), data)
        assert page.status_code == 400
        assert "Amira's words" not in page.content.decode()
        assert "tangerine" not in page.content.decode()
    assert not Message.objects.exists()


def test_many_that_point_take_as_many_queries_as_one(cast: Cast, browser_of: Browser, plan: Document) -> None:
    maureen, thread = browser_of(cast.maureen), thread_of(cast.maureen)
    ask(maureen, plan, "First")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            maureen.get(thread.get_absolute_url())
        return len(captured)

    queries()
    one = queries()
    for number in range(8):
        ask(maureen, plan, f"Again {number}", question=(WORDS, COSTS)[number % 2])
    assert queries() == one
