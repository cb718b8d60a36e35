"""Maureen shares some days of her diary for a money check; Sunita asks about one line, and closes it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.diary import make_diary, write
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_money_check_shows_what_was_shared_and_is_closed(site: Site, size: str, javascript: bool) -> None:
    today = timezone.localdate()
    diary = make_diary(user_called("Maureen"), title="The everyday money", begins_on=today - timedelta(days=80))
    write(diary, "18.00", "Two hours of cleaning", day=today - timedelta(days=10))
    write(diary, "9.40", "Taxi to choir", day=today - timedelta(days=5))
    maureen, sunita = (site.open(name, size=size, javascript=javascript) for name in ("Maureen", "Sunita"))

    sunita.goto(f"/caseload/{user_called('Maureen').uuid}/")
    follow(sunita.get_by_role("link", name="Ask for a money check"))
    check_page(sunita)
    sunita.get_by_label("Why would you like to look").fill("It is half a year now. I would like to see if it works.")
    press(sunita, "Ask Maureen")
    expect(sunita.get_by_text("Maureen was told.")).to_be_visible()

    maureen.goto("/budget/")
    expect(maureen.get_by_text("It is half a year now.")).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Choose what to share"))
    check_page(maureen)
    press(maureen, "Show me what is shared")
    expect(maureen.get_by_role("heading", name="Exactly this is shared")).to_be_visible()
    expect(maureen.get_by_role("row").filter(has_text="Taxi to choir")).to_be_visible()
    check_page(maureen)
    press(maureen, "Share it with Sunita")
    expect(maureen.get_by_text("Sunita can see these entries now, and nothing else.")).to_be_visible()
    check_page(maureen)

    sunita.goto("/home/")
    follow(sunita.locator("section", has_text="Money checks").get_by_role("link", name="Maureen Ashby").first)
    expect(sunita.get_by_text("It is not a review of the plan")).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Taxi to choir"))
    sunita.get_by_label("What would you like to know?").fill("Was that there and back?")
    press(sunita, "Ask Maureen")
    expect(sunita.get_by_text("Was that there and back?")).to_be_visible()
    check_page(sunita)

    maureen.goto("/budget/")
    expect(maureen.get_by_text("a question for you")).to_be_visible()
    follow(maureen.locator("section", has_text="Money checks").get_by_role("link", name=" to ").first)
    follow(maureen.get_by_role("link", name="Taxi to choir"))
    maureen.get_by_label("Your answer").fill("Yes, both ways.")
    press(maureen, "Send the answer")
    expect(maureen.get_by_text("Yes, both ways.")).to_be_visible()
    check_page(maureen)

    sunita.reload()
    expect(sunita.get_by_text("Yes, both ways.")).to_be_visible()
    follow(sunita.get_by_role("link", name="The money check"))
    sunita.get_by_label("A word to them").fill("Thank you, all is clear.")
    press(sunita, "Close it and tell Maureen")
    expect(sunita.get_by_text("They say: Thank you, all is clear.")).to_be_visible()

    follow(maureen.get_by_role("link", name="The money check"))
    expect(maureen.get_by_text("Sunita closed it")).to_be_visible()
    press(maureen, "Take it back")
    expect(maureen.get_by_role("heading", name="Taken back")).to_be_visible()
    check_page(maureen)
    sunita.reload()
    expect(sunita.get_by_text("Taxi to choir")).to_have_count(0)
