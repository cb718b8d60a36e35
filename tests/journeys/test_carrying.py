"""Maureen's one-page profile becomes a support plan; later she changes one, and brings the change across herself."""

import pytest
from playwright.sync_api import Locator, Page, expect

from planning.carrying.models import Carrying
from planning.documents.models import Answer, Document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

IMPORTANT, MATTERS = "What is important to you, day by day?", "What matters most in your life?"
SPOILS, GOOD_DAY = "What can spoil your day?", "What makes a good day for you?"
BUTTON = "Turn this into my support plan"
BEFORE, AFTER = "Singing, and being in time for it.", "Singing on Thursdays, and being in time for it."


def chooses(part: Locator, words: str) -> None:
    """Press a button whose name goes on, for who cannot see what it stands beside."""
    follow(part.get_by_role("button", name=words))
    part.page.wait_for_load_state()


def begins_a_profile(page: Page) -> str:
    page.goto("/documents/new/")
    press(page, "Begin My one-page profile")
    address = page.url
    page.goto(f"{address}step/what-matters-to-me/")
    page.get_by_role("textbox", name=IMPORTANT).fill(BEFORE)
    page.get_by_role("textbox", name=SPOILS).fill("Being rushed.")
    press(page, "Save and stop for now")
    return address


def turns_it_into_a_plan(page: Page, profile: str) -> Carrying:
    page.goto(profile)
    follow(page.get_by_role("link", name=BUTTON))
    check_page(page)
    expect(page.get_by_text(BEFORE)).to_be_visible()
    expect(page.get_by_text(SPOILS)).to_be_visible()
    page.get_by_label("Into a new document: My support plan").check()
    press(page, BUTTON)
    expect(page.get_by_role("heading", name="Answers without a place")).to_be_visible()
    check_page(page)
    return Carrying.objects.get(source__uuid=profile.rstrip("/").split("/")[-1])


def places_what_has_no_place(page: Page) -> None:
    part = page.locator(".imw-carried").filter(has_text=SPOILS)
    part.get_by_label("Where shall it go?").select_option(label="Keep it as a heading of my own")
    chooses(part, "Put it there")
    expect(page.get_by_role("heading", name="Answers without a place")).to_have_count(0)
    follow(page.get_by_role("link", name="Go on with"))
    expect(page.get_by_role("link", name=SPOILS).first).to_be_visible()
    check_page(page)


def answer_of(document: Document, words: str) -> Answer:
    return Answer.objects.get(document=document, value=words)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_profile_becomes_a_plan_and_changes_come_across_by_a_button(site: Site, size: str, javascript: bool) -> None:
    maureen = site.open("Maureen", size=size, javascript=javascript)
    profile = begins_a_profile(maureen)
    plan = turns_it_into_a_plan(maureen, profile).document
    places_what_has_no_place(maureen)

    maureen.goto(f"{plan.get_absolute_url()}step/what-matters/")
    expect(maureen.get_by_role("textbox", name=MATTERS)).to_have_value(BEFORE)
    expect(maureen.get_by_text(f"From My one-page profile: {IMPORTANT}")).to_be_visible()
    check_page(maureen)

    # She changes the profile. The plan stays as it is, and offers the change.
    maureen.goto(f"{profile}step/what-matters-to-me/")
    maureen.get_by_role("textbox", name=IMPORTANT).fill(AFTER)
    press(maureen, "Save and stop for now")
    assert answer_of(plan, BEFORE)
    maureen.goto(plan.get_absolute_url())
    follow(maureen.get_by_role("link", name="Look at both"))
    offer = maureen.locator(".imw-notice").filter(has_text="says something else now")
    expect(offer).to_contain_text(AFTER)
    check_page(maureen)
    chooses(offer, "Bring it across")
    expect(maureen.locator(".imw-notice").filter(has_text="says something else now")).to_have_count(0)
    changed = answer_of(plan, AFTER)
    assert [earlier.value for earlier in changed.before.all()] == [BEFORE]
    check_page(maureen)

    # The other way round she leaves it, and is not asked again.
    maureen.goto(f"{plan.get_absolute_url()}step/what-matters/")
    maureen.get_by_role("textbox", name=MATTERS).fill("Singing.")
    press(maureen, "Save and stop for now")
    maureen.goto(f"{profile}check/")
    offer = maureen.locator(".imw-notice").filter(has_text="says something else now")
    chooses(offer, "Leave it")
    expect(maureen.locator(".imw-notice").filter(has_text="says something else now")).to_have_count(0)
    check_page(maureen)
    assert answer_of(Document.objects.get(uuid=profile.rstrip("/").split("/")[-1]), AFTER)
