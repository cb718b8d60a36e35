"""Maureen gets ready for a meeting: one page, begun from her plan, that she prints and takes along."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from planning.documents.models import Answer, Document
from planning.exports.pdf import can_make_pdf
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

WANT, BEND = "What do I want?", "What could I give way on?"
SAID = "I could start with four hours."


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_one_page_to_take_to_a_meeting(site: Site, size: str, javascript: bool) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", question_set_version__question_set__kind="support_plan")
    wish = str(Answer.objects.get(document=plan, question_id="c7370796-eef5-410a-9dce-4699f959ca49").value)
    page = site.open("Maureen", size=size, javascript=javascript)
    page.goto(plan.get_absolute_url())
    follow(page.get_by_role("link", name="Get ready for a meeting"))
    expect(page.get_by_text(wish)).to_be_visible()
    check_page(page)
    press(page, "Get ready for a meeting")
    check_page(page)
    ready = Document.objects.get(owner=plan.owner, question_set_version__question_set__kind="rehearsal")
    assert not ready.grants.exists()
    page.goto(f"{ready.get_absolute_url()}step/where-i-bend/")
    page.get_by_role("textbox", name=BEND).fill(SAID)
    press(page, "Save and stop for now")
    follow(page.get_by_role("link", name="Print it on one page"))
    check_page(page)
    expect(page.get_by_role("heading", name=WANT)).to_be_visible()
    expect(page.get_by_text(wish)).to_be_visible()
    expect(page.get_by_text(SAID)).to_be_visible()
    # What she has not thought of yet has its heading, and room to write by hand.
    expect(page.get_by_role("heading", name="What do I want to ask?")).to_be_visible()
    if can_make_pdf():
        with page.expect_download() as kept:
            page.get_by_role("link", name="Keep it as a PDF").click()
        content = kept.value.path().read_bytes()
        assert len(PdfReader(io.BytesIO(content)).pages) == 1

    # Sunita, who reads her plan, knows nothing of it until Maureen shares it.
    sunita = site.open("Sunita")
    response = sunita.goto(ready.get_absolute_url())
    assert response and response.status == 404
