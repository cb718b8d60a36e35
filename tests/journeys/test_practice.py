"""Trying things out with nobody's money: a made-up year, and a short course."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

CHOICES = [
    "Asha, for 4 hours a week",
    "A community minibus, £6 a week",
    "A cleaner every two weeks, which is £16 a week",
    "A repair, £85",
    "A stand-in PA for 8 hours in all, £108",
    "Bea stands in for 6 hours in all, £81",
    "Go, and share a helper with two others, £45",
    "Keep it, and ask what may be kept",
]


def chooses(page: Page, words: str) -> None:
    page.get_by_label(words, exact=True).check()
    press(page, "Choose this")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_somebody_plays_a_year_goes_back_and_tries_another_way(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    page.goto("/")
    follow(page.get_by_role("link", name="Practise with a budget"))
    check_page(page)
    follow(page.get_by_role("link", name="A year with Della"))
    expect(page.get_by_text("It is nobody’s real money")).to_be_visible()
    check_page(page)
    for number, words in enumerate(CHOICES, start=1):
        expect(page.get_by_text(f"Choice {number} of 8")).to_be_visible()
        chooses(page, words)
        expect(page.get_by_text(f"You chose: {words}")).to_be_visible()
        if number in {1, 4}:
            check_page(page)
        if number == 2:
            press(page, "Choose this")
            expect(page.get_by_text("Choose one of these to go on.")).to_be_visible()
            check_page(page)
    expect(page.get_by_role("heading", name="The year is over")).to_be_visible()
    # 7280 - 54 × 52 - 6 × 48 - 16 × 42 - 85 - 108 - 81 - 45, and £6 a week put by, less what Bea had of it.
    expect(page.get_by_text("£2,962.00 of £7,280.00 is left, and £231.00 is still put by")).to_be_visible()
    check_page(page)
    page.reload()
    expect(page.get_by_role("heading", name="The year is over")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Choice 8 of 8")).to_be_visible()
    page.go_forward()
    follow(page.get_by_role("link", name="Try another way at choice 4"))
    expect(page.get_by_role("heading", name="The washing machine breaks")).to_be_visible()
    chooses(page, "Ask a local charity for a used one")
    expect(page.get_by_text("Jo washes until then.")).to_be_visible()
    follow(page.get_by_role("link", name="Begin again"))
    expect(page.get_by_text("Choice 1 of 8")).to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_somebody_takes_a_course_and_tries_the_exercises(site: Site, size: str, javascript: bool) -> None:
    page = site.open(size=size, javascript=javascript)
    page.goto("/courses/")
    check_page(page)
    follow(page.get_by_role("link", name="Your budget in plain words"))
    page.get_by_label("The personal budget", exact=True).check()
    press(page, "See what there is to say")
    expect(page.get_by_text("It is easy to mix the two up.")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Next: A week and a year"))
    page.get_by_label("A club costs £8 a week. What is that in a year of 52 weeks?").fill("£416")
    press(page, "Look at the sum")
    expect(page.get_by_text("Yes: £416.00.")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Next: What to put by"))
    page.get_by_label("Holiday of a PA").check()
    page.get_by_label("A washing machine that may break").check()
    press(page, "See what there is to say")
    expect(page.get_by_text("It depends on your plan.")).to_be_visible()
    check_page(page)
    page.goto("/courses/asking-for-what-you-need/")
    box = page.get_by_role("textbox", name="Say it your way: “With")
    box.fill("With a taxi I could sing again.")
    page.get_by_text("How somebody else said it").first.click()
    expect(page.get_by_text("I have not been out in the evening since March.")).to_be_visible()
    expect(box).to_have_value("With a taxi I could sing again.")
    check_page(page)
    follow(page.get_by_role("link", name="Next: Ask for reasons"))
    check_page(page)
