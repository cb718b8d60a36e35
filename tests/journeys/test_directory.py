"""Iris looks for somebody who can help her; Dee keeps what people read about her organisation up to date."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

NEW_WORDS = "Run by disabled people. Come for soup on Thursdays, and plan your support with us."


def names(page: Page) -> list[str]:
    return page.locator(".imw-entry-line h3").all_inner_texts()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_somebody_without_an_account_finds_help_near_her(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    page.goto("/guidance/getting-help/")
    follow(page.locator("main").get_by_role("link", name="Help near you"))
    expect(page.get_by_role("heading", name="10 places to get help")).to_be_visible()
    check_page(page)

    page.get_by_label("Near where?").fill("nm2 5ab")
    page.get_by_label("Kind of help").select_option(label="Somebody who has been there")
    page.get_by_text("More to choose from").click()
    page.get_by_label("Step-free way in").check()
    press(page, "Find help")
    assert names(page)[0] == "Budget Buddies"
    expect(page.locator(".imw-entry-line").first).to_contain_text("Less than a mile, Moorside")
    expect(page.locator(".imw-entry-line").first).to_contain_text("Not checked since")
    check_page(page)

    # Too much at once: the page says what to leave out.
    page.get_by_label("What are you looking for?").fill("payroll")
    press(page, "Find help")
    expect(page.get_by_role("heading", name="Nothing fits all of this")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Without the words “payroll” there are"))
    assert "Budget Buddies" in names(page)
    follow(page.get_by_role("link", name="Begin again"))
    expect(page.get_by_role("heading", name="10 places to get help")).to_be_visible()

    follow(page.get_by_role("link", name="Payday Northmoor"))
    expect(page.get_by_text("They could earn by what you plan")).to_be_visible()
    expect(page.get_by_text("£12.00 a month")).to_be_visible()
    expect(page.get_by_role("link", name="18001 01632 960307")).to_have_attribute("href", "tel:1800101632960307")
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_coordinator_keeps_her_entry_and_an_editor_approves(site: Site, size: str, javascript: bool) -> None:
    dee, reader = site.open("Dee", size=size, javascript=javascript), site.open(javascript=javascript)
    dee.goto("/organisation/")
    follow(dee.get_by_role("link", name="Your entry", exact=True))
    expect(dee.get_by_role("heading", name="Northmoor Independent Living")).to_be_visible()
    check_page(dee)
    follow(dee.get_by_role("link", name="Change this"))
    check_page(dee)
    dee.get_by_label("Yes, after a wait").check()
    dee.get_by_label("How long do people usually wait?").fill("300")
    press(dee, "Save")
    expect(dee.get_by_text("Write 104 weeks or less").first).to_be_visible()
    check_page(dee)
    dee.get_by_label("How long do people usually wait?").fill("5")
    press(dee, "Save")
    expect(dee.get_by_text("People see it from now on")).to_be_visible()
    press(dee, "Everything here is right")
    expect(dee.get_by_text("You checked it today")).to_be_visible()

    follow(dee.get_by_role("link", name="Change your entry"))
    check_page(dee)
    dee.get_by_label("What do you do, in one or two sentences?").fill(NEW_WORDS)
    press(dee, "Send to the editors")
    expect(dee.get_by_role("heading", name="Your changes wait for an editor")).to_be_visible()
    check_page(dee)
    follow(dee.locator("main").get_by_role("link", name="Help near you"))
    entry = dee.url
    expect(dee.get_by_text("usually 5 weeks to wait")).to_be_visible()
    check_page(dee)
    reader.goto(entry)
    expect(reader.get_by_text(NEW_WORDS)).to_have_count(0)

    ed = site.open("Ed")
    ed.goto("/cms/")
    waiting = ed.locator("section").filter(has=ed.get_by_role("heading", name="Awaiting your review"))
    follow(waiting.get_by_role("link", name="Northmoor Independent Living").first)
    expect(ed.locator("[name=summary]")).to_have_value(NEW_WORDS)
    ed.get_by_role("button", name="More actions").click()
    follow(ed.get_by_role("button", name="Approve and Publish", exact=True))
    expect(ed.locator(".messages, [data-w-messages-target]").first).to_contain_text("updated")
    reader.reload()
    expect(reader.get_by_text(NEW_WORDS)).to_be_visible()
