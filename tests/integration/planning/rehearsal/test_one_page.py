"""Getting ready for a meeting: filled from the plan, on one page, hers alone until she shares it."""

import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from planning.carrying.models import Carrying
from planning.documents.enums import Audience
from planning.documents.models import Document
from planning.documents.services import create_document
from planning.documents.store import DocumentAnswerStore
from planning.exports.pdf import can_make_pdf
from planning.rehearsal.one_page import page_of
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.planning import answer, make_document, share_with
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
WANT, WHY = "c1bbcd1e-2150-5232-a178-82f179b7ae0a", "e59153b2-376f-5bb6-93c6-439b10cc349c"
NEVER = "1c23dc7d-8fb8-5bc8-8f1d-160b94dd5f47"
DIFFERENT, POSSIBLE = "c7370796-eef5-410a-9dce-4699f959ca49", "a0b5b930-8427-425b-a83a-86bb7e0d642a"
HEADINGS = (
    "What do I want?",
    "Why does it matter to me?",
    "What could I give way on?",
    "What must I not agree to?",
    "What do I want to ask?",
    "Who comes with me, and what do they do?",
)


@pytest.fixture
def plan(cast: Cast) -> Document:
    call_command("seed_question_sets", verbosity=0)
    plan = make_document(cast.maureen)
    answer(plan, DIFFERENT, "Back to the choir.")
    answer(plan, POSSIBLE, "Strength for the evening.")
    return plan


@pytest.fixture
def maureen(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.maureen)


@pytest.fixture
def ready(cast: Cast, maureen: Client, plan: Document) -> Document:
    address = reverse("document_carry", args=[plan.uuid, "rehearsal"])
    response = maureen.post(address, {"into": "new", "key": str(uuid4())})
    made = Carrying.objects.get().document
    # What the plan says besides is not asked about: this is a page, not a plan.
    assert response["Location"] == made.get_absolute_url()
    return made


def page_url(document: Document) -> str:
    return reverse("document_one_page", args=[document.uuid])


def test_a_plan_offers_to_get_ready_and_fills_what_it_can(maureen: Client, plan: Document, ready: Document) -> None:
    assert "Get ready for a meeting" in maureen.get(plan.get_absolute_url()).content.decode()
    assert {str(a.question_id): a.value for a in ready.answers.all()} == {
        WANT: "Back to the choir.",
        WHY: "Strength for the evening.",
    }
    page = maureen.get(page_url(ready)).content.decode()
    places = [page.index(f"<h2>{heading}</h2>") for heading in HEADINGS]
    assert places == sorted(places)
    assert "Back to the choir." in page


def test_it_is_hers_alone_until_she_shares_it_and_then_without_what_is_only_hers(
    cast: Cast, browser_of: BrowserOf, maureen: Client, ready: Document
) -> None:
    answer(ready, NEVER, "No day centre.", audience=Audience.ONLY_ME)
    beth = browser_of(cast.beth)
    assert beth.get(page_url(ready)).status_code == 404
    assert "No day centre." in maureen.get(page_url(ready)).content.decode()
    share_with(ready, cast.beth_in_circle)
    page = beth.get(page_url(ready)).content.decode()
    assert "Back to the choir." in page
    assert "No day centre." not in page
    # To her it is as empty as what was never answered: the heading, and room to write.
    assert "<h2>What must I not agree to?</h2>" in page


@pytest.mark.skipif(not can_make_pdf(), reason="Pango is not installed here")
def test_as_a_pdf_it_is_one_page_in_the_largest_letters_that_fit(maureen: Client, ready: Document) -> None:
    def pages() -> PdfReader:
        response = maureen.get(page_url(ready), {"form": "pdf"})
        assert response["Content-Type"] == "application/pdf"
        return PdfReader(io.BytesIO(response.content))

    short = pages()
    assert len(short.pages) == 1
    assert "Back to the choir." in short.pages[0].extract_text().replace("\n", " ")
    answer(ready, NEVER, "No day centre. " * 60)
    assert len(pages().pages) == 1
    ready.answers.filter(question_id=NEVER).update(value="No day centre. " * 600)
    assert len(pages().pages) > 1


def test_it_comes_as_a_word_file_too(maureen: Client, ready: Document) -> None:
    response = maureen.get(page_url(ready), {"form": "word"})
    assert response["Content-Disposition"].endswith(".docx")


def test_a_file_of_somebody_else_has_a_plain_name_and_is_on_record(
    cast: Cast, browser_of: BrowserOf, maureen: Client, ready: Document
) -> None:
    ready.title = "Against the day centre"
    ready.save()
    share_with(ready, cast.beth_in_circle)
    assert "against-the-day-centre.docx" in maureen.get(page_url(ready), {"form": "word"})["Content-Disposition"]
    assert not Event.objects.filter(verb="document copied").exists()
    response = browser_of(cast.beth).get(page_url(ready), {"form": "word"})
    assert "day-centre" not in response["Content-Disposition"]
    assert Event.objects.get(verb="document copied").actor_id == cast.beth.pk


def test_a_profile_has_no_empty_headings_on_its_page(cast: Cast, maureen: Client, plan: Document) -> None:
    profile = create_document(kind="one_page_profile", by=cast.maureen, at=plan.created_at)
    answer(profile, "b64815c0-1cd1-5f47-b5d2-6acdad243246", "Singing.")
    page = maureen.get(page_url(profile)).content.decode()
    assert "Singing." in page and "What can spoil your day?" not in page
    assert "Print it on one page" in maureen.get(profile.get_absolute_url()).content.decode()
    assert "Print it on one page" not in maureen.get(plan.get_absolute_url()).content.decode()


def test_every_word_is_on_the_page(cast: Cast, ready: Document) -> None:
    paper = page_of(DocumentAnswerStore(ready, cast.maureen, ready.created_at))
    assert [getattr(block, "text", "") for block in paper.blocks if block.kind == "heading"][:6] == list(HEADINGS)
