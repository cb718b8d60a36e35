"""The case of York, up to the finished plan: have a go, a PA job description, a plan made of it, and words accepted.

What happened there in 2011: a social worker left the first draft to the person, who wrote a job description for a
personal assistant within a week, and made it a support plan with her worker's comments. She put the cleaning into
it, which the council had not paid for until then, and said what it made possible.
"""

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from content.rules.models import EmployerRates
from content.rules.rates import tax_year_of
from planning.budgets.planned import own_plans
from planning.documents.models import Answer, Document, Version
from tests.factories.assessments import indicate
from tests.factories.portal import allocate
from tests.journeys.conftest import BOTH_SIZES, Site, check_page, follow, press, user_called

POINTERS = "Write down who could help you, with what, and when. Call it a job."
JOB = "I want somebody patient who lets me do what I can."
CLEANING = "With the cleaning done I have the strength to sing on Thursdays."
SUPPORT = "What should people do, and how should they do it?"
POSSIBLE = "What will this make possible for you?"
SUGGESTED = {
    SUPPORT: "Somebody patient, who lets me do what I can and steps in when I ask.",
    POSSIBLE: f"{CLEANING} Without it I would have to give the choir up.",
}


@pytest.fixture(autouse=True)
def _rates_of_this_year(site: Site) -> None:
    EmployerRates.objects.update(starts_on=tax_year_of(timezone.localdate()))


def offers_a_week(sunita: Page) -> None:
    sunita.goto(f"/caseload/{user_called('Iris').uuid}/have-a-go/")
    sunita.get_by_label("A few pointers").fill(POINTERS)
    press(sunita, "Offer it to Iris")
    expect(sunita.get_by_text("Iris can see it now.")).to_be_visible()


def says_yes(iris: Page) -> None:
    iris.goto("/home/")
    follow(iris.get_by_role("link", name="Look at the offer"))
    expect(iris.get_by_text(POINTERS)).to_be_visible()
    follow(iris.get_by_role("button", name="Yes, "))
    expect(iris.get_by_text("You both said yes.")).to_be_visible()


def writes_a_job_description(iris: Page) -> str:
    iris.goto("/documents/new/")
    press(iris, "Begin My PA job description")
    job = iris.url
    iris.goto(f"{job}step/the-person/")
    iris.get_by_label("How should they be with you?").fill(JOB)
    press(iris, "Save and stop for now")
    iris.goto(f"{job}step/your-week/")
    duty = iris.get_by_role("group", name="Duty 1", exact=True)
    duty.get_by_label("What is done").fill("Cleaning")
    duty.get_by_label("Monday").check()
    duty.get_by_label("Thursday").check()
    duty.get_by_label("Or how many hours a day").fill("3")
    press(iris, "Save and continue")
    iris.get_by_label("What do you want to pay for an hour?").fill("13")
    press(iris, "Save and stop for now")
    iris.goto(f"{job}step/your-week/")
    expect(iris.get_by_text("£91.65 a week")).to_be_visible()
    return job


def turns_it_into_a_plan(iris: Page, job: str) -> Document:
    iris.goto(job)
    follow(iris.get_by_role("link", name="Turn this into my support plan"))
    check_page(iris)
    press(iris, "Turn this into my support plan")
    check_page(iris)
    plan = Document.objects.get(owner__known_as="Iris", question_set_version__question_set__kind="support_plan")
    iris.goto(f"{plan.get_absolute_url()}check/")
    expect(iris.get_by_text(JOB).first).to_be_visible()
    expect(iris.get_by_text("Cleaning").first).to_be_visible()
    # Each answer says where it came from: which part of which paper.
    expect(iris.get_by_text("From My PA job description: What is done when? (Monday and Thursday)")).to_be_visible()
    check_page(iris)
    return plan


def says_what_cleaning_makes_possible(iris: Page, plan: Document) -> None:
    iris.goto(f"{plan.get_absolute_url()}step/your-budget/")
    expect(iris.get_by_text("£96.00").first).to_be_visible()
    cost = iris.get_by_role("group", name="Cost 1", exact=True)
    cost.get_by_label("What for").fill("My assistant, who does the cleaning")
    cost.get_by_label("How much").fill("91.65")
    iris.get_by_label(POSSIBLE).fill(CLEANING)
    press(iris, "Save and stop for now")


def shares_it(iris: Page, plan: Document) -> None:
    iris.goto(f"{plan.get_absolute_url()}share/")
    press(iris, "Share with Sunita")


def part_of(page: Page, question: str) -> Locator:
    return page.locator(".imw-answer").filter(has=page.get_by_role("heading", name=question))


def suggests(sunita: Page, plan: Document) -> None:
    for question, words in SUGGESTED.items():
        sunita.goto(plan.get_absolute_url())
        part = part_of(sunita, question)
        part.locator("summary").filter(has_text="Suggest other words").click()
        part.get_by_label("Your words for it").fill(words)
        follow(part.get_by_role("button", name="Suggest these words"))
        expect(sunita.get_by_text("Iris can see your words now, and decides about them.")).to_be_visible()


def accepts_both(iris: Page, plan: Document) -> None:
    for question, words in SUGGESTED.items():
        iris.goto(f"{plan.get_absolute_url()}comments/")
        follow(part_of(iris, question).get_by_role("button", name="Use these words"))
        expect(iris.get_by_text("These words are your answer now.")).to_be_visible()
        assert Answer.objects.get(document=plan, value=words).typed_by == plan.owner


def sends_it(iris: Page, plan: Document) -> None:
    iris.goto(plan.get_absolute_url())
    follow(iris.get_by_role("link", name="Send to Sunita to agree"))
    expect(iris.get_by_role("heading", name="Is it about you, and in your own words?")).to_be_visible()
    check_page(iris)
    press(iris, "Send to Sunita to agree")
    check_page(iris)


@pytest.mark.parametrize(("size", "javascript"), [*BOTH_SIZES, ("phone", False)])
def test_york(site: Site, size: str, javascript: bool) -> None:
    allocate(user_called("Iris"), user_called("Sunita"))
    indicate(user_called("Iris"), user_called("Sunita"), "96.00")
    iris, sunita = (site.open(who, size=size, javascript=javascript) for who in ("Iris", "Sunita"))
    offers_a_week(sunita)
    says_yes(iris)
    plan = turns_it_into_a_plan(iris, writes_a_job_description(iris))
    says_what_cleaning_makes_possible(iris, plan)
    shares_it(iris, plan)
    suggests(sunita, plan)
    accepts_both(iris, plan)
    sends_it(iris, plan)

    # What Sunita has before her is the finished plan: in Iris's words, within her first figure.
    sent = Version.objects.get(document=plan, why="sent")
    sunita.goto(sent.get_absolute_url())
    for words in (*SUGGESTED.values(), "Cleaning"):
        expect(sunita.get_by_text(words).first).to_be_visible()
    check_page(sunita)
    planned = next(p.planned for p in own_plans(plan.owner) if p.document.pk == plan.pk)
    assert 0 < planned.weekly <= 96
