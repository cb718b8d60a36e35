"""A PA job description: duties become hours, hours become a cost, and the answers three papers."""

import io

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from content.rules.models import EmployerRates
from content.rules.rates import tax_year_of
from planning.documents.models import Document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press


@pytest.fixture(autouse=True)
def _rates_of_this_year(site: Site) -> None:
    """The figures that the portal comes with, as those of the year in which the tests run."""
    EmployerRates.objects.update(starts_on=tax_year_of(timezone.localdate()))


def goes_to(page: Page, step: str) -> None:
    job = Document.objects.get(owner__known_as="Iris")
    page.goto(f"{job.get_absolute_url()}step/{step}/")


def puts_duties_on_their_days(page: Page) -> None:
    goes_to(page, "your-week")
    expect(page.get_by_text("Put the first duty on its days, with its hours.")).to_be_visible()
    first = page.get_by_role("group", name="Duty 1", exact=True)
    first.get_by_label("What is done").fill("Up and dressed")
    first.get_by_label("Monday").check()
    first.get_by_label("Thursday").check()
    first.get_by_label("From").fill("8am")
    first.get_by_label("To", exact=True).fill("10")
    check_page(page)
    press(page, "Add another duty")
    # Whether that is in the morning is asked, what was typed stays, and what is clear is counted.
    expect(page.get_by_text("Write am or pm, for example 9am.").first).to_be_visible()
    expect(page.get_by_text("Not counted yet")).to_contain_text("“Up and dressed”")
    first.get_by_label("To", exact=True).fill("10am")
    second = page.get_by_role("group", name="Duty 2", exact=True)
    second.get_by_label("What is done").fill("Cleaning")
    second.get_by_label("Wednesday").check()
    second.get_by_label("Or how many hours a day").fill("2")
    press(page, "Save and add up the hours")
    expect(page.get_by_text("6 hours a week", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Monday")).to_contain_text("8am to 10am")
    expect(page.get_by_role("listitem").filter(has_text="Tuesday")).to_contain_text("free")
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row").filter(has_text="Wednesday")).to_contain_text("Cleaning")
    expect(page.get_by_text("Write what you want to pay for an hour.")).to_be_visible()
    check_page(page)


def says_what_she_pays(page: Page) -> None:
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("The pay")
    page.get_by_label("What do you want to pay for an hour?").fill("13")
    page.get_by_label("Yes").check()
    press(page, "Save and continue")
    # There is more to ask now.
    page.get_by_label("What do you pay for an hour at the weekend?").fill("15")
    check_page(page)
    press(page, "Save and go back")
    expect(page.get_by_text("£91.65 a week")).to_be_visible()
    page.get_by_text("How we worked it out").click()
    expect(page.get_by_text("£13.00 an hour × 6 hours a week × 52 weeks")).to_be_visible()
    check_page(page)


def describes_the_job_and_the_person(page: Page) -> None:
    goes_to(page, "the-job")
    page.get_by_label("What do you call this job?").fill("Right-hand woman")
    page.get_by_label("Which part of town is it in?").fill("14 Elm Road, Northmoor, NM4 2QT")
    press(page, "Save and continue")
    press(page, "Save and go back")
    expect(page.get_by_text("This looks like a home address.")).to_be_visible()
    check_page(page)
    goes_to(page, "the-person")
    page.get_by_label("What must they have or be able to do?").fill("Patience")
    page.get_by_role("group", name="Does it have to be a woman, or a man?").get_by_label("Yes").check()
    press(page, "Save and continue")
    page.get_by_label("A woman").check()
    page.get_by_label("What is the reason?").fill("Help in the bath.")
    check_page(page)
    press(page, "Save and continue")
    page.get_by_label("Whom do you look for? Say it in one line.").fill("Wanted: a friend of mornings")
    for part, number in (("Day", "1"), ("Month", "3"), ("Year", "2027")):
        page.get_by_label(part, exact=True).fill(number)
    press(page, "Save and continue")


def reads_the_three_papers(page: Page) -> None:
    page.goto(Document.objects.get(owner__known_as="Iris").get_absolute_url())
    follow(page.get_by_role("link", name="The three papers"))
    expect(page.get_by_text("The advert leaves it out")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Job description", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Job description: Right-hand woman")
    expect(page.get_by_role("heading", name="Hours: 6 hours a week")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="£15.00 an hour at the weekend")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="The three papers"))
    follow(page.get_by_role("link", name="Person specification"))
    expect(page.get_by_text("This job is for a woman. The reason: Help in the bath.")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="The three papers"))
    follow(page.get_by_role("link", name="Advert"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wanted: a friend of mornings")
    expect(page.get_by_text("Northmoor, NM4", exact=True)).to_be_visible()
    expect(page.get_by_text("1 March 2027")).to_be_visible()
    expect(page.get_by_text("Elm Road")).to_have_count(0)
    check_page(page)
    address = page.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    pdf = page.request.get(str(address))
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.body())).pages)
    assert "Wanted: a friend of mornings" in text
    assert "Elm" not in text
    follow(page.get_by_role("link", name="Print it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wanted: a friend of mornings")
    check_page(page)


def turns_it_into_her_plan(page: Page) -> None:
    job = Document.objects.get(owner__known_as="Iris")
    page.goto(job.get_absolute_url())
    follow(page.get_by_role("link", name="Turn this into my support plan"))
    check_page(page)
    press(page, "Turn this into my support plan")
    check_page(page)
    plan = Document.objects.exclude(pk=job.pk).get(owner__known_as="Iris")
    page.goto(f"{plan.get_absolute_url()}step/your-support/")
    monday = page.get_by_role("group", name="What would happen when?").get_by_label("Monday Morning")
    expect(monday).to_have_value("Up and dressed, 8am to 10am")
    expect(page.get_by_text("From My PA job description: What is done when?")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_iris_writes_a_job_description(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    page.goto("/documents/new/")
    press(page, "Begin My PA job description")
    expect(page.get_by_role("heading", level=1)).to_have_text("My PA job description")
    puts_duties_on_their_days(page)
    says_what_she_pays(page)
    describes_the_job_and_the_person(page)
    reads_the_three_papers(page)
    turns_it_into_her_plan(page)


def test_maureens_job_fits_her_budget_and_goes_into_her_plan(site: Site) -> None:
    page = site.open("Maureen")
    page.goto("/documents/")
    follow(page.get_by_role("link", name="My PA job description").first)
    follow(page.get_by_role("link", name="The three papers"))
    expect(page.get_by_text("£91.65 a week")).to_be_visible()
    press(page, "Look at the sum, or carry it into a plan")
    expect(page.get_by_text("£13.00 an hour × 6 hours a week")).to_be_visible()
    press(page, "Carry this into my plan")
    expect(page.get_by_text("Your plan has these costs now.")).to_be_visible()
    check_page(page)
