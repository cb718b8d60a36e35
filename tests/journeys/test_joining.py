"""Iris meets Sunita: a code on paper, an assessment, and a first figure that Iris sees at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from planning.assessments.models import Assessment, IndicativeBudget
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


def gives_a_code(page: Page) -> str:
    page.goto("/joining-codes/")
    check_page(page)
    page.get_by_role("textbox").first.fill("Iris, met at home")
    press(page, "Make a code")
    check_page(page)
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.locator("main").inner_text())
    assert found
    return found.group(0)


def joins(page: Page, code: str) -> None:
    page.goto("/join/")
    check_page(page)
    page.get_by_label("The code").fill("AAAA-AAAA")
    press(page, "Use this code")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("The code")).to_have_value("AAAA-AAAA")
    check_page(page)
    page.get_by_label("The code").fill(f" {code.lower()} ")
    press(page, "Use this code")
    expect(page.get_by_text("Sunita").first).to_be_visible()
    check_page(page)


def records_the_assessment(page: Page) -> None:
    follow(page.get_by_role("link", name="Record the assessment"))
    check_page(page)
    for part, number in (("Day", "3"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(number)
    page.get_by_label("What does this person need help with?").fill("Steps, and the bath.")
    page.get_by_role("group", name="Keeping clean").get_by_role("radio").first.check()
    check_page(page)
    press(page, "Save the assessment")
    expect(page.get_by_text("The assessment is recorded. Iris can read it.")).to_be_visible()
    check_page(page)


def sets_the_figure(page: Page) -> None:
    """From the person's page: one link, one field, one button."""
    follow(page.get_by_role("link", name="Set the figure"))
    expect(page.locator("main").get_by_role("textbox")).to_have_count(1)
    expect(page.locator("main form button")).to_have_count(1)
    page.get_by_label("Indicative budget").fill("about a hundred")
    press(page, "Save and show it to Iris")
    expect(page.get_by_label("Indicative budget")).to_have_value("about a hundred")
    assert not IndicativeBudget.objects.filter(person=user_called("Iris")).exists()
    check_page(page)
    page.get_by_label("Indicative budget").fill("96")
    press(page, "Save and show it to Iris")
    expect(page.get_by_text("Iris can see it now: £96.00 a week.")).to_be_visible()
    check_page(page)


def plans_a_cost(page: Page) -> None:
    page.goto("/documents/new/")
    check_page(page)
    press(page, "Begin My support plan")
    page.goto(f"{page.url}step/your-budget/")
    page.get_by_label("What for").first.fill("Somebody for the bath")
    page.get_by_label("How much").first.fill("15")
    page.get_by_label("How many of these").first.fill("2")
    page.get_by_label("How often").first.select_option(label="a week")
    press(page, "Save and continue")
    press(page, "Save and go back")
    adds_up = page.get_by_role("heading", name="What this adds up to").locator("..")
    expect(adds_up).to_contain_text("£30.00")
    expect(adds_up).to_contain_text("£96.00")
    expect(adds_up).to_contain_text("£66.00")
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_code_an_assessment_and_the_first_figure(site: Site, size: str, javascript: bool) -> None:
    sunita = site.open("Sunita", size=size, javascript=javascript)
    iris = site.open("Iris", size=size, javascript=javascript)
    joins(iris, gives_a_code(sunita))

    sunita.goto("/caseload/")
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Iris").first)
    check_page(sunita)
    records_the_assessment(sunita)
    assert Assessment.objects.get(person=user_called("Iris")).eligibility
    sets_the_figure(sunita)

    iris.goto("/home/")
    expect(iris.get_by_text("£96.00").first).to_be_visible()
    expect(iris.get_by_text("our first figure; it may change").first).to_be_visible()
    expect(iris.get_by_text("Sunita").first).to_be_visible()
    check_page(iris)
    plans_a_cost(iris)
    iris.goto("/budget/")
    expect(iris.get_by_text("£30.00").first).to_be_visible()
    expect(iris.get_by_text("Steps, and the bath.")).to_be_visible()
    check_page(iris)
