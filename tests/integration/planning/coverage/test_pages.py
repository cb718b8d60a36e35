"""The map of a plan: ticking it, reading it, and what it does not tell."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.coverage.mapping import coverage_of
from planning.coverage.models import CoverageTick
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.services import add_heading, add_question
from planning.documents.services.versions import keep_version
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from portal.accounts.models import User
from tests.factories.content import default_definition, publish, question_id
from tests.factories.files import PHOTOS, album
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.integration.content.wizards.browser import boxes
from tests.integration.planning.documents.test_leaks import same_but_for_tokens
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
WORDS, OUTCOMES = question_id(default_definition(), "long_text"), question_id(default_definition(), "outcomes")
POND = {"id": "pond", "file": "f", "name": "pond.jpg", "content_type": "image/jpeg", "caption": "The pond"}


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def page(browser: Client, document: Document, address: str = "coverage/") -> str:
    return browser.get(f"/documents/{document.uuid}/{address}").content.decode()


def ticks(document: Document) -> dict[str, tuple[str, str, str]]:
    rows = CoverageTick.objects.filter(document=document)
    return {row.item: (row.state, str(row.question_id or ""), row.entry_id) for row in rows}


def line(text: str, words: str) -> str:
    """What the page says of one thing."""
    found = re.search(rf'<p class="imw-coverage__words">(<a [^>]+>)?{re.escape(words)}(</a>)?</p>', text)
    assert found
    return text[found.start() : text.index("</li>", found.start())]


def test_the_wizard_fills_it_and_the_document_says_so_in_a_line(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    assert "See what the plan covers, as it grows." in page(browser_of(cast.maureen), plan, "")
    answer(plan, WORDS, "My garden")
    answer(plan, OUTCOMES, ["f"])
    text = page(browser_of(cast.maureen), plan)
    by_its_own_step = line(text, "What is important to you?")
    assert "Partly" in by_its_own_step
    # The step of the same name is its link, and is not named a second time.
    assert f'<a href="/documents/{plan.uuid}/step/what-matters/">' in by_its_own_step
    assert "From:" not in by_its_own_step
    assert "Covered" in line(text, "Keeping a home that is fit to live in")
    assert "Not yet" in line(text, "Keeping clean")
    assert "it makes possible" in line(text, "Keeping a home that is fit to live in")
    assert "<b>2</b> of the seven questions" in page(browser_of(cast.maureen), plan, "")


def test_ticks_by_hand_with_and_without_a_place(cast: Cast, browser_of: BrowserOf) -> None:
    pictures = make_document(cast.maureen, version=publish({**album(), "plan": True}), title="My album")
    answer(pictures, PHOTOS, [POND])
    browser, address = browser_of(cast.maureen), f"/documents/{pictures.uuid}/coverage/"
    opened = boxes(browser.get(address))
    browser.post(address, {**opened, "ticks": ["question-1", "outcome-i"], "where": f"{PHOTOS}:pond"})
    assert ticks(pictures) == {"question-1": ("covered", PHOTOS, "pond"), "outcome-i": ("covered", PHOTOS, "pond")}
    assert "Photo 1: “The pond”" in line(page(browser, pictures), "What is important to you?")
    # More, without a place; what was ticked before keeps its own.
    opened = boxes(browser.get(address))
    browser.post(address, {**opened, "ticks": ["question-1", "outcome-i", "outcome-a"], "where": ""})
    assert ticks(pictures)["question-1"] == ("covered", PHOTOS, "pond") and ticks(pictures)["outcome-a"][1] == ""
    assert "Only you see that" in line(page(browser, pictures), "Eating and drinking well")
    # A page from before takes nothing back that it never showed.
    browser.post(address, {"ticks": [], "where": ""})
    assert len(ticks(pictures)) == 3
    browser.post(address, {**boxes(browser.get(address)), "ticks": ["outcome-i"]})
    assert set(ticks(pictures)) == {"outcome-i"}
    # One thing by itself: partly, and elsewhere.
    browser.post(f"{address}outcome-i/", {"state": "partly", "where": PHOTOS})
    assert ticks(pictures) == {"outcome-i": ("partly", PHOTOS, "")}
    browser.post(f"{address}outcome-i/", {"state": "not_yet", "where": ""})
    assert ticks(pictures) == {}
    refused = browser.post(address, {"ticks": ["question-1"], "where": f"{WORDS}:nowhere"})
    assert refused.status_code == 200 and "Choose a part of your plan, or none." in refused.content.decode()
    assert ticks(pictures) == {}


def test_only_its_owner_ticks(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    share_with_worker(plan)
    for user in (cast.beth, cast.sunita):
        text = page(browser_of(user), plan)
        assert 'type="checkbox"' not in text and "Save my ticks" not in text
        address = f"/documents/{plan.uuid}/coverage/"
        assert browser_of(user).post(address, {"ticks": ["question-1"]}).status_code == 403
        assert browser_of(user).post(f"{address}question-1/", {"state": "covered"}).status_code == 403
    assert ticks(plan) == {}


@pytest.mark.parametrize("who", ["beth", "sunita"])
def test_the_map_of_others_is_the_same_with_and_without_what_is_kept_back(
    cast: Cast, plan: Document, browser_of: BrowserOf, who: str
) -> None:
    share_with(plan, cast.beth_in_circle)
    share_with_worker(plan)
    answer(plan, WORDS, "For everybody")
    reader = browser_of(getattr(cast, who))
    Answer.objects.update(saved_at=plan.created_at)
    before = {address: page(reader, plan, address) for address in ("coverage/", "")}
    # Kept back: an answer that names outcomes, and an own part; ticks that point there, and ticks without a place.
    answer(plan, OUTCOMES, ["c"], audience=Audience.ONLY_ME)
    heading = add_heading(document=plan, title="SECRET", by=plan.owner, at=plan.created_at)
    own = add_question(document=plan, step_id=str(heading.step_id), label="SECRET?", by=plan.owner, at=plan.created_at)
    answer(plan, str(own.question_id), "SECRET", audience=Audience.ONLY_ME)
    made = {"document": plan, "ticked_by": plan.owner, "ticked_at": plan.created_at}
    CoverageTick.objects.create(item="outcome-c", question_id=OUTCOMES, **made)
    CoverageTick.objects.create(item="outcome-b", question_id=own.question_id, **made)
    CoverageTick.objects.create(item="outcome-j", **made)
    for address, without in before.items():
        now = page(reader, plan, address)
        assert "SECRET" not in now
        assert same_but_for_tokens(now) == same_but_for_tokens(without), address
    hers = page(browser_of(cast.maureen), plan)
    for words in ("Using the toilet", "Keeping clean", "Looking after a child"):
        assert "Covered" in line(hers, words)


def test_a_tick_that_points_at_what_they_read_is_seen_by_others(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    share_with(plan, cast.beth_in_circle)
    answer(plan, WORDS, "My garden")
    CoverageTick.objects.create(
        document=plan, item="outcome-i", question_id=WORDS, ticked_by=plan.owner, ticked_at=plan.created_at
    )
    found = line(page(browser_of(cast.beth), plan), "Getting out: shops, buses, clubs and other places near you")
    assert "Covered" in found and "Maureen ticked this" in found
    Answer.objects.update(audience=Audience.WORKER_ONLY)
    text = page(browser_of(cast.beth), plan)
    assert "ticked this" not in text and "Covered" not in text


def test_a_version_has_a_map_of_its_own(cast: Cast, plan: Document) -> None:
    answer(plan, OUTCOMES, ["f"])
    version = keep_version(document=plan, by=cast.maureen, at=timezone.now())
    Answer.objects.update(value=["g"])
    then = coverage_of(VersionStore(version, cast.maureen, timezone.now()), ())
    now = coverage_of(DocumentAnswerStore(plan, cast.maureen, timezone.now()), ())
    assert [then.line(f"outcome-{letter}").state.label for letter in "fg"] == ["Covered", "Not yet"]
    assert [now.line(f"outcome-{letter}").state.label for letter in "fg"] == ["Not yet", "Covered"]


def test_what_is_no_plan_has_no_map(cast: Cast, browser_of: BrowserOf) -> None:
    other = make_document(cast.maureen, version=publish(album()), title="My album")
    assert browser_of(cast.maureen).get(f"/documents/{other.uuid}/coverage/").status_code == 404
    assert "Look at the map" not in page(browser_of(cast.maureen), other, "")


def test_as_many_queries_for_a_full_map_as_for_one_answer(cast: Cast, plan: Document, browser_of: BrowserOf) -> None:
    share_with(plan, cast.beth_in_circle)
    made = {"document": plan, "question_id": WORDS, "ticked_by": plan.owner, "ticked_at": plan.created_at}
    answer(plan, WORDS, "My garden")
    CoverageTick.objects.create(item="outcome-a", **made)
    counts: list[list[int]] = []
    for filled in (False, True):
        if filled:
            for question in [q for step in default_definition()["steps"][:3] for q in step["questions"]][1:]:
                answer(plan, question["id"], ["a", "f"] if question["type"] == "outcomes" else "Words")
            for number in range(1, 8):
                CoverageTick.objects.create(item=f"question-{number}", **made)
        counts.append([])
        for user in (cast.maureen, cast.beth):
            browser = browser_of(user)
            page(browser, plan)
            with CaptureQueriesContext(connection) as queries:
                page(browser, plan)
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]
