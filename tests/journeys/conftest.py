"""A real browser against a real server on the test database, filled with the demonstration's cast."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from community.demonstration.seed import seed
from portal.accounts.models import User
from tests.personas import signed_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = (Path(__file__).parent.parent / "vendor/axe-core/axe.min.js").read_text()
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = {"phone": {"width": 320, "height": 640}, "desk": {"width": 1280, "height": 900}}
# Chromium on a machine without a network: it asks for nothing of its own.
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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
        browser = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=QUIET)
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
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page


@pytest.fixture
def site(chromium: Browser, live_server: Any, transactional_db: None) -> Iterator[Site]:
    """The portal with its question sets, pages and cast."""
    call_command("seed_question_sets", verbosity=0)
    call_command("seed_pages", verbosity=0)
    seed(at=timezone.now())
    contexts: list[BrowserContext] = []

    def new_context(**options: Any) -> BrowserContext:
        contexts.append(chromium.new_context(**options))
        return contexts[-1]

    yield Site(url=live_server.url, new_context=new_context)
    for context in contexts:
        context.close()


def user_called(name: str) -> User:
    """One of the cast."""
    return User.objects.get(known_as=name)


def check_page(page: Page, *, allowed: frozenset[str] = frozenset()) -> None:
    """The page has one heading that names it, does not scroll sideways, and axe finds nothing.

    allowed: axe rules that do not count here, with the reason where it is called.
    """
    assert page.locator("h1").count() == 1
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} scrolls sideways by {overflow} px"
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, rules: {'target-size': {enabled: true}}})", STANDARD
    )["violations"]
    report = [
        f"{v['id']}: {v['help']} — {[node['target'] for node in v['nodes']][:4]}"
        for v in found
        if v["id"] not in allowed
    ]
    assert not report, f"{page.url}: {report}"
