"""Ruth, who cares for her husband, is asked how she is, finds help for herself, and steps back."""

import pytest
from playwright.sync_api import expect

from portal.notifications.models import Notice
from portal.relationships.models import MIND_CHANGES_FOR, CircleMembership
from portal.relationships.services import tell_of_stepping_back
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called

WORDS = "I have not slept through since August."


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_tired_wife_finds_help_for_herself_and_steps_back(site: Site, size: str, javascript: bool) -> None:
    ruth, alan = (site.open(name, size=size, javascript=javascript) for name in ("Ruth", "Alan"))
    ruth.goto("/home/")
    check_page(ruth)
    follow(ruth.get_by_role("link", name="Say how you are"))
    check_page(ruth)
    press(ruth, "Keep it")
    expect(ruth.get_by_role("link", name="Choose one of the three")).to_be_visible()
    check_page(ruth)
    ruth.get_by_label("I cannot go on like this").check()
    ruth.get_by_label("Is there anything you want to write down?").fill(WORDS)
    press(ruth, "Keep it")
    expect(ruth.get_by_role("heading", name="Ring somebody today")).to_be_visible()
    expect(ruth.locator("main").get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(ruth.get_by_text("section 10 of the Care Act 2014")).to_be_visible()
    expect(ruth.get_by_role("link", name="Northmoor Carers’ Centre")).to_be_visible()
    check_page(ruth)

    press(ruth, "Step back from helping Alan")
    expect(ruth.get_by_role("heading", name="You have stepped back from helping Alan")).to_be_visible()
    check_page(ruth)
    press(ruth, "Go on helping Alan")
    expect(ruth.get_by_text("You help Alan, as before. We told nobody.")).to_be_visible()
    check_page(ruth)
    press(ruth, "Step back from helping Alan")
    expect(ruth.get_by_role("heading", name="You have stepped back from helping Alan")).to_be_visible()
    ruth.goto("/home/")
    expect(ruth.get_by_role("heading", name="Hello Ruth")).to_be_visible()
    expect(ruth.get_by_text("Alan’s plan")).to_have_count(0)
    expect(ruth.get_by_role("link", name="Say how you are")).to_have_count(0)

    place = CircleMembership.objects.get(supporter=user_called("Ruth"))
    assert place.stepped_back_at is not None
    assert not Notice.objects.filter(user=user_called("Alan"), path="/people/", read_at=None).exists()
    tell_of_stepping_back(at=place.stepped_back_at + MIND_CHANGES_FOR)
    alan.goto("/home/")
    follow(alan.get_by_role("link", name="Somebody left your circle."))
    expect(alan.get_by_role("heading", name="Ruth has stepped back")).to_be_visible()
    expect(alan.get_by_role("link", name="Look for help near you")).to_be_visible()
    expect(alan.get_by_text(WORDS)).to_have_count(0)
    check_page(alan)
