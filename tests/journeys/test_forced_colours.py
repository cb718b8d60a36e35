"""Colours that the reader chose for everything: what can be pressed and where the focus is stay in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from planning.documents.models import Document
from tests.journeys.conftest import SIZES, Site, check_page

# Backgrounds and shadows are gone in forced colours; lines are all there is.
LINES = """element => {
  const style = getComputedStyle(element);
  const own = ["Top", "Right", "Bottom", "Left"].every((side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1);
  return own && style.borderTopColor !== style.backgroundColor;
}"""
FOCUS = """element => {
  const drawn = [element, ...(element.labels || [])].flatMap((each) => [null, "::before", "::after"].map((part) =>
    getComputedStyle(each, part)));
  return drawn.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""


@pytest.fixture(params=["phone", "desk"])
def page(request: pytest.FixtureRequest, site: Site) -> Iterator[Page]:
    found = site.open("Maureen", size="desk")
    found.set_viewport_size(SIZES[request.param])
    found.emulate_media(forced_colors="active")
    yield found


def has_lines(found: Locator) -> None:
    expect(found.first).to_be_visible()
    assert found.first.evaluate(LINES), f"{found} has no border in forced colours"


def goes_round_by_keyboard(page: Page) -> int:
    """Press Tab until the page is through; everything on the way shows that it has the focus. Gives how many."""
    reached = 0
    page.locator("body").evaluate("body => { document.activeElement.blur(); body.scrollTo(0, 0); }")
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if focused.count() == 0 or focused.evaluate("e => e === document.body"):
            break
        html = focused.evaluate("e => e.outerHTML.slice(0, 120)")
        assert focused.evaluate(FOCUS), f"{html} has the focus, and nobody sees it"
        reached += 1
    # What the head of the page covers while it is scrolled is no fault of its size.
    page.evaluate("scrollTo(0, 0)")
    return reached


def test_a_step(page: Page) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan").get_absolute_url()
    page.goto(f"{plan}step/what-matters/")
    has_lines(page.get_by_role("textbox", name="What matters most in your life?"))
    has_lines(page.get_by_role("button", name="Save and continue", exact=True).locator("visible=true").last)
    has_lines(page.get_by_role("button", name="Save and stop for now"))
    has_lines(page.get_by_role("button", name="Exit this page"))
    assert goes_round_by_keyboard(page) > 20
    check_page(page, allowed=frozenset({"color-contrast"}))  # the reader's own colours are not ours to measure


def test_a_conversation(page: Page) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan").get_absolute_url()
    page.goto(f"{plan}comments/")
    has_lines(page.get_by_role("article"))
    has_lines(page.get_by_role("button", name="Use these words"))
    has_lines(page.get_by_role("button", name="No, thank you"))
    assert goes_round_by_keyboard(page) > 20


def test_choices(page: Page) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan").get_absolute_url()
    page.goto(f"{plan}step/day-to-day/")
    chosen = page.get_by_role("radio").first
    drawn = chosen.evaluate("box => getComputedStyle(box.labels[0], '::before').borderTopWidth")
    assert float(drawn.removesuffix("px")) >= 1
    assert goes_round_by_keyboard(page) > 10
