"""Sunita offers Desmond time to have a go; Desmond picks how to plan, and the day to talk."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.routes.models import HaveAGo
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


def types_a_day(page: Page, day: date) -> None:
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(number))


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_sunita_offers_a_week_and_desmond_chooses_the_day_and_the_way(site: Site, size: str, javascript: bool) -> None:
    desmond, day = user_called("Desmond"), timezone.localdate() + timedelta(days=9)
    plan = desmond.documents.get(question_set_version__question_set__kind="support_plan")
    his, sunita = (site.open(who, size=size, javascript=javascript) for who in ("Desmond", "Sunita"))

    sunita.goto(f"/caseload/{desmond.uuid}/")
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Offer it"))
    sunita.get_by_label("A few pointers").fill("Begin with a good week.")
    types_a_day(sunita, day - timedelta(days=40))
    press(sunita, "Offer it to Desmond")
    expect(sunita.get_by_label("A few pointers")).to_have_value("Begin with a good week.")
    check_page(sunita)
    types_a_day(sunita, day)
    press(sunita, "Offer it to Desmond")
    expect(sunita.get_by_text("Desmond can see it now.")).to_be_visible()

    his.goto("/home/")
    check_page(his)
    follow(his.get_by_role("link", name="Look at the offer"))
    expect(his.get_by_text("Begin with a good week.")).to_be_visible()
    check_page(his)
    his.get_by_text("Another day is better").click()
    types_a_day(his, day + timedelta(days=1))
    press(his, "Ask for this day")
    expect(his.get_by_text("We tell your social worker which day suits you better.")).to_be_visible()
    check_page(his)

    sunita.goto(f"/caseload/{desmond.uuid}/have-a-go/")
    check_page(sunita)
    follow(sunita.get_by_role("button", name="Yes, "))
    expect(sunita.get_by_text("Agreed. We tell Desmond.")).to_be_visible()
    assert HaveAGo.objects.get(person=desmond).talk_on == day + timedelta(days=1)

    his.goto("/home/")
    expect(his.get_by_text("Nobody asks before then.")).to_be_visible()
    check_page(his)
    his.goto(plan.get_absolute_url())
    follow(his.get_by_role("link", name="Choose how"))
    check_page(his)
    his.get_by_label("With family or friends").check()
    press(his, "Plan this way")
    expect(his.get_by_role("link", name="Choose who sees it, and who writes with you")).to_be_visible()
    his.get_by_text("Pointers from Sunita").click()
    expect(his.get_by_text("Begin with a good week.")).to_be_visible()
    check_page(his)

    sunita.goto(plan.get_absolute_url())
    expect(sunita.get_by_text("Desmond plans this with family or friends.")).to_be_visible()
    check_page(sunita)
