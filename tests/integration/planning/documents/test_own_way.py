"""Beginning with a blank page: a heading of one's own in one step."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from content.questions.queries import latest_version
from planning.documents.enums import Audience
from planning.documents.models import Document, OwnHeading, OwnQuestion
from portal.accounts.models import User
from tests.factories.planning import answer, make_document, share_with
from tests.integration.content.wizards.browser import boxes
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


@pytest.fixture
def blank(cast: Cast) -> Document:
    call_command("seed_question_sets", verbosity=0)
    return make_document(cast.maureen, version=latest_version("my_own_way"), title="My plan, my own way")


def begin(browser: Client, document: Document, title: str) -> Any:
    return browser.post(f"/documents/{document.uuid}/own/headings/begin/", {"title": title})


def test_a_heading_and_its_words_in_two_pages(cast: Cast, blank: Document, browser_of: BrowserOf) -> None:
    browser = browser_of(cast.maureen)
    first = browser.get(f"/documents/{blank.uuid}/").content.decode()
    assert "Begin with your own words" in first and "Write under this heading" in first
    step = begin(browser, blank, "My mornings")["Location"]
    question = OwnQuestion.objects.get()
    page = browser.get(step)
    assert "<h1>My mornings</h1>" in page.content.decode() and "What do you want to say here?" in page.content.decode()
    browser.post(step, {**boxes(page), str(question.question_id): "Tea first.", "go": "stop"})
    again = browser.get(f"/documents/{blank.uuid}/").content.decode()
    assert "Write under another heading" in again and "Go on where you left off" in again
    begin(browser, blank, "My evenings")
    tasks = browser.get(f"/documents/{blank.uuid}/").content.decode()
    places = [tasks.index(title) for title in ("My mornings", "My evenings", "My plan in photos")]
    assert places == sorted(places)


def test_a_second_tap_makes_no_second_heading(cast: Cast, blank: Document, browser_of: BrowserOf) -> None:
    browser = browser_of(cast.maureen)
    assert begin(browser, blank, "My bees")["Location"] == begin(browser, blank, "My bees")["Location"]
    assert OwnHeading.objects.count() == OwnQuestion.objects.count() == 1
    # Once there are words below it, the same heading is another one.
    answer(blank, str(OwnQuestion.objects.get().question_id), "Buzz")
    begin(browser, blank, "My bees")
    assert OwnHeading.objects.count() == 2


def test_a_heading_that_is_kept_from_a_writer_is_not_found_by_its_name(
    cast: Cast, blank: Document, browser_of: BrowserOf
) -> None:
    share_with(blank, cast.beth_in_circle, can_edit=True)
    begin(browser_of(cast.maureen), blank, "My bees")
    hidden = OwnQuestion.objects.get()
    answer(blank, str(hidden.question_id), None, audience=Audience.ONLY_ME)
    step = begin(browser_of(cast.beth), blank, "My bees")["Location"]
    assert OwnHeading.objects.count() == 2
    assert hidden.step_id.hex[:12] not in step
    assert browser_of(cast.beth).get(step).status_code == 200


def test_an_empty_heading_asks_for_one(cast: Cast, blank: Document, browser_of: BrowserOf) -> None:
    page = begin(browser_of(cast.maureen), blank, " ")
    assert page.status_code == 200 and "Write a heading." in page.content.decode()
    assert not OwnHeading.objects.exists()


def test_who_only_reads_is_not_asked_to_write(cast: Cast, blank: Document, browser_of: BrowserOf) -> None:
    share_with(blank, cast.beth_in_circle)
    assert "Write under this heading" not in browser_of(cast.beth).get(f"/documents/{blank.uuid}/").content.decode()


def test_the_ways_to_plan_are_told_apart(cast: Cast, blank: Document, browser_of: BrowserOf) -> None:
    page = browser_of(cast.maureen).get("/documents/new/").content.decode()
    places = [page.index(text) for text in ("<h2>A plan</h2>", "Begin with a blank page", "<h2>Something else")]
    assert places == sorted(places)
    assert page.index("<h2>Something else") < page.index("My one-page profile</h3>")
