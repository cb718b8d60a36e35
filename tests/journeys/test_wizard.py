"""Iris writes her plan: in any order, stopping and going back, with words of her own, and by keyboard alone."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from planning.documents.models import Document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

STEPS = [
    "what-matters",
    "what-to-change",
    "your-support",
    "your-budget",
    "day-to-day",
    "in-control",
    "make-it-happen",
    "photo-or-file",
]

# A village on Anglesey: a word that no line of a telephone has room for.
A_LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


def begins_a_plan(page: Page) -> str:
    page.goto("/documents/new/")
    press(page, "Begin My support plan")
    expect(page.get_by_role("heading", level=1)).to_have_text("My support plan")
    check_page(page)
    return str(Document.objects.get(owner__known_as="Iris").get_absolute_url())


def state_of(page: Page, part: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=part, exact=True)).locator("strong")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_parts_in_any_order_each_with_its_state(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    document = begins_a_plan(page)
    for step in STEPS:
        page.goto(f"{document}step/{step}/")
        check_page(page)
    page.goto(document)
    expect(state_of(page, "What is important to you?")).to_have_text("Not started")

    # The last part first; going back keeps what was typed.
    follow(page.get_by_role("link", name="How will you stay in control of your life?", exact=True))
    page.get_by_role("textbox", name="What do you want to decide for yourself?").fill("My own bedtime.")
    press(page, "Save and go back")
    page.go_back()
    page.goto(f"{document}step/in-control/")
    expect(page.get_by_role("textbox", name="What do you want to decide for yourself?")).to_have_value(
        "My own bedtime."
    )
    press(page, "Mark as done")
    press(page, "Leave this out on purpose")
    page.goto(f"{document}step/what-matters/")
    page.get_by_role("textbox", name="What matters most in your life?").fill("Bees.")
    for words in ("Help", "See an example", "Why we ask"):
        page.locator("summary").filter(has_text=words).first.click()
    check_page(page)
    press(page, "Save and stop for now")
    expect(page.get_by_text("You can go on whenever you like.")).to_be_visible()
    expect(state_of(page, "What is important to you?")).to_have_text("Begun")
    expect(state_of(page, "How will you stay in control of your life?")).to_have_text("Done")
    expect(state_of(page, "What are you going to do to make this happen?")).to_have_text("Left out")
    check_page(page)

    follow(page.get_by_role("link", name="Check your answers"))
    expect(page.get_by_text("Bees.", exact=True)).to_be_visible()
    check_page(page)
    change = re.compile("Change this answer ?: What matters most in your life")
    follow(page.get_by_role("link", name=change))
    page.get_by_role("textbox", name="What matters most in your life?").fill("Bees, and quiet.")
    press(page, "Save and stop for now")
    page.goto(f"{document}check/")
    expect(page.get_by_text("Bees, and quiet.")).to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_what_makes_no_sense_yet_is_kept_and_gets_a_sentence(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    document = begins_a_plan(page)
    page.goto(f"{document}step/make-it-happen/")
    start = page.get_by_role("group", name="When would you like your support to start?")
    for part, number in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
        start.get_by_label(part).fill(number)
    press(page, "Save and continue")
    expect(page.get_by_role("alert").first).to_be_visible()
    start = page.get_by_role("group", name="When would you like your support to start?")
    expect(start.get_by_label("Day")).to_have_value("31")
    check_page(page)

    page.goto(f"{document}step/your-budget/")
    page.get_by_label("What for").first.fill("A taxi to choir")
    page.get_by_label("How much").first.fill("about ten pounds")
    press(page, "Save and continue")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("How much").first).to_have_value("about ten pounds")
    check_page(page)
    press(page, "Leave it like this for now")
    page.goto(f"{document}step/your-budget/")
    expect(page.get_by_label("How much").first).to_have_value("about ten pounds")

    # A second row, and out with it again.
    press(page, "Add another cost")
    page.get_by_label("What for").nth(1).fill("Sheet music")
    press(page, "Save and stop for now")
    page.goto(f"{document}step/your-budget/")
    expect(page.get_by_label("What for").nth(1)).to_have_value("Sheet music")
    follow(page.get_by_role("button", name="Take this out").nth(1))
    expect(page.get_by_text("Sheet music")).to_have_count(0)
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_heading_and_a_question_of_her_own(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    document = begins_a_plan(page)
    page.goto(f"{document}own/")
    check_page(page)
    follow(page.get_by_role("link", name="Add a heading", exact=True))
    check_page(page)
    page.get_by_label("Your heading").fill("My bees")
    press(page, "Add this heading")
    check_page(page)
    page.goto(f"{document}own/questions/new/")
    check_page(page)
    page.get_by_label("Your question").fill("Who looks after the hive?")
    page.get_by_label("Under which heading?").select_option(label="My bees")
    press(page, "Add this question")
    page.goto(f"{document}own/")
    expect(page.get_by_text("Who looks after the hive?").first).to_be_visible()
    follow(page.get_by_role("button", name=re.compile("Move up ?: My bees")))
    page.goto(f"{document}own/")
    check_page(page)
    follow(page.get_by_role("link", name=re.compile("Rename ?: My bees")))
    check_page(page)
    page.get_by_label("Your heading").fill(A_LONG_WORD)
    press(page, "Save")
    page.goto(document)
    check_page(page)
    follow(page.get_by_role("link", name=A_LONG_WORD, exact=True))
    page.get_by_role("textbox", name="Who looks after the hive?").fill("Mr Okafor, on Sundays.")
    check_page(page)
    press(page, "Save and stop for now")
    headings = page.get_by_role("listitem").get_by_role("link").all_inner_texts()
    assert headings.index(A_LONG_WORD) < len(headings) - 1
    page.goto(f"{document}check/")
    expect(page.get_by_text("Mr Okafor, on Sundays.")).to_be_visible()


def goes_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(150):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key never reaches {target}.")


def types(page: Page, target: Locator, words: str) -> None:
    goes_to(page, target)
    page.keyboard.type(words)


def presses(page: Page, target: Locator, key: str) -> None:
    goes_to(page, target)
    page.keyboard.press(key)


def saves_by_keyboard(page: Page) -> None:
    presses(page, page.get_by_role("button", name="Save and continue").locator("visible=true").last, "Enter")


def a_picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "gold").save(kept, "PNG")
    return kept.getvalue()


def test_every_kind_of_question_by_keyboard_alone(site: Site) -> None:
    page = site.open("Iris")
    document = begins_a_plan(page)
    page.goto(f"{document}step/what-matters/")
    types(page, page.get_by_role("textbox", name="What matters most in your life?"), "Bees.")
    types(page, page.get_by_role("textbox", name="What makes a good day for you?"), "Sun.")
    types(page, page.get_by_label("Name", exact=True).first, "Ada")
    types(page, page.get_by_label("Who they are to you").first, "my sister")
    saves_by_keyboard(page)
    types(page, page.get_by_role("textbox", name="What would you like to be different?"), "More of it.")
    presses(page, page.get_by_role("checkbox", name="Keeping clean"), "Space")
    saves_by_keyboard(page)
    presses(page, page.get_by_role("checkbox", name="Help around the house"), "Space")
    types(page, page.get_by_label("Something else"), "Somebody to lift the hive")
    types(page, page.get_by_label("Monday Morning"), "Hive")
    saves_by_keyboard(page)
    types(page, page.get_by_label("What for").first, "Sugar")
    types(page, page.get_by_label("How much").first, "4.50")
    goes_to(page, page.get_by_label("How often").first)
    page.keyboard.type("a month")
    presses(page, page.get_by_role("radio", name="Yes").first, "Space")
    types(page, page.get_by_role("textbox", name="Do you want to add money of your own?"), "2")
    saves_by_keyboard(page)
    presses(page, page.get_by_role("radio", name="I will", exact=True), "Space")
    saves_by_keyboard(page)
    saves_by_keyboard(page)
    types(page, page.get_by_label("What needs doing").first, "Find the veil")
    start = page.get_by_role("group", name="When would you like your support to start?")
    for part, number in (("Day", "27"), ("Month", "3"), ("Year", "2027")):
        types(page, start.get_by_label(part), number)
    saves_by_keyboard(page)
    chooser = page.get_by_label("Choose a photo or a file")
    goes_to(page, chooser)
    # Which file, the window of the computer asks; a browser that is driven is told.
    chooser.set_input_files({"name": "hive.png", "mimeType": "image/png", "buffer": a_picture()})
    types(page, page.get_by_label("What does it show?"), "My hive in May")
    saves_by_keyboard(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    check_page(page)
    shown = page.locator("main").inner_text()
    for words in (
        "Bees.",
        "Sun.",
        "Ada",
        "Keeping clean",
        "lift the hive",
        "Hive",
        "£4.50",
        "a month",
        "27 March 2027",
    ):
        assert words in shown, words
    assert "I will" in shown
    assert "Find the veil" in shown
