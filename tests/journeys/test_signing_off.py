"""Boundary and Above the limit, who may agree which sum, and what Amira sees."""

import pytest
from playwright.sync_api import Page, expect

from planning.documents.models import Document
from planning.signing_off.models import SignOff
from tests.factories.signing_off import cost, sent
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_100_pounds_sunita_can_sign_and_a_penny_more_she_cannot(site: Site, size: str, javascript: bool) -> None:
    gwen, sunita = user_called("Gwen"), site.open("Sunita", size=size, javascript=javascript)
    within, above = sent(gwen, cost("100.00")), sent(gwen, cost("100.01"))
    sunita.goto(above.get_absolute_url())
    expect(sunita.get_by_text("£100.01").first).to_be_visible()
    expect(sunita.get_by_role("link", name="Agree this plan")).to_have_count(0)
    check_page(sunita)
    sunita.goto(within.get_absolute_url())
    follow(sunita.get_by_role("link", name="Agree this plan").first)
    sunita.get_by_label("Why do you agree it?").fill("It does what Gwen wants.")
    part = sunita.get_by_role("group", name="Part 1", exact=True)
    part.get_by_label("What kind of reason").select_option("needs_changed")
    part.get_by_label("The reason in words").fill("The hospital found more.")
    check_page(sunita)
    press(sunita, "Agree this plan")
    expect(sunita.get_by_text("Agreed. Gwen is told.")).to_be_visible()


def decides_no(yusuf: Page) -> None:
    yusuf.goto("/team/deciding/")
    check_page(yusuf)
    follow(yusuf.get_by_role("link", name="Amira Haddad, born 1997"))
    expect(yusuf.get_by_text("Steph: ten hours, mornings").first).to_be_visible()
    check_page(yusuf)
    follow(yusuf.get_by_role("link", name="Do not agree it").first)
    yusuf.get_by_label("The same needs can be met in another way").check()
    yusuf.get_by_label("The reason in words").fill("A shared driver would do.")
    check_page(yusuf)
    press(yusuf, "Do not agree it")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_above_the_limit(site: Site, size: str, javascript: bool) -> None:
    amira, yusuf = (site.open(who, size=size, javascript=javascript) for who in ("Amira", "Yusuf"))
    waits = SignOff.objects.get(version__document__owner__known_as="Amira")
    amira.goto("/home/")
    expect(amira.get_by_text("It is with Yusuf, who decides about it.").first).to_be_visible()
    decides_no(yusuf)
    # The draft and its conversation are not for him.
    base = Document.objects.get(pk=waits.version.document_id).get_absolute_url()
    response = yusuf.goto(base)
    assert response and response.status == 404
    amira.goto(waits.get_absolute_url())
    expect(amira.get_by_text("A shared driver would do.")).to_be_visible()
    check_page(amira)
    follow(amira.get_by_role("link", name="Ask to have it looked at again"))
    amira.get_by_label("What would you like to have looked at again, and why?").fill("I work odd hours.")
    check_page(amira)
    press(amira, "Ask for it")
    expect(amira.get_by_text("Somebody answers in writing by")).to_be_visible()
    check_page(amira)
