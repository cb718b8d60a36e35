"""Dee looks after those who help with her organisation: checks, who can be matched, and a pause of new requests."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

WORDS = "I know the forms, and the jokes about them."


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_coordinator_sees_whom_she_can_promise_what(site: Site, size: str, javascript: bool) -> None:
    dee, leo = (site.open(name, size=size, javascript=javascript) for name in ("Dee", "Leo"))
    leo.goto("/helping/me/")
    expect(leo.get_by_text("Northmoor Independent Living notes them")).to_be_visible()
    check_page(leo)
    follow(leo.get_by_role("link", name="Change this"))
    leo.get_by_label("A few words that people read before they say yes").fill(WORDS)
    check_page(leo)
    press(leo, "Save")
    expect(leo.get_by_text("Saved. It holds from now on.")).to_be_visible()

    dee.goto("/organisation/")
    follow(dee.get_by_role("link", name="Volunteers", exact=True))
    row = dee.get_by_role("row").filter(has_text="Leo Marsh")
    expect(row).to_contain_text("yes")
    expect(dee.get_by_text("The invitation waits until")).to_be_visible()
    check_page(dee)
    follow(dee.get_by_role("link", name="Leo Marsh"))
    expect(dee.get_by_text(WORDS)).to_be_visible()
    check_page(dee)

    # Without a check nobody is matched.
    dee.get_by_role("button", name="Noted by mistake").first.click()
    expect(dee.get_by_role("heading", name="Cannot help anybody new now")).to_be_visible()
    expect(dee.get_by_text("Leo’s DBS check is not noted yet.")).to_be_visible()
    follow(dee.get_by_role("link", name="Volunteers", exact=True))
    expect(row).to_contain_text("Leo’s DBS check is not noted yet.")
    expect(dee.get_by_text("Nobody can help somebody new just now.")).to_be_visible()
    check_page(dee)
    follow(dee.get_by_role("link", name="Leo Marsh"))
    press(dee, "Note this check")
    expect(dee.get_by_role("heading", name="There is a problem")).to_be_visible()
    check_page(dee)
    today = timezone.localdate()
    dee.get_by_label("DBS check").check()
    done = dee.get_by_role("group", name="When was it done?")
    for label, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        done.get_by_label(label).fill(str(part))
    press(dee, "Note this check")
    expect(dee.get_by_role("heading", name="Can help somebody new")).to_be_visible()
    check_page(dee)

    # Somebody new is invited, once.
    follow(dee.get_by_role("link", name="Volunteers", exact=True))
    follow(dee.get_by_role("link", name="Invite somebody"))
    check_page(dee)
    dee.get_by_label("What are they called?").fill("Imran")
    dee.get_by_label("Their email address").fill("imran@example.org")
    press(dee, "Send the invitation")
    expect(dee.get_by_text("You have invited this address already").first).to_be_visible()
    check_page(dee)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_coordinator_pauses_new_requests_and_opens_them_again(site: Site, size: str, javascript: bool) -> None:
    dee, reader = site.open("Dee", size=size, javascript=javascript), site.open(size=size, javascript=javascript)
    dee.goto("/organisation/")
    follow(dee.get_by_role("link", name="Your entry", exact=True))
    press(dee, "Take on nobody new for now")
    expect(dee.get_by_text("You take on nobody new for now. The list says so.")).to_be_visible()
    check_page(dee)
    reader.goto("/help-near-you/?q=disabled")
    follow(reader.get_by_role("link", name="Northmoor Independent Living"))
    expect(reader.get_by_role("heading", name="They take on nobody new for now")).to_be_visible()
    check_page(reader)
    press(dee, "Take people on again")
    expect(dee.get_by_text("People can ask you for help again.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("There is room now")).to_be_visible()
    expect(reader.get_by_role("heading", name="They take on nobody new for now")).to_have_count(0)
