"""Sunita goes and nobody follows yet: Maureen is told, and what Sunita was just typing comes back to her."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.relationships.models import Allocation
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called

NOTE = "Rings back best after two."


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_sunita_goes_and_nobody_follows_yet(site: Site, size: str, javascript: bool) -> None:
    maureens = user_called("Maureen")
    morag, maureen, sunita = (
        site.open(who, size=size, javascript=javascript) for who in ("Morag", "Maureen", "Sunita")
    )
    morag.goto(f"/team/people/{maureens.uuid}/")
    check_page(morag)
    follow(morag.get_by_role("link", name="Say from when nobody is Maureen’s social worker"))
    check_page(morag)
    press(morag, "Save and tell Maureen")
    expect(morag.get_by_role("link", name="Write why it ends.")).to_be_visible()
    check_page(morag)
    day = timezone.localdate() + timedelta(days=3)
    for part in ("day", "month", "year"):
        morag.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))
    morag.get_by_label("Why does it end?").fill("Sunita leaves us. We look for somebody new.")
    press(morag, "Save and tell Maureen")
    expect(morag.get_by_role("heading", name="Their social worker goes")).to_be_visible()
    check_page(morag)

    maureen.goto("/home/")
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Why, and who is there for you"))
    expect(maureen.locator("#main-content")).to_contain_text("Morag is responsible for you from that day")
    check_page(maureen)

    # The day comes while Sunita writes: her words are on the page that says no.
    sunita.goto(f"/caseload/{maureens.uuid}/note/")
    sunita.locator("#main-content textarea").fill(NOTE)
    Allocation.objects.filter(person=maureens, ends_at__gt=timezone.now()).update(ends_at=timezone.now())
    follow(sunita.locator("#main-content form button[type=submit]").first)
    expect(sunita.get_by_role("heading", level=1)).to_have_text("Not saved")
    expect(sunita.locator("#main-content")).to_contain_text(NOTE)
    check_page(sunita)
