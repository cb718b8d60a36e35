"""Hours of a PA: written down on a phone, the same as last week, paid, and in the diary."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from content.rules.models import EmployerRates
from planning.diary.models import MoneyDiary
from planning.timesheets.lookup import monday_of
from tests.factories.diary import make_diary
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called
from tests.journeys.test_pa_cost import this_year


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_hours_become_wages(site: Site, size: str, javascript: bool) -> None:
    EmployerRates.objects.update(starts_on=this_year())
    began = timezone.localdate() - timedelta(days=28)
    diary: MoneyDiary = make_diary(user_called("Maureen"), begins_on=began, title="For my PA")
    page = site.open("Maureen", size=size, javascript=javascript)
    page.goto(diary.get_absolute_url())
    follow(page.get_by_role("link", name="Write down the hours of a PA"))
    expect(page.get_by_role("heading", name="Nobody is written down yet")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Write down who works for you"))
    page.get_by_label("What do you call them?").fill("Ana")
    page.get_by_label("What is an hour paid?").fill("13")
    when = page.get_by_role("group", name="When did they begin to work for you?")
    for part, number in (("Day", began.day), ("Month", began.month), ("Year", began.year)):
        when.get_by_label(part).fill(str(number))
    check_page(page)
    press(page, "Save")

    follow(page.get_by_role("link", name="Last week", exact=True))
    for day, hours in (("Monday", "2"), ("Wednesday", "2"), ("Friday", "2:00")):
        page.get_by_label(day).fill(hours)
    check_page(page)
    press(page, "Save these hours")
    expect(page.get_by_text("£78.00")).to_be_visible()
    check_page(page)

    # This week was the same: one press.
    page.goto(page.url.replace(*((monday_of(timezone.localdate()) - timedelta(days=n)).isoformat() for n in (7, 0))))
    page.get_by_role("button", name="The same as the week of").click()
    expect(page.get_by_text("£78.00")).to_be_visible()
    follow(page.get_by_role("link", name="I have paid this"))
    expect(page.get_by_label("How much did they get?")).to_have_value("78.00")
    check_page(page)
    press(page, "Put it in the diary")
    expect(page.get_by_text("£78.00 for Ana is in the diary now.")).to_be_visible()
    check_page(page)

    # The diary has the wages, and keeps back those of the week before, and holiday.
    page.goto(diary.get_absolute_url())
    expect(page.get_by_role("rowheader", name="Wages for Ana")).to_have_count(1)
    expect(page.get_by_text("Wages that are not paid yet")).to_be_visible()
    expect(page.get_by_text("Holiday pay for Ana")).to_be_visible()
    check_page(page)
