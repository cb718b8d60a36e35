"""What a PA costs: worked out without an account and without JavaScript, and carried into a plan."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from content.rules.models import EmployerRates
from content.rules.rates import tax_year_of
from planning.documents.models import Answer
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press


@pytest.fixture(autouse=True)
def _rates_of_this_year(site: Site) -> None:
    """The figures that the portal comes with, as those of the year in which the tests run."""
    EmployerRates.objects.update(starts_on=this_year())


def this_year() -> date:
    return tax_year_of(timezone.localdate())


def six_hours(page: Page) -> None:
    page.get_by_label("Hours", exact=True).fill("6")
    page.get_by_label("Pay for an hour", exact=True).fill("13.00")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_newcomer_works_it_out_and_carries_it_into_a_plan_on_trial(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    page.goto("/guidance/what-employing-someone-costs/")
    follow(page.get_by_role("link", name="Work out what your own PA would cost"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What a PA costs")
    check_page(page)
    six_hours(page)
    press(page.locator("main .govuk-button-group"), "Work it out")
    expect(page.get_by_text("£91.65 a week")).to_be_visible()
    expect(page.get_by_text("£13.00 an hour × 6 hours a week × 52 weeks = £4,056.00 a year.")).to_be_visible()
    check_page(page)

    # A second one with two kinds of hours; a mistake keeps everything that was typed.
    press(page, "Add another PA")
    second = page.get_by_role("group", name="PA 2", exact=True)
    second.get_by_label("Hours", exact=True).fill("two")
    second.get_by_label("Pay for an hour", exact=True).fill("13.50")
    press(page, "Add hours at another rate for PA 2")
    expect(second.get_by_label("Pay for an hour", exact=True).first).to_have_value("13.50")
    night = page.get_by_role("group", name="Hours and pay 2 of PA 2")
    night.get_by_label("Hours", exact=True).fill("9")
    night.get_by_label("Pay for an hour", exact=True).fill("7")
    night.get_by_label("Kind of hours").fill("Sleep-in nights")
    night.get_by_label("It is a night at which the PA may sleep").check()
    press(page.locator("main .govuk-button-group"), "Work it out")
    expect(page.get_by_role("link", name="PA 2: Write a number")).to_be_visible()
    check_page(page)
    second.get_by_label("Hours", exact=True).first.fill("2")
    press(page.locator("main .govuk-button-group"), "Work it out")
    expect(page.get_by_text("PA 2: sleep-in nights")).to_be_visible()
    expect(page.get_by_text("£7.00 an hour × 9 hours a week")).to_be_visible()
    check_page(page)

    press(page, "Take PA 2 out")
    press(page.locator("main .govuk-button-group"), "Work it out")
    # Two taps, as happens, put it there once.
    page.get_by_role("button", name="Carry this into my plan").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("How will you use your personal budget?")
    expect(page.get_by_label("What for").first).to_have_value("PA 1: wages (£13.00 an hour)")
    expect(page.get_by_label("What for")).to_have_count(4)
    check_page(page)


def test_maureen_puts_it_into_the_plan_that_she_chooses(site: Site) -> None:
    page = site.open("Maureen")
    page.goto("/documents/")
    follow(page.get_by_role("link", name="My support plan").first)
    follow(page.get_by_role("link", name="Work out what a PA costs"))
    six_hours(page)
    press(page.locator("main .govuk-button-group"), "Work it out")
    press(page, "Carry this into my plan")
    expect(page.get_by_text("Your plan has these costs now.")).to_be_visible()
    check_page(page)
    kept = Answer.objects.get(document__owner__known_as="Maureen", question_id="e4a95f42-cedf-4e11-b8c5-ac23f9b6c0d1")
    assert [entry["what_for"] for entry in kept.value][-4:] == [
        "PA 1: wages (£13.00 an hour)",
        "PA 1: cover for holidays",
        "Insurance for being an employer",
        "Payroll service",
    ]


def test_a_year_without_figures_says_so(site: Site) -> None:
    page = site.open()
    page.goto("/tools/pa-cost/")
    six_hours(page)
    following = this_year().year + 1
    page.get_by_label("Which year?").select_option(str(following))
    press(page.locator("main .govuk-button-group"), "Work it out")
    sentence = f"We do not have the figures for April {following} to April {following + 1} yet"
    expect(page.get_by_text(sentence).first).to_be_visible()
    expect(page.get_by_text("It comes to")).to_have_count(0)
    check_page(page)
