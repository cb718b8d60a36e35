"""Conversations beside somebody's words, as people meet them: the page, the buttons, and the panels."""

import re
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from planning.comments.models import Comment, Suggestion
from planning.comments.panels import beside_answers
from planning.documents.enums import Audience
from planning.documents.models import Document
from portal.audit.models import Event
from portal.notifications.models import Notice
from tests.factories.comments import comment, suggestion
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer
from tests.integration.planning.comments.places import SHORT, WORDS, BrowserOf, page, url
from tests.personas import Cast


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


def test_a_notice_is_read_where_what_it_is_about_is_read(
    cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime
) -> None:
    sunita, maureen = browser_of(cast.sunita), browser_of(cast.maureen)
    sunita.post(url("comment_add", plan, WORDS), {"text": "Which choir?"})
    waiting = Notice.objects.filter(user=cast.maureen, read_at=None)
    assert waiting.count() == 1
    # Another step does not show it; its own does.
    maureen.get(f"{plan.get_absolute_url()}step/your-budget/")
    assert waiting.count() == 1
    assert "Which choir?" in maureen.get(f"{plan.get_absolute_url()}step/what-matters/").content.decode()
    assert waiting.count() == 0

    # Two steps, one notice: it waits until both were read.
    sunita.post(url("comment_add", plan, WORDS), {"text": "And when?"})
    elsewhere = next(s for s in default_definition()["steps"] if s["slug"] == "in-control")["questions"][0]["id"]
    answer(plan, elsewhere, "My bedtime.")
    sunita.post(url("comment_add", plan, elsewhere), {"text": "How late?"})
    maureen.get(f"{plan.get_absolute_url()}step/what-matters/")
    assert waiting.count() == 1
    maureen.get(f"{plan.get_absolute_url()}check/")
    assert waiting.count() == 0

    # A suggestion, and for its author what became of it.
    sunita.post(url("suggestion_add", plan, WORDS), {"words": "The choir, by taxi.", "seen": "1"})
    assert waiting.count() == 1
    maureen.get(f"{plan.get_absolute_url()}step/what-matters/")
    assert waiting.count() == 0
    maureen.post(url("suggestion_accept", plan, Suggestion.objects.get().uuid))
    decided = Notice.objects.filter(user=cast.sunita, read_at=None)
    assert decided.count() == 1
    sunita.get(plan.get_absolute_url())
    assert decided.count() == 0


def test_a_comment_on_one_entry_of_a_list(cast: Cast, plan: Document, browser_of: BrowserOf, now: datetime) -> None:
    costs = question_id(default_definition(), "cost_list")
    choir, shoes = str(uuid4()), str(uuid4())
    row = answer(plan, costs, [{"id": choir, "what_for": "Choir taxi"}, {"id": shoes, "what_for": "Shoes"}])
    sunita, address = browser_of(cast.sunita), url("comment_add", plan, costs)
    assert "“Choir taxi”</option>" in sunita.get(address).content.decode()
    refused = sunita.post(address, {"text": "How often?", "entry": str(uuid4())}).content.decode()
    assert "This is not in the list any more." in refused and "How often?" in refused
    assert not Comment.objects.exists()
    sunita.post(address, {"text": "How often?", "entry": choir})
    sunita.post(address, {"text": "A good list.", "entry": ""})
    assert str(Comment.objects.get(text="How often?").entry_id) == choir
    assert Comment.objects.get(text="A good list.").entry_id is None
    maureen = browser_of(cast.maureen)
    shown = page(maureen, plan)
    assert shown.count("About: “Choir taxi”") == 1
    # It follows its entry, by whatever name, and says so when that is gone.
    row.value = [{"id": choir, "what_for": "A taxi"}]
    row.save()
    assert "About: “A taxi”" in page(maureen, plan)
    row.value = [{"id": shoes, "what_for": "Shoes"}]
    row.save()
    assert "About: something that is not in the list any more" in page(maureen, plan)
    # Beside words there is nothing to choose.
    assert 'name="entry"' not in sunita.get(url("comment_add", plan, WORDS)).content.decode()
