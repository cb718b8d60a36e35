"""A bank statement: a file, its columns, its lines, and a diary in which nothing stands twice."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.diary.models import MoneyDiary
from tests.factories.diary import make_diary, write
from tests.factories.money import let_see_money
from tests.factories.statements import make_plan
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called
from tests.journeys.test_pa_cost import this_year

FILE = """Account;****2233

Date;Type;Description;Paid out;Paid in;Balance
{day};DD;SPARKLE CLEANING LTD;£24.00;;£176.00
{day};BGC;NORTHMOOR COUNCIL;;£96.00;£272.00
31/02/2026;CARD;ODD DAY;£1.00;;£271.00
{day};CARD;SWIMMING POOL CAFE;£3.20;;£267.80
"""


def choose(page: Page) -> None:
    day = f"{timezone.localdate():%d/%m/%Y}"
    content = FILE.format(day=day).encode("utf-16")
    page.get_by_label("The CSV file from your bank").set_input_files(
        {"name": "statement.csv", "mimeType": "text/csv", "buffer": content}
    )
    press(page, "Bring it in")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_statement_becomes_entries_with_a_yes(site: Site, size: str, javascript: bool) -> None:
    maureen = user_called("Maureen")
    diary: MoneyDiary = make_diary(maureen, begins_on=this_year(), document=make_plan(maureen), title="Bank money")
    write(diary, "3.20", "Cake after the pool", day=timezone.localdate())
    page = site.open("Maureen", size=size, javascript=javascript)
    page.goto(diary.get_absolute_url())
    follow(page.get_by_role("link", name="Bring in a bank statement"))
    check_page(page)
    choose(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("What do the columns mean?")
    expect(page.get_by_role("rowheader", name="SPARKLE CLEANING LTD")).to_be_visible()
    check_page(page)
    press(page, "Yes, this is right")

    expect(page.get_by_role("button", name="Add all 2 lines")).to_be_visible()
    check_page(page)
    page.get_by_label("Part of the plan for SPARKLE CLEANING LTD").select_option(label="Cleaning")
    press(page, "Add SPARKLE CLEANING LTD")
    expect(page.get_by_text("1 line is in the diary now.")).to_be_visible()
    follow(page.get_by_role("link", name="Not read"))
    expect(page.get_by_text("We cannot read “31/02/2026” as a day.")).to_be_visible()
    follow(page.get_by_role("link", name="Maybe in the diary already"))
    expect(page.get_by_text("The diary has “Cake after the pool” with the same day and sum.")).to_be_visible()
    check_page(page)
    press(page, "Leave out SWIMMING POOL CAFE")

    # Another day: the session is over, and the list is still there.
    page.context.clear_cookies()
    page = site.open("Maureen", size=size, javascript=javascript)
    page.goto(f"{diary.get_absolute_url()}statement/")
    follow(page.get_by_role("link", name="statement.csv", exact=True))
    press(page, "Add NORTHMOOR COUNCIL")
    expect(page.get_by_text("Every line has been looked at.")).to_be_visible()
    follow(page.get_by_role("link", name="Go to the diary"))
    expect(page.get_by_role("rowheader", name="SPARKLE CLEANING LTD")).to_have_count(1)
    expect(page.get_by_role("rowheader", name="NORTHMOOR COUNCIL")).to_be_visible()

    # The same file once more adds nothing.
    page.goto(f"{diary.get_absolute_url()}statement/")
    choose(page)
    expect(page.get_by_text("This file was brought in before.")).to_be_visible()
    assert diary.entries.kept().count() == 3


def test_whoever_only_sees_the_money_brings_nothing_in(site: Site) -> None:
    maureen = user_called("Maureen")
    diary: MoneyDiary = make_diary(maureen, begins_on=this_year())
    let_see_money(maureen.circle.get(supporter=user_called("Beth")))
    page = site.open("Beth")
    page.goto(diary.get_absolute_url())
    expect(page.get_by_role("link", name="Bring in a bank statement")).to_have_count(0)
    answer = page.goto(f"{diary.get_absolute_url()}statement/")
    assert answer and answer.status == 403


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_reference_without_a_space_pushes_no_sum_off_the_page(site: Site, size: str) -> None:
    maureen = user_called("Maureen")
    diary = make_diary(maureen, begins_on=this_year())
    write(diary, "3.20", "NORTHMOORPAYREF" * 7, day=timezone.localdate())
    page = site.open("Maureen", size=size)
    page.goto(diary.get_absolute_url())
    check_page(page)
