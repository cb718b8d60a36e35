"""Boundary and Above the limit, who may agree which sum, and what Amira sees."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.documents.models import Document
from planning.signing_off.enums import State
from planning.signing_off.models import SignOff
from tests.factories.signing_off import cost, sent
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called
from tests.journeys.test_have_a_go import types_a_day


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_100_pounds_sunita_can_sign_and_a_penny_more_she_cannot(site: Site, size: str, javascript: bool) -> None:
    gwen, sunita = user_called("Gwen"), site.open("Sunita", size=size, javascript=javascript)
    within, above = sent(gwen, cost("100.00")), sent(gwen, cost("100.01"))
    sunita.goto(above.get_absolute_url())
    expect(sunita.get_by_text("£100.01").first).to_be_visible()
    expect(sunita.get_by_role("link", name="Agree this plan")).to_have_count(0)
    check_page(sunita)
    refused = sunita.goto(f"{above.get_absolute_url()}agree/")
    assert refused and refused.status == 403
    sunita.goto(within.get_absolute_url())
    follow(sunita.get_by_role("link", name="Agree this plan").first)
    sunita.get_by_label("Why do you agree it?").fill("It does what Gwen wants.")
    part = sunita.get_by_role("group", name="Part 1", exact=True)
    part.get_by_label("What kind of reason").select_option("needs_changed")
    part.get_by_label("The reason in words").fill("The hospital found more.")
    check_page(sunita)
    press(sunita, "Agree this plan")
    expect(sunita.get_by_text("Agreed. Gwen is told.")).to_be_visible()
    above.refresh_from_db()
    assert (above.state, within.decisions.get().decided_by.known_as) == (State.WITH_MANAGER, "Sunita")


def amiras() -> SignOff:
    """Her £412 a week, which the demonstration has sent."""
    found: SignOff = SignOff.objects.get(version__document__owner__known_as="Amira")
    assert str(found.counts) == "412.00"
    return found


def opens_it(yusuf: Page) -> None:
    """From what waits for him, above what Hana agrees alone."""
    yusuf.goto("/team/deciding/")
    check_page(yusuf)
    expect(yusuf.get_by_role("row").filter(has_text="Amira Haddad")).to_contain_text("£412.00")
    follow(yusuf.get_by_role("link", name="Amira Haddad, born 1997"))
    expect(yusuf.get_by_text("Steph: ten hours, mornings").first).to_be_visible()
    check_page(yusuf)


def cannot_alter_the_text(yusuf: Page, waits: SignOff) -> None:
    """There is nothing to write in beside her words; the draft and its conversation are not for him."""
    yusuf.goto(waits.get_absolute_url())
    expect(yusuf.locator("main textarea, main [contenteditable]")).to_have_count(0)
    base = Document.objects.get(pk=waits.version.document_id).get_absolute_url()
    for page in (base, f"{base}step/your-budget/", f"{base}comments/", f"{base}versions/1/back/"):
        response = yusuf.goto(page)
        assert response and response.status in (403, 404), page


def decides_no(yusuf: Page) -> None:
    opens_it(yusuf)
    follow(yusuf.get_by_role("link", name="Do not agree it").first)
    yusuf.get_by_label("The same needs can be met in another way").check()
    press(yusuf, "Do not agree it")
    expect(yusuf.get_by_text("Write the reason in words. The person reads them.").first).to_be_visible()
    yusuf.get_by_label("The reason in words").fill("A shared driver would do.")
    check_page(yusuf)
    press(yusuf, "Do not agree it")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_above_the_limit(site: Site, size: str, javascript: bool) -> None:
    amira, yusuf = (site.open(who, size=size, javascript=javascript) for who in ("Amira", "Yusuf"))
    waits = amiras()
    as_sent = waits.version.snapshot
    amira.goto("/home/")
    expect(amira.get_by_text("It is with Yusuf, who decides about it.").first).to_be_visible()
    decides_no(yusuf)
    cannot_alter_the_text(yusuf, waits)
    amira.goto(waits.get_absolute_url())
    expect(amira.get_by_text("A shared driver would do.")).to_be_visible()
    check_page(amira)
    follow(amira.get_by_role("link", name="Ask to have it looked at again"))
    amira.get_by_label("What would you like to have looked at again, and why?").fill("I work odd hours.")
    check_page(amira)
    press(amira, "Ask for it")
    expect(amira.get_by_text("Somebody answers in writing by")).to_be_visible()
    check_page(amira)
    assert amiras().version.snapshot == as_sent


def asks_first(yusuf: Page) -> None:
    opens_it(yusuf)
    follow(yusuf.get_by_role("link", name="Ask a question").first)
    yusuf.get_by_label("What do you need to know?").fill("Who comes when Steph is ill?")
    check_page(yusuf)
    press(yusuf, "Ask a question")


def answers(amira: Page, waits: SignOff) -> None:
    """She sees that it waits for her, and what was asked."""
    amira.goto("/home/")
    check_page(amira)
    amira.goto(waits.get_absolute_url())
    expect(amira.get_by_text("A question waits for you").first).to_be_visible()
    expect(amira.get_by_text("Who comes when Steph is ill?").first).to_be_visible()
    check_page(amira)
    follow(amira.get_by_role("link", name="Answer the question"))
    amira.get_by_label("Your answer").fill("Marek does, and the cover is in the plan.")
    check_page(amira)
    press(amira, "Answer the question")


def records_the_panel(yusuf: Page, waits: SignOff) -> None:
    """What the panel decided yesterday, in its own words; of a panel that has not met there is nothing to record."""
    yusuf.goto(waits.get_absolute_url())
    expect(yusuf.get_by_text("Marek does, and the cover is in the plan.").first).to_be_visible()
    follow(yusuf.get_by_role("link", name="Agree this plan").first)
    yusuf.get_by_label("Why do you agree it?").fill("It keeps her in her work.")
    types_a_day(yusuf, timezone.localdate() + timedelta(days=1))
    press(yusuf, "Agree this plan")
    expect(yusuf.get_by_text("The panel has not met yet.").first).to_be_visible()
    types_a_day(yusuf, timezone.localdate() - timedelta(days=1))
    check_page(yusuf)
    press(yusuf, "Agree this plan")
    expect(yusuf.get_by_text("Agreed. Amira is told.")).to_be_visible()
    check_page(yusuf)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_panel_decides_and_the_manager_records_it(site: Site, size: str, javascript: bool) -> None:
    amira, yusuf = (site.open(who, size=size, javascript=javascript) for who in ("Amira", "Yusuf"))
    waits = amiras()
    as_sent = waits.version.snapshot
    asks_first(yusuf)
    answers(amira, waits)
    records_the_panel(yusuf, waits)
    cannot_alter_the_text(yusuf, waits)
    # Amira sees who decided, why, what it comes to, and how to challenge it.
    amira.goto(waits.get_absolute_url())
    for words in ("A panel, on", "It keeps her in her work.", "£412.00"):
        expect(amira.get_by_text(words).first).to_be_visible()
    expect(amira.get_by_role("link", name="Ask to have it looked at again")).to_be_visible()
    expect(amira.get_by_text("An advocate can help you with it.")).to_be_visible()
    check_page(amira)
    assert amiras().version.snapshot == as_sent
