"""A real browser against a real server on the test database, filled with the demonstration's cast."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import handlers
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core import mail
from django.core.management import call_command
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from community.demonstration.seed import seed
from portal.accounts.models import User
from tests.personas import signed_in
from tests.rows import Rows

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# A machine that runs other tests beside these may be slow; a page that never comes still fails.
expect.set_options(timeout=20_000)
AXE = (Path(__file__).parent.parent / "vendor/axe-core/axe.min.js").read_text()
# Half a megabyte: each page has it from the start, and reads it when it is checked.
LOAD_AXE = f"window.loadAxe = () => {{ {AXE}\n}};"
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
SIZES: dict[str, ViewportSize] = {"phone": {"width": 320, "height": 640}, "desk": {"width": 1280, "height": 900}}
# What is found, and nothing else: all that axe looked at takes longer to hand over than to look at.
CHECK = """async (options) => {
  if (!window.axe) loadAxe();
  // Further down, what stays in sight at the top may cover a part of what axe measures.
  window.scrollTo(0, 0);
  const page = document.documentElement;
  const found = await axe.run(document, options);
  return { overflow: page.scrollWidth - page.clientWidth, violations: found.violations };
}"""
# A journey goes its way on a phone with scripts and at a desk without; each page with scripts is checked at both sizes.
BOTH_WAYS = [("phone", True), ("desk", False)]
# Where the way itself may differ.
BOTH_SIZES = [("phone", True), ("desk", True)]
# Browsers in which nothing can be run on a page, axe included.
WITHOUT_SCRIPTS: set[BrowserContext] = set()
# Chromium on a machine without a network: it asks for nothing of its own.
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A microphone that beeps. A page still has to ask for it: a browser that was not told to allow it refuses.
FAKE_MICROPHONE = "--use-fake-device-for-media-stream"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Without one the journeys are skipped aloud, or fail where REQUIRE_BROWSER is set."""
    if not CHROMIUM:
        message = "There is no Chromium on this machine, so no journey was tried."
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    playwright: Playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=False, args=[*QUIET, FAKE_MICROPHONE]
        )
        yield browser
        browser.close()


@dataclass
class Site:
    """The running portal. `open` gives a page of a new browser, signed in as one of the cast or as nobody."""

    url: str
    new_context: Callable[..., BrowserContext]

    def open(self, who: str = "", *, size: str = "desk", javascript: bool = True) -> Page:
        """A page in a browser of its own: `who` is the name of one of the cast, "" is a newcomer."""
        context = self.new_context(
            viewport=SIZES[size],
            java_script_enabled=javascript,
            base_url=self.url,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        if who:
            client = signed_in(user_called(who))
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}])
        if javascript:
            context.add_init_script(LOAD_AXE)
        else:
            WITHOUT_SCRIPTS.add(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page


@pytest.fixture(scope="session")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Rows, Rows]]:
    """What the database holds when it is empty, and when it is filled with everything a journey begins with.

    Filling it takes seconds, putting rows back takes a moment: so it is filled once for all journeys.
    """
    with django_db_blocker.unblock():
        empty = Rows.taken()
        call_command("seed_question_sets", verbosity=0)
        call_command("seed_pages", verbosity=0)
        seed(at=timezone.now())
        filled = Rows.taken()
        empty.put_back()
    yield empty, filled


class LastingFiles(StaticFilesHandler):
    """Style, scripts and fonts that a browser asks for once, as in production, and not with each page."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        """The file, for an hour."""
        response = super().serve(request)
        response["Cache-Control"] = "max-age=3600"
        return response


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address at which the portal is served from this very process."""
    with django_db_blocker.unblock():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(handlers, "StaticFilesHandler", LastingFiles)
            live = LiveServer("localhost:0")
        yield live.url
        live.stop()


@pytest.fixture
def transactional_db(rows: tuple[Rows, Rows], django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: begins with the filled portal and leaves an empty one."""
    empty, filled = rows
    with django_db_blocker.unblock():
        filled.put_back()
        mail.outbox = []
        yield
        empty.put_back()


@pytest.fixture
def site(chromium: Browser, transactional_db: None, server: str) -> Iterator[Site]:
    """The portal with its question sets, pages and cast, as the first visitor finds it."""
    contexts: list[BrowserContext] = []

    def new_context(**options: Any) -> BrowserContext:
        contexts.append(chromium.new_context(**options))
        return contexts[-1]

    yield Site(url=server, new_context=new_context)
    for context in contexts:
        context.close()


def user_called(name: str) -> User:
    """One of the cast."""
    return User.objects.get(known_as=name)


def latest_code(email: str) -> str:
    """The code in the latest email to this address."""
    letter = next(letter for letter in reversed(mail.outbox) if email in letter.to)
    found = re.search(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", str(letter.body), re.MULTILINE)
    assert found, letter.body
    return found.group(1)


def follow(leads_on: Locator) -> None:
    """Click what leads to another page, and wait until that page is there: whatever is read next is read on it."""
    with leads_on.page.expect_navigation():
        leads_on.click()


def press(page: Page | Locator, button: str) -> None:
    """Press the first button with these words, and wait for the page that it leads to.

    A button that leads to no other page is clicked, and what it changes is waited for with `expect`.
    """
    follow(page.get_by_role("button", name=button, exact=True).first)


def send(page: Page, words: str) -> None:
    """Send the message with these words, and wait until it is in the thread: with scripts, the page stays."""
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".imw-message[data-number]").last).to_contain_text(words)


def check_page(page: Page, *, allowed: frozenset[str] = frozenset()) -> None:
    """The page has one heading that names it; at both sizes it does not scroll sideways, and axe finds nothing.

    In a browser without scripts there is only the heading to look at. The page is left at the size that it had.
    allowed: axe rules that do not count here, with the reason where it is called.
    """
    page.wait_for_load_state()
    expect(page.locator("h1")).to_have_count(1)
    if page.context in WITHOUT_SCRIPTS:
        return
    before = page.viewport_size
    for size in sorted(SIZES.values(), key=lambda size: size == before):
        page.set_viewport_size(size)
        _check_at_this_size(page, allowed)


def _check_at_this_size(page: Page, allowed: frozenset[str]) -> None:
    found = page.evaluate(CHECK, AXE_OPTIONS)
    assert found["overflow"] <= 0, f"{page.url} scrolls sideways by {found['overflow']} px"
    report = [
        f"{violation['id']}: {violation['help']} — {nodes[:4]}"
        for violation in found["violations"]
        if violation["id"] not in allowed and (nodes := [n["target"] for n in violation["nodes"] if not _reveals(n)])
    ]
    assert not report, f"{page.url} at {page.viewport_size}: {report}"


def _reveals(node: dict[str, Any]) -> bool:
    """A radio button that reveals a further box says `aria-expanded`: the design system does so on purpose.

    https://github.com/alphagov/govuk-frontend/issues/979: screen readers announce it, though no standard allows it.
    """
    html = str(node["html"])
    return "govuk-radios__input" in html and "aria-expanded" in html
