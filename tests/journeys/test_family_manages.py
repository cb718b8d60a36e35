"""The case “Family manages”: Jan, Tom’s nominee, edits the money, and Tom sees it.

That she cannot find his private notes or thread on any page that she can reach stands in
tests/integration/planning/diary/test_family.py; here she looks for them where one would look first.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from community.messaging.models import Thread
from planning.diary.models import MoneyDiary
from planning.documents.models import Answer
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called

# What Tom keeps to himself: in his plan, and in his thread with Sunita.
NOTE, THREAD = "kingfisher", "Can we do it every week?"


def jan_edits_the_money(jan: Page) -> None:
    jan.goto("/home/")
    follow(jan.get_by_role("link", name="Tom’s money", exact=True).first)
    check_page(jan)
    follow(jan.locator("main").get_by_role("link", name="My money diary", exact=True))
    check_page(jan)
    follow(jan.get_by_role("link", name="Add money out"))
    check_page(jan)
    jan.get_by_label("How much?").fill("14")
    jan.get_by_label("What for?").fill("Wellies for the farm")
    jan.get_by_label("Which part of the plan is it for?").select_option(label="Farm day")
    press(jan, "Write it down")
    expect(jan.get_by_text("Written down: £14.00 out for “Wellies for the farm”.")).to_be_visible()
    follow(jan.get_by_role("link", name="Wellies for the farm"))
    check_page(jan)
    jan.get_by_label("How much?").fill("41.00")
    press(jan, "Save")
    expect(jan.get_by_role("row", name="Wellies for the farm")).to_contain_text("£41.00")


def tom_sees_it(tom: Page) -> None:
    tom.goto("/notices/")
    follow(tom.locator("main").get_by_role("link", name="money").first)
    expect(tom.get_by_text("Jan changed “Wellies for the farm”: £14.00 is £41.00 now.")).to_be_visible()
    follow(tom.get_by_role("link", name=re.compile("^Jan ")))
    expect(tom.get_by_role("heading", name="What Jan did")).to_be_visible()
    check_page(tom)
    follow(tom.get_by_role("link", name="Show it with pictures"))
    assert tom.locator(".imw-pictogram").count() == tom.locator(".imw-deeds > li").count()
    check_page(tom)
    follow(tom.get_by_role("link", name="My money diary", exact=True).first)
    tom.goto("/budget/diary/")
    follow(tom.locator("main li").get_by_role("link", name="My money diary"))
    expect(tom.get_by_role("row", name="Wellies for the farm")).to_contain_text("£41.00")
    follow(tom.get_by_role("link", name="See it in pictures"))
    expect(tom.get_by_text("went out.")).to_be_visible()
    check_page(tom)


def jan_finds_nothing_that_is_his_alone(jan: Page) -> None:
    tom = user_called("Tom")
    thread = Thread.objects.get(person=tom, messages__words__contains=THREAD)
    assert Answer.objects.filter(document__owner=tom, value__icontains=NOTE).exists(), "there is something to find"
    for page in ("/home/", "/messages/", "/people/", "/documents/", f"/budget/of/{tom.uuid}/"):
        jan.goto(page)
        expect(jan.locator("main").get_by_text(THREAD)).to_have_count(0)
    for plan in tom.documents.all():
        jan.goto(plan.get_absolute_url())
        expect(jan.locator("main").get_by_text(NOTE)).to_have_count(0)
    response = jan.goto(thread.get_absolute_url())
    assert response and response.status == 404
    check_page(jan)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_jan_edits_the_money_and_tom_sees_it(site: Site, size: str, javascript: bool) -> None:
    jan = site.open("Jan", size=size, javascript=javascript)
    jan_edits_the_money(jan)
    tom_sees_it(site.open("Tom", size=size, javascript=javascript))
    jan_finds_nothing_that_is_his_alone(jan)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_two_in_the_diary_at_once_lose_nothing(site: Site, size: str, javascript: bool) -> None:
    jan, tom = (site.open(name, size=size, javascript=javascript) for name in ("Jan", "Tom"))
    entry = MoneyDiary.objects.get(person__known_as="Tom").entries.kept().newest_first()[0]
    for page in (jan, tom):
        page.goto(entry.get_absolute_url())
    tom.get_by_label("A note").fill("From Tom")
    press(tom, "Save")
    jan.get_by_label("A note").fill("From Jan")
    press(jan, "Save")
    expect(jan.get_by_role("heading", name="Two of you changed this")).to_be_visible()
    check_page(jan)
    for note in ("From Tom", "From Jan"):
        expect(jan.get_by_text(note)).to_be_visible()
    press(jan, "Keep what I wrote")
    jan.goto(entry.get_absolute_url())
    expect(jan.get_by_label("A note")).to_have_value("From Jan")
    press(jan, "Take it out")
    expect(jan.get_by_text("Taken out:")).to_be_visible()
    check_page(jan)
    press(jan, "Put it back")
    expect(jan.get_by_text("Put back:")).to_be_visible()
