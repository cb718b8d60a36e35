"""Maureen writes for a long time: she is warned before her sign-in ends, stays, and loses nothing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.documents.models import Document
from portal.shell.session import USED_AT
from tests.journeys.conftest import Site, check_page

WORDS = "The allotment, and whoever is there on Sundays."


def has_been_away(page: Page, ago: timedelta) -> None:
    cookie = next(c for c in page.context.cookies() if c["name"] == "sessionid")
    store = SessionStore(cookie["value"])
    store[USED_AT] = (timezone.now() - ago).timestamp()
    store.save()


def time_passes(page: Page, hours: int, minutes: int) -> None:
    """On the page and in the sign-in alike."""
    has_been_away(page, timedelta(hours=hours, minutes=minutes))
    page.clock.fast_forward(f"{hours:02}:{minutes:02}:00")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_warning_before_the_sign_in_ends_and_one_button_to_stay(site: Site, size: str) -> None:
    page = site.open("Maureen", size=size)
    page.clock.install()
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan")
    page.goto(f"{plan.get_absolute_url()}step/what-matters/")
    expect(page.get_by_role("button", name="Stay signed in")).to_have_count(0)
    box = page.get_by_role("textbox", name="What matters most in your life?")
    box.fill(WORDS)
    # Saving prolongs the sign-in, too: it is over before she goes away.
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.clock.fast_forward("00:05")
    time_passes(page, 11, 56)
    warning = page.get_by_role("region", name="Your sign-in")
    expect(warning.get_by_role("status")).to_contain_text("You will be signed out in")
    # Reached by keyboard from where she writes, and nothing of the words is lost.
    check_page(page)
    expect(box).to_have_value(WORDS)
    stay = warning.get_by_role("button", name="Stay signed in")
    stay.focus()
    page.keyboard.press("Enter")
    expect(warning.get_by_role("status")).to_have_text("You stay signed in.")
    expect(box).to_have_value(WORDS)
    page.clock.fast_forward("00:10")
    expect(warning).to_have_count(0)

    # Another time she does not see it, and it ends.
    time_passes(page, 11, 57)
    expect(warning.get_by_role("status")).to_contain_text("You will be signed out in")
    page.context.clear_cookies()
    page.clock.fast_forward("00:02:00")
    expect(warning.get_by_role("status")).to_have_text("You have been signed out. Sign in again to go on.")
    expect(warning.get_by_role("link", name="Sign in")).to_be_visible()
    expect(box).to_have_value(WORDS)
    check_page(page)
