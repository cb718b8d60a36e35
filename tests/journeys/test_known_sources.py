"""Sunita knows a place that could help Maureen, and points it out to her; nothing goes to the place."""

import pytest
from playwright.sync_api import expect

from community.help_requests.models import HelpRequest
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

WORDS = "You said that you would like to hear from somebody with a budget."


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_worker_points_somebody_to_a_place_she_knows(site: Site, size: str, javascript: bool) -> None:
    sunita, maureen = (site.open(name, size=size, javascript=javascript) for name in ("Sunita", "Maureen"))
    asked = HelpRequest.objects.count()
    sunita.goto("/home/")
    follow(sunita.get_by_role("link", name="Open your list"))
    expect(sunita.get_by_role("heading", name="Northmoor Carers’ Centre")).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Find another place in the directory"))
    follow(sunita.get_by_role("link", name="Budget Buddies"))
    follow(sunita.get_by_role("link", name="I know this place"))
    check_page(sunita)
    sunita.get_by_label("What you know about them").fill("Visited in May. Bring biscuits.")
    press(sunita, "Put it on my list")
    expect(sunita.get_by_text("Budget Buddies is on your list.")).to_be_visible()
    line = sunita.get_by_role("listitem").filter(has_text="Bring biscuits")
    follow(line.get_by_role("link", name="Point a person to it"))
    expect(sunita.get_by_role("heading", name="Whom would you like to point there?")).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Maureen Ashby"))
    expect(sunita.get_by_label("Budget Buddies")).to_be_checked()
    press(sunita, "Show it to Maureen")
    expect(sunita.get_by_text("Write a sentence that says why").first).to_be_visible()
    check_page(sunita)
    sunita.get_by_label("A sentence for Maureen").fill(WORDS)
    press(sunita, "Show it to Maureen")
    expect(sunita.get_by_text("Maureen sees it from now on.")).to_be_visible()
    check_page(sunita)

    maureen.goto("/home/")
    expect(maureen.get_by_text(f"Sunita knows this place, and says: “{WORDS}”")).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("link", name="More about it"))
    expect(maureen.get_by_role("heading", name="Pointed out to you")).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Budget Buddies"))
    expect(maureen.get_by_role("heading", name="Pointed out to you")).to_be_visible()
    expect(maureen.get_by_text("Bring biscuits")).to_have_count(0)
    check_page(maureen)
    maureen.goto("/help-near-you/")
    expect(maureen.get_by_text("Known to Sunita")).to_have_count(4)
    check_page(maureen)
    maureen.goto("/help-near-you/pointed-out/")
    place = maureen.get_by_role("listitem").filter(has_text="Budget Buddies").first
    place.get_by_role("button", name="Put this away").click()
    expect(maureen.get_by_text("Put away. Nobody is told.")).to_be_visible()
    expect(maureen.get_by_text(WORDS)).to_have_count(0)
    assert HelpRequest.objects.count() == asked
