"""Maureen keeps a version, changes her mind, looks at what changed, and goes back; Sunita sees what changed."""

import pytest
from playwright.sync_api import expect

from planning.documents.models import Document, Version
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

QUESTION = "What matters most in your life?"
BEFORE, AFTER = "My garden, and my choir on Mondays.", "My garden, and my choir on Thursdays."


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_versions_are_kept_compared_and_gone_back_to(site: Site, size: str, javascript: bool) -> None:
    gwen = site.open("Gwen", size=size, javascript=javascript)
    sunita = site.open("Sunita", size=size, javascript=javascript)
    document = Document.objects.get(owner__known_as="Gwen").get_absolute_url()

    def writes(words: str) -> None:
        gwen.goto(f"{document}step/what-matters/")
        gwen.get_by_role("textbox", name=QUESTION).fill(words)
        press(gwen, "Save and stop for now")

    writes(BEFORE)
    sunita.goto(document)
    expect(sunita.get_by_role("paragraph").filter(has_text=BEFORE)).to_be_visible()

    follow(gwen.get_by_role("link", name="Versions"))
    check_page(gwen)
    gwen.get_by_label("Give it a name, if you like").fill("Before Sunita comes")
    press(gwen, "Keep this version")
    kept = Version.objects.get(name="Before Sunita comes")
    expect(gwen.get_by_text(f"Version {kept.number} is kept.")).to_be_visible()
    check_page(gwen)

    writes(AFTER)
    gwen.goto(f"{document}versions/")
    follow(gwen.get_by_role("link", name="Before Sunita comes"))
    expect(gwen.get_by_text(BEFORE)).to_be_visible()
    expect(gwen.get_by_text("nothing changes it")).to_be_visible()
    check_page(gwen)
    follow(gwen.get_by_role("link", name="What changed since"))
    expect(gwen.locator(".imw-compared del")).to_contain_text("Mondays")
    expect(gwen.locator(".imw-compared ins")).to_contain_text("Thursdays")
    check_page(gwen)

    # She looked before the words changed: that is what is marked for her.
    sunita.goto(document)
    expect(sunita.get_by_text("Since you last looked")).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="1 answer changed"))
    expect(sunita.locator(".imw-compared del")).to_contain_text("Mondays")
    check_page(sunita)

    gwen.goto(f"{document}versions/{kept.number}/")
    follow(gwen.get_by_role("link", name="Go back to this version"))
    check_page(gwen)
    press(gwen, f"Go back to version {kept.number}")
    expect(gwen.get_by_text(f"You are back at version {kept.number}.")).to_be_visible()
    gwen.goto(f"{document}step/what-matters/")
    expect(gwen.get_by_role("textbox", name=QUESTION)).to_have_value(BEFORE)
    # What she had written since is kept, and she finds it.
    gwen.goto(f"{document}versions/{kept.number + 1}/")
    expect(gwen.get_by_text(AFTER)).to_be_visible()
    check_page(gwen)
