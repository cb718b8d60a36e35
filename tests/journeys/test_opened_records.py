"""In an emergency a worker opens the record of somebody who is not theirs, and everybody sees that they did."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

REASON = "She rang and could not breathe. Sunita is out."


def opens(hana: Page) -> None:
    hana.goto("/caseload/")
    follow(hana.get_by_role("link", name="Open the record of somebody else in an emergency"))
    check_page(hana)
    hana.get_by_label("Their full name").fill("Maureen Ashbee")
    hana.get_by_label("The year they were born").fill("1955")
    hana.get_by_label("Why do you open it?").fill(REASON)
    press(hana, "Open the record for an hour")
    check_page(hana)
    expect(hana.get_by_text("We cannot tell by these facts who it is.").first).to_be_visible()
    expect(hana.get_by_label("Why do you open it?")).to_have_value(REASON)
    hana.get_by_label("Their full name").fill("Maureen Ashby")
    press(hana, "Open the record for an hour")
    expect(hana.get_by_role("heading", name="Maureen Ashby")).to_be_visible()
    check_page(hana)


def reads(hana: Page) -> str:
    follow(hana.get_by_role("main").get_by_role("listitem").get_by_role("link").first)
    expect(hana.get_by_text("This record is open until")).to_be_visible()
    expect(hana.get_by_text("Write a comment")).to_have_count(0)
    check_page(hana)
    document = hana.url
    follow(hana.get_by_role("link", name="All that Maureen shares"))
    expect(hana.get_by_role("heading", name="Maureen Ashby")).to_be_visible()
    return document


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_record_is_opened_read_seen_and_closed(site: Site, size: str, javascript: bool) -> None:
    hana = site.open("Hana", size=size, javascript=javascript)
    opens(hana)
    document = reads(hana)

    maureen = site.open("Maureen", size=size, javascript=javascript)
    maureen.goto("/notices/")
    follow(maureen.get_by_role("link", name="Somebody who is not your social worker opened your record.").first)
    expect(maureen.get_by_text(REASON)).to_be_visible()
    expect(maureen.get_by_text("Hana Novak, social worker")).to_be_visible()
    check_page(maureen)
    for address in ("/people/", "/people/who-looked/"):
        maureen.goto(address)
        expect(maureen.get_by_text(REASON)).to_be_visible()
        check_page(maureen)

    morag = site.open("Morag", size=size, javascript=javascript)
    morag.goto("/team/opened-records/")
    expect(morag.get_by_text(REASON)).to_be_visible()
    check_page(morag)

    press(hana, "Close it now")
    expect(hana.get_by_text("You cannot read this record any more.")).to_be_visible()
    check_page(hana)
    gone = hana.goto(document)
    assert gone is not None
    assert gone.status == 404
