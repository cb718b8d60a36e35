"""What anybody can read: the home page, guidance, stories, search, how to sign in, and the way out."""

import re
import time

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import BOTH_SIZES, Site, check_page, follow, press

ACCOUNTS = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"]
NOTHING_HERE = "/nothing-is-here/"


def links_below(page: Page, address: str) -> list[str]:
    """The addresses of the pages that this list of pages leads to."""
    page.goto(address)
    check_page(page)
    found = [str(link.get_attribute("href")) for link in page.locator(f"main a[href^='{address}']").all()]
    return sorted({one.split("?")[0].split("#")[0] for one in found} - {address})


def reads(page: Page, address: str) -> None:
    """A page with a heading, words enough to be worth reading, and the numbers that help."""
    response = page.goto(address)
    assert response and response.status == 200, address
    assert len(page.locator("main").inner_text().split()) > 25, address
    assert page.locator("a[href^='tel:']").count() > 0, address
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), [*BOTH_SIZES, ("phone", False)])
def test_everything_that_anybody_can_read(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    reads(page, "/")
    follow(page.get_by_role("link", name="Easy Read").first)
    check_page(page)
    guidance, stories = links_below(page, "/guidance/"), links_below(page, "/stories/")
    # Twelve pages that editors wrote, and an answer about spending that was published.
    assert len(guidance) == 13
    assert len(stories) == 2
    for address in [*guidance, *stories]:
        reads(page, address)
    for address in ACCOUNTS:
        page.goto(address)
        check_page(page)
    response = page.goto(NOTHING_HERE)
    assert response and response.status == 404
    check_page(page)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_part_of_a_page_in_every_state(site: Site, size: str) -> None:
    page = site.open(size=size)
    page.goto("/components/")
    expect(page.get_by_text("There is a problem").first).to_be_visible()
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), [*BOTH_SIZES, ("phone", False)])
def test_what_the_foot_of_each_page_leads_to(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    page.goto("/")
    links = page.locator("footer a[href^='/']").all()
    addresses = {str(link.get_attribute("href")).split("#")[0] for link in links}
    assert len(addresses) >= 4
    for address in sorted(addresses):
        response = page.goto(address)
        assert response and response.status == 200, address
        check_page(page)


@pytest.mark.parametrize(("size", "javascript"), [*BOTH_SIZES, ("phone", False)])
def test_search_finds_and_says_when_it_does_not(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    page.goto("/search/")
    check_page(page)
    box = page.locator("main").get_by_role("searchbox").or_(page.locator("main").get_by_role("textbox")).first
    box.fill("budget")
    box.press("Enter")
    expect(page.locator("main a[href^='/guidance/']").first).to_be_visible()
    check_page(page)
    page.goto("/search/?q=zzyzx")
    expect(page.get_by_text("We found nothing")).to_be_visible()
    check_page(page)


def _wait_for_sign_out(page: Page) -> None:
    """The page is left at once, and the request that ends the session is on its way behind it."""

    def signed_out() -> bool:
        page.goto("/home/")
        return page.get_by_role("heading", level=1).inner_text() == "Sign in"

    deadline = time.monotonic() + 20
    while not signed_out():
        assert time.monotonic() < deadline, "still signed in"
        time.sleep(0.2)


@pytest.mark.parametrize(("size", "javascript"), [*BOTH_SIZES, ("phone", False)])
def test_the_way_out_ends_the_visit_at_once(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Maureen", size=size, javascript=javascript)

    def elsewhere(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><h1>Weather</h1>")

    page.context.route(re.compile(r"^https?://(?!localhost)"), elsewhere)
    page.goto("/home/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Maureen")
    way_out = page.get_by_role("button", name="Exit this page").or_(page.get_by_role("link", name="Exit this page"))
    way_out.first.click()
    page.wait_for_url(re.compile(r"^https?://(?!localhost)"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Weather")
    # The sign-in is gone from this browser.
    _wait_for_sign_out(page)


def test_the_shift_key_three_times_is_a_way_out_too(site: Site) -> None:
    page = site.open("Maureen")
    page.context.route(re.compile(r"^https?://(?!localhost)"), lambda route: route.fulfill(status=200, body="Weather"))
    page.goto("/home/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(re.compile(r"^https?://(?!localhost)"))
    _wait_for_sign_out(page)


def test_signing_in_with_a_wrong_password_keeps_the_address(site: Site) -> None:
    page = site.open(size="phone")
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill("maureen@example.org")
    page.get_by_label("Password", exact=True).fill("not her words at all")
    press(page, "Sign in")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Email address")).to_have_value("maureen@example.org")
    check_page(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_exit_this_page_ends_the_session_also_from_a_page_gone_stale(site: Site, javascript: bool) -> None:
    page = site.open("Maureen", size="phone", javascript=javascript)
    page.route(settings.EXIT_TO, lambda route: route.fulfill(body="It will rain."))
    page.goto("/home/")
    # Another window signed in since: the tokens of this page are not the browser's any more.
    page.context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": site.url}])
    page.get_by_role("button", name="Exit this page").click()
    expect(page.get_by_text("It will rain.")).to_be_visible()
    _wait_for_sign_out(page.context.new_page())
