"""Maureen asks her daughter in by email; they write together, and nobody's words are lost."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from planning.documents.models import Answer, Document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, latest_code, press, user_called

ADDRESS = "beth.at.work@example.org"
QUESTION = "What makes a good day for you?"
HERS = "Hands not too stiff, and a long letter from Ada."
DAUGHTERS = "Soup on the stove, and me there on Saturday."


def invites(page: Page) -> None:
    page.goto("/people/")
    check_page(page)
    page.get_by_label("Their name").fill("Beth")
    page.get_by_label("Who they are to you").fill("my daughter")
    page.get_by_label("Their email address").fill(ADDRESS)
    press(page, "Send the invitation")
    expect(page.get_by_text(ADDRESS).first).to_be_visible()
    check_page(page)


def link_of_the_invitation() -> str:
    letter = next(letter for letter in reversed(mail.outbox) if ADDRESS in letter.to)
    found = re.search(r"/invitation/\S+", str(letter.body))
    assert found, letter.body
    assert "Maureen" not in f"{letter.subject} {letter.body}"
    return found.group(0)


def makes_an_account_and_accepts(page: Page, link: str) -> None:
    page.goto(link)
    check_page(page)
    follow(page.get_by_role("link", name="Make an account"))
    page.get_by_label("What shall we call you?").fill("Beth A")
    page.get_by_label("Email address").fill(ADDRESS)
    press(page, "Make my account")
    page.get_by_role("textbox").last.fill(latest_code(ADDRESS))
    follow(page.locator("main form button[type=submit]").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Maureen would like your help")
    # A mail scanner opens links too: looking changes nothing.
    page.reload()
    check_page(page)
    press(page, "Yes, I will help")
    check_page(page)


def is_allowed_to_write(page: Page, document: str) -> None:
    page.goto(f"{document}share/")
    follow(page.get_by_role("link", name="Share with Beth A"))
    check_page(page)
    for box in page.get_by_role("checkbox").all():
        label = page.locator(f"label[for='{box.get_attribute('id')}']")
        if "budget" not in label.inner_text().lower() and not box.is_checked():
            label.click()
    press(page, "Save")
    expect(page.get_by_role("button", name="Stop sharing with Beth A")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_daughter_comes_in_and_both_write_at_once(site: Site, size: str, javascript: bool) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan")
    document = plan.get_absolute_url()
    maureen = site.open("Maureen", size=size, javascript=javascript)
    invites(maureen)
    link = link_of_the_invitation()

    claire = site.open("Claire", size=size, javascript=javascript)
    claire.goto(link)
    expect(claire.get_by_text("You cannot accept with this account")).to_be_visible()
    expect(claire.get_by_role("button", name="Yes, I will help")).to_have_count(0)
    check_page(claire)

    beth = site.open(size=size, javascript=javascript)
    makes_an_account_and_accepts(beth, link)
    claire.goto(link)
    expect(claire.get_by_role("heading", level=1)).to_have_text("This invitation can no longer be used")
    check_page(claire)
    response = beth.goto(document)
    assert response and response.status == 404  # in the circle, and nothing is ticked yet

    is_allowed_to_write(maureen, document)
    beth.goto(f"{document}step/what-matters/")
    maureen.goto(f"{document}step/what-matters/")
    check_page(beth)
    beth.get_by_role("textbox", name=QUESTION).fill(DAUGHTERS)
    press(beth, "Save and stop for now")
    maureen.get_by_role("textbox", name=QUESTION).fill(HERS)
    press(maureen, "Save and stop for now")
    expect(maureen.get_by_role("heading", level=1)).to_have_text("Two texts for one answer")
    expect(maureen.get_by_text(HERS).first).to_be_visible()
    expect(maureen.get_by_text(DAUGHTERS).first).to_be_visible()
    check_page(maureen)
    maureen.get_by_text("Keep both, one after the other").click()
    press(maureen, "Keep this")
    kept = str(Answer.objects.get(document=plan, value__icontains="Ada").value)
    assert HERS in kept
    assert DAUGHTERS in kept

    # Each answer says who typed it.
    beth.goto(f"{document}step/what-matters/")
    beth.get_by_role("textbox", name="What matters most in your life?").fill("Singing, says Mum.")
    press(beth, "Save and stop for now")
    maureen.goto(f"{document}step/what-matters/")
    expect(maureen.get_by_text("Typed by Beth A")).to_be_visible()
    check_page(maureen)
    assert user_called("Beth A").email == ADDRESS
