"""Maureen writes by hand, Beth types it in, and Maureen says of each answer whether it is hers."""

import pytest
from playwright.sync_api import Locator, expect

from planning.documents.models import Answer, AnswerBefore, Document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

WRONG, DECIDE = "What might go wrong, and what would you do?", "What do you want to decide for yourself?"
FIRST, SECOND = "If Beth is ill I ring Winnie.", "What I cook, and when."


def chooses(part: Locator, words: str) -> None:
    """Press a button whose name goes on, for who cannot see what it stands beside."""
    follow(part.get_by_role("button", name=words))
    part.page.wait_for_load_state()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_words_from_paper_become_hers_when_she_says_so(site: Site, size: str, javascript: bool) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", question_set_version__question_set__kind="support_plan")
    base = plan.get_absolute_url()
    before = {str(a.question_id): a.value for a in plan.answers.all()}
    maureen = site.open("Maureen", size=size, javascript=javascript)
    maureen.goto(base)
    follow(maureen.get_by_role("link", name="Print the questions on paper"))
    expect(maureen.get_by_role("heading", name=WRONG)).to_be_visible()
    check_page(maureen)

    beth = site.open("Beth", size=size, javascript=javascript)
    beth.goto(base)
    follow(beth.get_by_role("link", name="Type in what Maureen wrote on paper"))
    check_page(beth)
    follow(beth.get_by_role("link", name="How will you stay in control of your life?"))
    expect(beth.get_by_role("button", name="Mark as done")).to_have_count(0)
    beth.get_by_role("textbox", name=WRONG).fill(FIRST)
    beth.get_by_role("textbox", name=DECIDE).fill(SECOND)
    check_page(beth)
    press(beth, "Save and stop for now")
    expect(beth.get_by_text("2 typed in")).to_be_visible()
    check_page(beth)
    assert {str(a.question_id): a.value for a in plan.answers.all()} == before

    maureen.goto(base)
    follow(maureen.get_by_role("link", name="Read them and choose"))
    check_page(maureen)
    part = maureen.locator(".imw-carried").filter(has=maureen.get_by_role("heading", name=WRONG))
    expect(part).to_contain_text(FIRST)
    chooses(part, "Yes,")
    expect(maureen.locator(".imw-carried").filter(has=maureen.get_by_role("heading", name=WRONG))).to_have_count(0)
    part = maureen.locator(".imw-carried").filter(has=maureen.get_by_role("heading", name=DECIDE))
    follow(part.get_by_role("link", name="Change them first"))
    check_page(maureen)
    maureen.get_by_role("textbox", name=DECIDE).fill(f"{SECOND} And who comes in.")
    press(maureen, "These are my words")
    expect(maureen.get_by_role("heading", name="Nothing waits for you here")).to_be_visible()
    check_page(maureen)

    kept = Answer.objects.get(document=plan, value=FIRST)
    assert kept.typed_by.known_as == "Maureen"
    assert Answer.objects.filter(document=plan, value=f"{SECOND} And who comes in.").exists()
    # What she had written there before is kept.
    for answer in plan.answers.filter(number__gt=1):
        earlier = AnswerBefore.objects.filter(answer=answer, value=before[str(answer.question_id)])
        assert earlier.exists() or answer.value == before[str(answer.question_id)]
    maureen.goto(f"{base}check/")
    expect(maureen.get_by_text("Typed in by Beth from paper, and you said yes.")).to_have_count(2)
    check_page(maureen)
