"""How far things are, from the assessment to the first money; and saying that one gets worse while one waits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from planning.clock.chores import tell_of_what_takes_too_long
from tests.factories.clock import walk
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_waiting_is_seen_and_getting_worse_is_heard(site: Site, size: str, javascript: bool) -> None:
    now = timezone.now()
    walk(user_called("Gwen"), user_called("Sunita"), now - timedelta(days=1), planning=40, sent=30)
    tell_of_what_takes_too_long(now)
    gwen, sunita, morag = (site.open(name, size=size, javascript=javascript) for name in ("Gwen", "Sunita", "Morag"))

    gwen.goto("/budget/")
    expect(gwen.get_by_role("heading", name="How far things are")).to_be_visible()
    expect(gwen.get_by_text("We owe you a decision about the plan since")).to_be_visible()
    expect(gwen.get_by_text("We told your social worker that it takes too long")).to_be_visible()
    check_page(gwen)
    follow(gwen.get_by_role("link", name="I am getting worse while I wait"))
    expect(gwen.get_by_text("Sunita is told at once.")).to_be_visible()
    check_page(gwen)
    gwen.get_by_label("What has changed?").fill("I can no longer get up the stairs.")
    press(gwen, "Tell Sunita now")
    expect(gwen.get_by_text("Nobody has read it yet.")).to_be_visible()
    check_page(gwen)

    sunita.goto("/home/")
    expect(sunita.get_by_role("heading", name="Getting worse while they wait")).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Gwen Parry").first)
    expect(sunita.get_by_text("I can no longer get up the stairs.")).to_be_visible()
    check_page(sunita)
    press(sunita, "Send to Gwen")
    expect(sunita.get_by_text("Write a word or two about what you do now.").first).to_be_visible()
    check_page(sunita)
    sunita.get_by_label("What happens now?").fill("I come tomorrow at ten, and bring a commode.")
    press(sunita, "Send to Gwen")
    expect(sunita.get_by_text("Gwen was told.")).to_be_visible()

    gwen.reload()
    expect(gwen.get_by_text("I come tomorrow at ten, and bring a commode.")).to_be_visible()
    check_page(gwen)

    morag.goto("/team/")
    follow(morag.get_by_role("link", name="How long things take"))
    line = morag.get_by_role("row").filter(has_text="Gwen")
    expect(line).to_contain_text("A decision about the plan")
    expect(line).to_contain_text("too long")
    expect(morag.get_by_text("stairs")).to_have_count(0)
    check_page(morag)
