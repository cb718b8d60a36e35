"""Who sees what is said beside somebody's words, and that nobody else does."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from planning.comments.models import Comment
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from tests.factories.comments import comment, suggestion
from tests.factories.planning import answer, make_document
from tests.integration.planning.comments.places import SHORT, WORDS, BrowserOf, page, url
from tests.personas import Cast


def test_supporter_and_worker_never_see_each_others(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    comment(plan, WORDS, cast.sunita, "Canary of Sunita")
    suggestion(plan, WORDS, cast.sunita, "Offered by Sunita")
    comment(plan, WORDS, cast.beth, "Canary of Beth")
    suggestion(plan, WORDS, cast.beth, "Offered by Beth")
    of_beth, of_sunita = page(browser_of(cast.beth), plan), page(browser_of(cast.sunita), plan)
    assert "Canary of Beth" in of_beth
    assert "Canary of Sunita" in of_sunita
    assert "Sunita" not in of_beth
    assert "Beth" not in of_sunita
    mine = page(browser_of(cast.maureen), plan)
    for words in ("Canary of Sunita", "Canary of Beth", "daughter"):
        assert words in mine


def test_a_hidden_part_leaves_no_trace(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    """The page of a supporter is the same with a commented, hidden answer and without it."""
    beth = browser_of(cast.beth)
    without = _without_what_changes(page(beth, plan))
    answer(plan, SHORT, "Hidden canary", audience=Audience.ONLY_ME)
    said = comment(plan, SHORT, cast.beth, "Said before it was hidden")
    comment(plan, SHORT, cast.maureen, "Answered", parent=said)
    comment(plan, SHORT, cast.sunita, "Opened", opened_at=plan.created_at)
    suggestion(plan, SHORT, cast.beth, "Offered before it was hidden")
    assert _without_what_changes(page(beth, plan)) == without
    unanswered = "a10e0b18-716e-4e9c-9c1d-b763fe405056"
    answers = []
    for question in (SHORT, unanswered):
        refused = beth.post(url("comment_add", plan, question), {"text": "Hm"})
        answers.append((refused.status_code, _without_what_changes(refused.content.decode())))
    assert answers[0] == answers[1]
    assert answers[0][0] == 403
    assert beth.post(url("comment_reply", plan, said.uuid), {"text": "Hm"}).status_code == 404


@pytest.mark.parametrize("name", ["hana", "amira", "ruth", "morag", "ed", "pat", "dee"])
def test_strangers_find_nothing(cast: Cast, plan: Document, browser_of: BrowserOf, name: str) -> None:
    said = comment(plan, WORDS, cast.sunita, "Canary", opened_at=plan.created_at)
    offered = suggestion(plan, WORDS, cast.sunita, "Offered canary")
    browser = browser_of(getattr(cast, name))
    addresses = [url("document_comments", plan), url("comment_add", plan, WORDS), url("suggestion_add", plan, WORDS)]
    for address in addresses:
        assert browser.get(address).status_code == 404
    for about, names in ((said.uuid, ("reply", "done", "reopen", "open", "close")),):
        for verb in names:
            assert browser.post(url(f"comment_{verb}", plan, about), {"text": "Hm"}).status_code == 404
    for verb in ("accept", "decline", "change", "later"):
        assert browser.post(url(f"suggestion_{verb}", plan, offered.uuid), {"words": "Hm"}).status_code == 404
    assert Comment.objects.count() == 1
    assert Answer.objects.get().value == "The choir on Thursdays."


def test_an_ended_share_ends_with_the_next_request(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    said = comment(plan, WORDS, cast.beth, "Canary")
    beth = browser_of(cast.beth)
    assert "Canary" in page(beth, plan)
    plan.grants.filter(to_named_worker=False).update(ends_at=plan.created_at)
    gone = beth.get(url("document_comments", plan))
    assert gone.status_code == 404
    assert "Canary" not in gone.content.decode()
    assert beth.post(url("comment_reply", plan, said.uuid), {"text": "Hm"}).status_code == 404
    assert "Canary" not in beth.get(reverse("home")).content.decode()


def test_another_documents_comment_is_not_found_here(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    other = make_document(cast.maureen)
    said = comment(other, WORDS, cast.maureen, "Elsewhere")
    assert browser_of(cast.maureen).post(url("comment_done", plan, said.uuid)).status_code == 404
    assert browser_of(cast.maureen).get(url("comment_add", plan, uuid4())).status_code == 404


def test_a_reader_without_ticks_has_no_forms(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    plan.grants.filter(to_named_worker=False).update(can_comment=False, can_suggest=False)
    html = page(browser_of(cast.beth), plan)
    assert "Write a comment" not in html
    assert "Suggest other words" not in html
    refused = browser_of(cast.beth).post(url("comment_add", plan, WORDS), {"text": "Hm"})
    assert refused.status_code == 403
    assert "Maureen has not asked for comments from you." in refused.content.decode()


def _without_what_changes(html: str) -> str:
    """Tokens and the names of forms are new each time."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|key|held-for)" value=)"[^"]*"', r"\1", html)
