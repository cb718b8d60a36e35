"""Somebody new and nervous: she reads, has a try, keeps it, and goes on two days later on another device."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from planning.documents.models import Answer, Document
from portal.accounts.models import User
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, latest_code, press

MATTERS = "My allotment, and Sunday dinner with Joyce."
GOOD_DAY = "The kettle on before anybody talks to me."
CHANGE = "I want to get out on my own again — even in winter."
PASSWORD = "four plain garden words"


def reads_and_tries(page: Page) -> None:
    """From the first page to three answers, without an account."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your life, your support, in your words")
    expect(page.get_by_text("Your social worker reads only what you choose to share.")).to_be_visible()
    follow(page.get_by_role("link", name="Start your plan"))
    expect(page.get_by_text("No account is needed.")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Begin", exact=True))
    page.get_by_label("What matters most in your life?").fill(MATTERS)
    page.get_by_label("What makes a good day for you?").fill(GOOD_DAY)
    check_page(page)
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to change or achieve?")
    page.get_by_label("What would you like to be different?").fill(CHANGE)
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("How will you be supported?")
    press(page, "Save and stop for now")
    expect(page.get_by_role("link", name="Go on where you left off")).to_be_visible()
    check_page(page)


def asks_to_keep_it(page: Page) -> None:
    follow(page.get_by_role("link", name="Check your answers"))
    for words in (MATTERS, GOOD_DAY, CHANGE):
        expect(page.get_by_text(words)).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Keep it", exact=True))
    check_page(page)
    press(page, "Make an account and keep it")


def makes_an_account(page: Page, *, email: str, password: str) -> None:
    check_page(page)
    page.get_by_label("What shall we call you?").fill("Joan")
    page.get_by_label("Email address").fill(email)
    if password:
        page.get_by_label("A password, if you want one").fill(password)
    press(page, "Make my account")
    check_page(page)
    page.get_by_role("textbox").last.fill(latest_code(email))
    check_page(page)
    follow(page.locator("main form button[type=submit]").first)


def finds_every_answer(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("My support plan")
    assert "/documents/" in page.url
    expect(page.get_by_text("Only you can see it").first).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Check your answers"))
    for words in (MATTERS, GOOD_DAY, CHANGE):
        expect(page.get_by_text(words)).to_be_visible()
    check_page(page)


def goes_on_where_she_left_off(page: Page) -> None:
    """At home after signing in again: the one next step leads to the step at which she stopped."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Joan")
    check_page(page)
    follow(page.get_by_role("link", name="Go on with “My support plan”"))
    expect(page.get_by_role("heading", level=1)).to_have_text("How will you be supported?")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_newcomer_keeps_what_she_tried_with_a_password(site: Site, size: str, javascript: bool) -> None:
    page, email = site.open(size=size, javascript=javascript), "joan@example.org"
    reads_and_tries(page)
    assert not Document.objects.filter(owner__email=email).exists()
    asks_to_keep_it(page)
    makes_an_account(page, email=email, password=PASSWORD)
    finds_every_answer(page)
    assert Answer.objects.filter(document__owner__email=email).count() == 3

    # Two days later every sign-in of that day has run out, and this is another device.
    Session.objects.all().delete()
    page = site.open(size="desk" if size == "phone" else "phone", javascript=javascript)
    page.goto("/home/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    goes_on_where_she_left_off(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_newcomer_keeps_what_she_tried_with_codes_alone(site: Site, size: str, javascript: bool) -> None:
    page, email = site.open(size=size, javascript=javascript), "joan@example.org"
    reads_and_tries(page)
    asks_to_keep_it(page)
    makes_an_account(page, email=email, password="")
    finds_every_answer(page)
    assert not User.objects.get(email=email).has_usable_password()

    Session.objects.all().delete()
    page = site.open(size=size, javascript=javascript)
    page.goto("/home/")
    follow(page.get_by_role("link", name="Send me a code by email"))
    page.get_by_label("Email address").fill(email)
    press(page, "Send me the code")
    check_page(page)
    page.get_by_role("textbox").last.fill(latest_code(email))
    follow(page.locator("main form button[type=submit]").first)
    goes_on_where_she_left_off(page)


def test_what_was_tried_can_be_cleared(site: Site) -> None:
    page = site.open()
    reads_and_tries(page)
    press(page, "Clear what I wrote")
    expect(page.get_by_text("Cleared. Nothing of it is left here.")).to_be_visible()
    check_page(page)
    page.goto("/try/step/what-matters/")
    expect(page.get_by_label("What matters most in your life?")).to_have_value("")
