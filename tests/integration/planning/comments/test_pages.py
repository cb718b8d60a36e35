"""Comments as people meet them: the page, the panels beside answers, and the buttons."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from planning.comments.enums import SuggestionState
from planning.comments.models import Comment, Suggestion
from planning.comments.panels import beside_answers
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.services import add_question, remove_question
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.comments import comment, suggestion
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
LIST = question_id(default_definition(), "people_list")

BrowserOf = Callable[[User], Client]


@pytest.fixture
def plan(cast: Cast) -> Document:
    document = make_document(cast.maureen)
    answer(document, WORDS, "The choir on Thursdays.")
    share_with_worker(document)
    share_with(document, cast.beth_in_circle, can_comment=True, can_suggest=True)
    return document


def url(name: str, plan: Document, *args: Any) -> str:
    return reverse(name, args=[plan.uuid, *args])


def page(browser: Client, plan: Document) -> str:
    response = browser.get(url("document_comments", plan))
    assert response.status_code == 200
    return response.content.decode()


# --- The conversation ---------------------------------------------------------------------


def test_a_worker_comments_and_the_person_finds_it_beside_her_words(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    written = browser_of(cast.sunita).post(
        url("comment_add", plan, WORDS), {"text": "How would you\r\nget there?", "key": str(uuid4())}
    )
    assert written.status_code == 302
    assert written["Location"] == f"{url('document_comments', plan)}#beside-{WORDS}"
    assert Comment.objects.get().text == "How would you\nget there?"
    html = page(browser_of(cast.maureen), plan)
    assert "Waiting for you" in html
    assert "The choir on Thursdays." in html
    assert "How would you<br>get there?" in html
    assert "your social worker" in html
    for words in ("Mark as done", "Let others read it", "Save this answer"):
        assert words in html


def test_she_answers_marks_it_as_done_and_opens_it_again(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    said = comment(plan, WORDS, cast.sunita, "How would you get there?")
    maureen = browser_of(cast.maureen)
    maureen.post(url("comment_reply", plan, said.uuid), {"text": "By taxi."})
    assert "By taxi." in page(browser_of(cast.sunita), plan)
    maureen.post(url("comment_done", plan, said.uuid))
    html = page(maureen, plan)
    assert "Waiting for you" not in html
    assert "Open again" in html
    browser_of(cast.sunita).post(url("comment_reopen", plan, said.uuid))
    said.refresh_from_db()
    assert said.done_at is None


def test_opening_to_others_shows_it_to_the_daughter_and_closing_hides_it(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    said = comment(plan, WORDS, cast.sunita, "Canary of Sunita")
    maureen, beth = browser_of(cast.maureen), browser_of(cast.beth)
    assert "Canary" not in page(beth, plan)
    maureen.post(url("comment_open", plan, said.uuid))
    html = page(beth, plan)
    assert "Canary of Sunita" in html
    assert "Maureen’s social worker" in html
    assert "Let others read it" not in html
    assert "Mark as done" not in html
    maureen.post(url("comment_close", plan, said.uuid))
    assert "Canary" not in page(beth, plan)
    assert beth.post(url("comment_open", plan, said.uuid)).status_code == 404


def test_the_author_is_refused_what_only_the_owner_may(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    said = comment(plan, WORDS, cast.sunita, "Hello")
    refused = browser_of(cast.sunita).post(url("comment_open", plan, said.uuid))
    assert refused.status_code == 403
    assert "Only Maureen decides who can read this conversation." in refused.content.decode()


def test_it_goes_back_to_the_page_it_was_written_on_and_nowhere_else(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    sunita = browser_of(cast.sunita)
    here = f"/documents/{plan.uuid}/"
    for asked, expected in (
        (here, here),
        ("https://elsewhere.example/", url("document_comments", plan)),
        ("//elsewhere.example/", url("document_comments", plan)),
        ("/accounts/logout/", url("document_comments", plan)),
    ):
        sent = sunita.post(url("comment_add", plan, WORDS), {"text": "Hello", "next": asked})
        assert sent["Location"] == f"{expected}#beside-{WORDS}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write your comment first."),
        (" \n ", "Write your comment first."),
        ("a" * 5001, "This has 5001 characters."),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_stays_in_the_box(
    cast: Cast, plan: Document, browser_of: BrowserOf, text: str, sentence: str
) -> None:
    response = browser_of(cast.sunita).post(url("comment_add", plan, WORDS), {"text": text})
    html = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in html
    assert sentence in html
    assert "<title>Error: " in html
    assert not text.strip() or text in html
    assert not Comment.objects.exists()


def test_odd_signs_are_left_out_and_everything_else_is_kept(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    typed = "a\x00b \u202eright to left 👩‍👩‍👧 <b>bold</b>"
    sent = browser_of(cast.sunita).post(
        url("comment_add", plan, WORDS), {"text": typed, "key": "no\x00key", "next": "\x00"}
    )
    assert sent.status_code == 302
    assert Comment.objects.get().text == typed.replace("\x00", "")
    assert "<b>bold</b>" not in page(browser_of(cast.maureen), plan)


def test_one_form_sent_twice_is_one_comment_and_other_words_are_asked_about(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    sunita, key = browser_of(cast.sunita), str(uuid4())
    for _ in range(2):
        assert sunita.post(url("comment_add", plan, WORDS), {"text": "Once", "key": key}).status_code == 302
    assert Comment.objects.count() == 1
    asked = sunita.post(url("comment_add", plan, WORDS), {"text": "Twice", "key": key}).content.decode()
    assert "You sent this form before" in asked
    assert "Twice" in asked
    assert key not in asked


def test_reading_the_page_is_written_down_for_the_owner(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    page(browser_of(cast.maureen), plan)
    assert not Event.objects.filter(verb="document opened").exists()
    page(browser_of(cast.sunita), plan)
    assert Event.objects.get(verb="document opened").actor_id == cast.sunita.pk


def test_her_private_answers_are_folded(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    answer(plan, SHORT, "Soup.", audience=Audience.ONLY_ME)
    comment(plan, SHORT, cast.maureen, "Only I see this note.")
    html = page(browser_of(cast.maureen), plan)
    assert "Open this one" in html
    assert "Only I see this note." in html


def test_words_of_a_sign_in_that_ran_out_come_back(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    sunita = browser_of(cast.sunita)
    token = re.search(r'name="held-for" value="([^"]+)"', sunita.get(url("comment_add", plan, WORDS)).content.decode())
    assert token
    sent = Client().post(url("comment_add", plan, WORDS), {"text": "Typed too late", "held-for": token[1]})
    assert sent["Location"].startswith(reverse("account_login"))
    html = sunita.get(url("comment_add", plan, WORDS)).content.decode()
    assert "We kept your words" in html
    assert "Typed too late" in html
    assert "Typed too late" not in browser_of(cast.beth).get(url("comment_add", plan, WORDS)).content.decode()
    sunita.post(url("comment_add", plan, WORDS), {"text": "Typed too late"})
    assert "Typed too late" not in sunita.get(url("comment_add", plan, WORDS)).content.decode()
    assert Comment.objects.get().author == cast.sunita


# --- Suggestions --------------------------------------------------------------------------


def test_other_words_are_offered_with_the_new_ones_marked(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    sent = browser_of(cast.sunita).post(
        url("suggestion_add", plan, WORDS),
        {"words": "The choir on Thursdays, by taxi.", "why": "It can be paid.", "seen": "1"},
    )
    assert sent.status_code == 302
    html = page(browser_of(cast.maureen), plan)
    assert "<ins>by taxi</ins>" in html or "<ins>, by taxi</ins>" in html
    assert "Why: It can be paid." in html
    for words in ("Use these words", "No, thank you", "Change them first", "Decide later"):
        assert words in html
    assert "Use these words" not in page(browser_of(cast.sunita), plan)
    assert "by taxi" not in page(browser_of(cast.beth), plan)


def test_accepting_twice_changes_the_answer_once(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    for _ in range(2):
        assert maureen.post(url("suggestion_accept", plan, offered.uuid)).status_code == 302
    stored = Answer.objects.get(question_id=WORDS)
    assert (stored.value, stored.number, stored.typed_by) == ("By taxi.", 2, cast.maureen)
    assert stored.before.count() == 1
    html = page(maureen, plan)
    assert "You had decided about these words already." in html
    assert "Use these words" not in html


def test_both_texts_are_shown_when_the_answer_changed_since(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    Answer.objects.update(value="My newest words.", number=2)
    maureen = browser_of(cast.maureen)
    assert "Your answer has changed since." in page(maureen, plan)
    asked = maureen.post(url("suggestion_accept", plan, offered.uuid)).content.decode()
    assert "My newest words." in asked
    assert "<ins>By</ins> <ins>taxi</ins>." in asked
    assert 'name="seen" value="2"' in asked
    assert Answer.objects.get().value == "My newest words."
    maureen.post(url("suggestion_accept", plan, offered.uuid), {"seen": "2"})
    assert Answer.objects.get().value == "By taxi."


def test_changing_them_first(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    form = maureen.get(url("suggestion_change", plan, offered.uuid)).content.decode()
    assert "The choir on Thursdays." in form
    assert ">\nBy taxi.</textarea>" in form
    empty = maureen.post(url("suggestion_change", plan, offered.uuid), {"words": "", "seen": "1"})
    assert "Write the words that you want to use." in empty.content.decode()
    maureen.post(url("suggestion_change", plan, offered.uuid), {"words": "By bus.", "seen": "1"})
    offered.refresh_from_db()
    assert (offered.state, Answer.objects.get().value) == (SuggestionState.CHANGED, "By bus.")


def test_changed_words_survive_a_change_in_the_meantime(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    Answer.objects.update(value="My newest words.", number=2)
    maureen = browser_of(cast.maureen)
    asked = maureen.post(url("suggestion_change", plan, offered.uuid), {"words": "By bus.", "seen": "1"})
    html = asked.content.decode()
    assert "My newest words." in html
    assert ">\nBy bus.</textarea>" in html
    assert 'value="2"' in html
    assert Answer.objects.get().value == "My newest words."


def test_no_thank_you_and_later(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    maureen = browser_of(cast.maureen)
    later = maureen.post(url("suggestion_later", plan, offered.uuid), follow=True).content.decode()
    assert "These words stay here until you decide." in later
    assert "Use these words" in later
    maureen.post(url("suggestion_decline", plan, offered.uuid))
    assert Answer.objects.get().value == "The choir on Thursdays."
    assert "Not used" in page(browser_of(cast.sunita), plan)


@pytest.mark.parametrize("decision", ["accept", "decline", "change", "later"])
def test_the_author_does_not_decide(cast: Cast, plan: Document, browser_of: BrowserOf, decision: str) -> None:
    offered = suggestion(plan, WORDS, cast.sunita, "By taxi.")
    refused = browser_of(cast.sunita).post(url(f"suggestion_{decision}", plan, offered.uuid), {"words": "Mine"})
    assert refused.status_code == 403
    assert "Only Maureen decides about these words." in refused.content.decode()
    assert browser_of(cast.beth).post(url(f"suggestion_{decision}", plan, offered.uuid)).status_code == 404
    assert Answer.objects.get().value == "The choir on Thursdays."


def test_the_words_that_are_there_are_no_suggestion(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    sent = browser_of(cast.sunita).post(
        url("suggestion_add", plan, WORDS), {"words": "The choir on Thursdays.", "why": "My reason"}
    )
    html = sent.content.decode()
    assert "These are the words that stand there now." in html
    assert "My reason" in html
    assert not Suggestion.objects.exists()


def test_a_question_that_was_taken_out_keeps_its_conversation_for_the_owner(
    cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime
) -> None:
    step = default_definition()["steps"][0]["id"]
    own = add_question(document=plan, step_id=step, label="And my dog?", by=cast.maureen, at=now)
    answer(plan, str(own.question_id), "She is called Bess.")
    comment(plan, str(own.question_id), cast.sunita, "Who walks her?")
    offered = suggestion(plan, str(own.question_id), cast.sunita, "Bess is a terrier.")
    remove_question(question=own, by=cast.maureen, at=now)
    html = page(browser_of(cast.maureen), plan)
    for words in ("And my dog?", "Who walks her?", "No, thank you"):
        assert words in html
    assert "Use these words" not in html
    assert "Bess" not in page(browser_of(cast.sunita), plan)
    browser_of(cast.maureen).post(url("suggestion_accept", plan, offered.uuid))
    assert Answer.objects.get(question_id=own.question_id).value == "She is called Bess."


# --- Who sees what ------------------------------------------------------------------------


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


# --- Panels -------------------------------------------------------------------------------


def test_panels_stand_beside_their_answers(cast: Cast, plan: Document, now: datetime) -> None:
    comment(plan, WORDS, cast.sunita, "Hello")
    assert beside_answers in hooks.get_hooks("register_answer_panels")
    request = RequestFactory().get("/documents/x/")
    request.user = cast.sunita
    panels = beside_answers(request, plan, [WORDS, SHORT], False)
    assert set(panels) == {WORDS}
    assert panels[WORDS][0].context["beside"].conversations[0].first.text == "Hello"
    request.user = cast.maureen
    assert set(beside_answers(request, plan, [WORDS, SHORT], False)) == {WORDS, SHORT}
    # Where she writes, only what somebody said stands beside it.
    writing = beside_answers(request, plan, [WORDS, SHORT], True)
    assert set(writing) == {WORDS}
    assert writing[WORDS][0].context["beside"].comment_form is None


def test_the_documents_own_page_shows_them(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    comment(plan, WORDS, cast.sunita, "Beside her words")
    html = browser_of(cast.sunita).get(f"/documents/{plan.uuid}/").content.decode()
    assert "Beside her words" in html
    assert url("document_comments", plan) in html


def test_home_counts_what_waits_and_makes_it_the_next_step(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    maureen = browser_of(cast.maureen)
    assert "Comments waiting" not in maureen.get(reverse("home")).content.decode()
    said = comment(plan, WORDS, cast.sunita, "Hello")
    comment(plan, WORDS, cast.beth, "Hello")
    suggestion(plan, WORDS, cast.sunita, "By taxi.")
    html = maureen.get(reverse("home")).content.decode()
    assert "Comments waiting" in html
    assert "2 comments and 1 suggestion" in html
    assert "Somebody wrote beside your words" in html
    comment(plan, WORDS, cast.maureen, "Yes", parent=said)
    assert "1 answer to what you wrote" in browser_of(cast.sunita).get(reverse("home")).content.decode()
    assert "Comments waiting" not in browser_of(cast.beth).get(reverse("home")).content.decode()


@pytest.mark.parametrize("name", ["maureen", "sunita", "beth"])
def test_the_number_of_queries_does_not_grow(
    cast: Cast,
    plan: Document,
    browser_of: BrowserOf,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
) -> None:
    browser = browser_of(getattr(cast, name))
    _one_of_each(plan, cast)
    page(browser, plan)
    for address in (url("document_comments", plan), f"/documents/{plan.uuid}/", reverse("home")):
        browser.get(address)
    counts = {address: _queries(browser, address) for address in _addresses(plan)}
    for _ in range(49):
        _one_of_each(plan, cast)
    for address, count in counts.items():
        with django_assert_num_queries(count):
            assert browser.get(address).status_code == 200


def _addresses(plan: Document) -> tuple[str, ...]:
    return (url("document_comments", plan), f"/documents/{plan.uuid}/", reverse("home"))


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        browser.get(address)
    return len(found)


def _one_of_each(plan: Document, cast: Cast) -> None:
    for author in (cast.sunita, cast.beth):
        said = comment(plan, WORDS, author, "Hello")
        comment(plan, WORDS, cast.maureen, "Yes", parent=said)
        suggestion(plan, WORDS, author, "By taxi.")
        comment(plan, WORDS, author, "Waits")


def _without_what_changes(html: str) -> str:
    """Tokens and the names of forms are new each time."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|key|held-for)" value=)"[^"]*"', r"\1", html)
