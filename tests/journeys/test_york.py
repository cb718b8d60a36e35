"""The case of York: have a go, help with a PA job description, a plan made of it, and one social worker who agrees it.

What happened there in 2011: a social worker left the first draft to the person, who wrote a job description for a
personal assistant within a week, with help of a user-led organisation, and made it a support plan with her worker's
comments. She put the cleaning into it, which the council had not paid for until then, and said what it made possible.
Her worker agreed it alone, within £100 a week.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from community.help_requests.models import HelpRequest
from content.rules.models import EmployerRates
from content.rules.rates import tax_year_of
from planning.diary.models import Entry
from planning.documents.models import Answer, Document, Version
from planning.limits.queries import limit_of
from planning.signing_off.models import Decision, FinalBudget
from portal.accounts.models import User
from tests.factories.assessments import indicate
from tests.factories.portal import UserFactory, allocate
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called
from tests.journeys.test_have_a_go import types_a_day

POINTERS = "Write down who could help you, with what, and when. Call it a job."
JOB = "Somebody who is patient with me."
JOB_SUGGESTED = "I want somebody patient who lets me do what I can."
CLEANING = "With the cleaning done I have the strength to sing on Thursdays."
LINE = "My assistant, who does the cleaning"
SUPPORT = "What should people do, and how should they do it?"
POSSIBLE = "What will this make possible for you?"
SUGGESTED = {
    SUPPORT: "Somebody patient, who lets me do what I can and steps in when I ask.",
    POSSIBLE: f"{CLEANING} Without it I would have to give the choir up.",
}


@pytest.fixture(autouse=True)
def _rates_of_this_year(site: Site) -> None:
    EmployerRates.objects.update(starts_on=tax_year_of(timezone.localdate()))


@pytest.fixture
def maureen(site: Site) -> User:
    """Maureen as she begins: with £96 a week, and nothing written. The demonstration's is half-way through."""
    User.objects.filter(known_as="Maureen").update(known_as="Mo", full_name="Mo Ashby")
    maureen: User = UserFactory.create(known_as="Maureen", email="m.ashby@example.org", year_of_birth=1955)
    allocate(maureen, user_called("Sunita"))
    indicate(maureen, user_called("Sunita"), "96.00")
    return maureen


def offers_a_week(sunita: Page) -> None:
    """Sunita's pointers, and a day to talk a week from now."""
    sunita.goto(f"/caseload/{user_called('Maureen').uuid}/have-a-go/")
    sunita.get_by_label("A few pointers").fill(POINTERS)
    types_a_day(sunita, timezone.localdate() + timedelta(days=7))
    check_page(sunita)
    press(sunita, "Offer it to Maureen")
    expect(sunita.get_by_text("Maureen can see it now.")).to_be_visible()


def says_yes(maureen: Page) -> None:
    maureen.goto("/home/")
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Look at the offer"))
    expect(maureen.get_by_text(POINTERS)).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("button", name="Yes, "))
    expect(maureen.get_by_text("You both said yes.")).to_be_visible()


def asks_for_help(maureen: Page) -> None:
    """Of the organisation that is run by people who have a budget themselves."""
    maureen.goto("/help/")
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Ask for help", exact=True))
    press(maureen, "Begin")
    maureen.get_by_label("Write a PA job description").check()
    maureen.get_by_label("What should they know first?").fill("I have never been anybody’s boss.")
    check_page(maureen)
    # The three steps after it may stay empty.
    for _ in range(4):
        follow(maureen.get_by_role("button", name="Save and continue").last)
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Go on: what they may see"))
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Go on: who shall we ask?"))
    first = maureen.get_by_role("listitem").filter(
        has=maureen.get_by_role("heading", name="Northmoor Independent Living")
    )
    check_page(maureen)
    follow(first.get_by_role("link", name="Ask them"))
    check_page(maureen)
    press(maureen, "Send it to Northmoor Independent Living")
    expect(maureen.get_by_text("Northmoor Independent Living has your request")).to_be_visible()
    check_page(maureen)


def proposes_leo(dee: Page) -> None:
    """The coordinator takes it on, and proposes a volunteer."""
    dee.goto("/organisation/")
    follow(dee.get_by_role("link", name="Maureen"))
    expect(dee.get_by_text("I have never been anybody’s boss.")).to_be_visible()
    check_page(dee)
    press(dee, "Take it on")
    check_page(dee)
    follow(dee.get_by_role("link", name="Propose somebody"))
    check_page(dee)
    press(dee, "Propose Leo")
    expect(dee.get_by_text("You proposed Leo Marsh")).to_be_visible()


def lets_leo_help(maureen: Page) -> None:
    maureen.goto(HelpRequest.objects.get(person=user_called("Maureen")).get_absolute_url())
    follow(maureen.get_by_role("link", name="Read about Leo"))
    check_page(maureen)
    press(maureen, "Yes, Leo may help me")
    expect(maureen.get_by_text("Leo helps you from now on")).to_be_visible()
    check_page(maureen)


def writes_a_job_description(maureen: Page) -> Document:
    """With duties that become hours, and hours that become £91.65 a week. Leo may see it."""
    maureen.goto("/documents/new/")
    press(maureen, "Begin My PA job description")
    job = maureen.url
    maureen.goto(f"{job}step/the-person/")
    maureen.get_by_label("How should they be with you?").fill(JOB)
    press(maureen, "Save and stop for now")
    maureen.goto(f"{job}step/your-week/")
    duty = maureen.get_by_role("group", name="Duty 1", exact=True)
    duty.get_by_label("What is done").fill("Cleaning")
    duty.get_by_label("Monday").check()
    duty.get_by_label("Thursday").check()
    duty.get_by_label("Or how many hours a day").fill("3")
    check_page(maureen)
    press(maureen, "Save and continue")
    maureen.get_by_label("What do you want to pay for an hour?").fill("13")
    check_page(maureen)
    press(maureen, "Save and stop for now")
    maureen.goto(f"{job}step/your-week/")
    expect(maureen.get_by_text("£91.65 a week")).to_be_visible()
    maureen.goto(f"{job}share/")
    check_page(maureen)
    press(maureen, "Share with Leo")
    return Document.objects.get(owner__known_as="Maureen")


def works_on_it_with_leo(maureen: Page, leo: Page, job: Document) -> None:
    """Leo suggests other words, and Maureen makes them hers."""
    leo.goto("/helping/")
    follow(leo.locator("main").get_by_role("link", name="Maureen", exact=True))
    check_page(leo)
    question = "How should they be with you?"
    suggests(leo, job, {question: JOB_SUGGESTED})
    check_page(leo)
    uses_the_words(maureen, job, {question: JOB_SUGGESTED})


def turns_it_into_a_plan(maureen: Page, job: Document) -> Document:
    maureen.goto(job.get_absolute_url())
    follow(maureen.get_by_role("link", name="Turn this into my support plan"))
    check_page(maureen)
    press(maureen, "Turn this into my support plan")
    check_page(maureen)
    plan: Document = Document.objects.exclude(pk=job.pk).get(owner=job.owner)
    maureen.goto(f"{plan.get_absolute_url()}check/")
    expect(maureen.get_by_text(JOB_SUGGESTED).first).to_be_visible()
    expect(maureen.get_by_text("Cleaning").first).to_be_visible()
    # Each answer says where it came from: which part of which paper.
    expect(maureen.get_by_text("From My PA job description: What is done when? (Monday and Thursday)")).to_be_visible()
    check_page(maureen)
    return plan


def says_what_cleaning_makes_possible(maureen: Page, plan: Document) -> None:
    """On the line of the cost itself, and where the plan asks for it."""
    maureen.goto(f"{plan.get_absolute_url()}step/your-budget/")
    expect(maureen.get_by_text("£96.00").first).to_be_visible()
    cost = maureen.get_by_role("group", name="Cost 1", exact=True)
    cost.get_by_label("What for").fill(LINE)
    cost.get_by_label("How much").fill("91.65")
    cost.locator("summary").first.click()
    cost.get_by_label("What it makes possible").fill(CLEANING)
    maureen.get_by_label(POSSIBLE).fill(CLEANING)
    check_page(maureen)
    press(maureen, "Save and stop for now")


def shares_it(maureen: Page, plan: Document) -> None:
    maureen.goto(f"{plan.get_absolute_url()}share/")
    check_page(maureen)
    press(maureen, "Share with Sunita")


def part_of(page: Page, question: str) -> Locator:
    return page.locator(".imw-answer").filter(has=page.get_by_role("heading", name=question))


def suggests(page: Page, document: Document, suggested: dict[str, str]) -> None:
    """Other words for answers of hers."""
    for question, words in suggested.items():
        page.goto(document.get_absolute_url())
        part = part_of(page, question)
        part.locator("summary").filter(has_text="Suggest other words").click()
        part.get_by_label("Your words for it").fill(words)
        follow(part.get_by_role("button", name="Suggest these words"))
        expect(page.get_by_text("Maureen can see your words now, and decides about them.")).to_be_visible()
    check_page(page)


def uses_the_words(maureen: Page, document: Document, suggested: dict[str, str]) -> None:
    """She accepts each; it is her answer from then on."""
    maureen.goto(f"{document.get_absolute_url()}comments/")
    check_page(maureen)
    for question, words in suggested.items():
        maureen.goto(f"{document.get_absolute_url()}comments/")
        follow(part_of(maureen, question).get_by_role("button", name="Use these words"))
        expect(maureen.get_by_text("These words are your answer now.")).to_be_visible()
        assert Answer.objects.get(document=document, value=words).typed_by == document.owner


def sends_it(maureen: Page, plan: Document) -> Version:
    maureen.goto(plan.get_absolute_url())
    follow(maureen.get_by_role("link", name="Send to Sunita to agree"))
    expect(maureen.get_by_role("heading", name="Is it about you, and in your own words?")).to_be_visible()
    check_page(maureen)
    press(maureen, "Send to Sunita to agree")
    check_page(maureen)
    return Version.objects.get(document=plan, why="sent")


def reads_and_agrees_it_alone(sunita: Page, sent: Version) -> None:
    """The finished plan is before her: in Maureen's words, within the first figure and her own limit."""
    sunita.goto("/home/")
    check_page(sunita)
    sunita.goto(sent.get_absolute_url())
    for words in (*SUGGESTED.values(), "Cleaning"):
        expect(sunita.get_by_text(words).first).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Where it is, and the decision").first)
    check_page(sunita)
    expect(sunita.get_by_text("£100.00").first).to_be_visible()
    follow(sunita.get_by_role("link", name="Agree this plan").first)
    sunita.get_by_label("Why do you agree it?").fill("Cleaning is what makes the choir possible.")
    part = sunita.get_by_role("group", name="Part 1", exact=True)
    part.get_by_label("What kind of reason").select_option("prices")
    part.get_by_label("The reason in words").fill("The wage comes to a little less.")
    check_page(sunita)
    press(sunita, "Agree this plan")
    expect(sunita.get_by_text("Agreed. Maureen is told.")).to_be_visible()
    check_page(sunita)
    decision = Decision.objects.get(sign_off__version=sent)
    assert decision.decided_by.known_as == "Sunita"
    assert decision.limit and decision.limit.weekly == 100


def reads_that_cleaning_is_in_it(maureen: Page, sent: Version) -> None:
    """At home, beside her money, and in the version that was agreed."""
    maureen.goto("/home/")
    expect(maureen.locator("main").get_by_text("Agreed", exact=True).first).to_be_visible()
    check_page(maureen)
    maureen.goto("/budget/")
    maureen.get_by_text("The final budget in four weeks, a month and a year").click()
    line = maureen.get_by_role("row").filter(has=maureen.get_by_role("rowheader", name=LINE)).first
    expect(line).to_contain_text("£91.65")
    check_page(maureen)
    maureen.goto(sent.get_absolute_url())
    expect(maureen.get_by_text("Agreed by Sunita").first).to_be_visible()
    expect(maureen.get_by_text(LINE).first).to_be_visible()
    check_page(maureen)


def asks_whether_she_can_spend_it_on_that(maureen: Page) -> None:
    """The plan itself has the answer; nobody has to be asked."""
    maureen.goto("/budget/ask/")
    maureen.get_by_label("What would you like to spend the money on?").fill("Can my assistant clean the windows?")
    maureen.get_by_label(LINE).check()
    press(maureen, "Look for an answer")
    expect(maureen.get_by_role("heading", name="In your plan")).to_be_visible()
    found = maureen.get_by_role("region", name="What we found")
    expect(found.get_by_role("listitem").filter(has_text=LINE).first).to_be_visible()
    expect(found.get_by_text("Sunita agreed the plan with this")).to_be_visible()
    check_page(maureen)


def spends_it_on_cleaning(maureen: Page) -> None:
    """In a diary that belongs to the plan, money out for that very line."""
    maureen.goto("/budget/diary/new/")
    maureen.get_by_label("What do you call this diary?").fill("My money")
    maureen.get_by_label("How much was there on that day?").fill("384")
    maureen.get_by_label("Which plan is this money for?").select_option(index=1)
    check_page(maureen)
    press(maureen, "Begin the diary")
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Add money out"))
    maureen.get_by_label("How much?").fill("91.65")
    maureen.get_by_label("What for?").fill("Wages")
    maureen.get_by_label("Which part of the plan is it for?").select_option(label=LINE)
    check_page(maureen)
    press(maureen, "Write it down")
    expect(maureen.get_by_role("row", name="Wages")).to_contain_text(LINE)
    check_page(maureen)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_york(site: Site, maureen: User, size: str, javascript: bool) -> None:
    hers, sunita, dee, leo = (
        site.open(who, size=size, javascript=javascript) for who in ("Maureen", "Sunita", "Dee", "Leo")
    )
    limit = limit_of(user_called("Sunita"), at=timezone.now())
    assert limit and limit.weekly == 100
    offers_a_week(sunita)
    says_yes(hers)
    asks_for_help(hers)
    proposes_leo(dee)
    lets_leo_help(hers)
    job = writes_a_job_description(hers)
    works_on_it_with_leo(hers, leo, job)
    plan = turns_it_into_a_plan(hers, job)
    says_what_cleaning_makes_possible(hers, plan)
    shares_it(hers, plan)
    suggests(sunita, plan, SUGGESTED)
    uses_the_words(hers, plan, SUGGESTED)
    sent = sends_it(hers, plan)
    reads_and_agrees_it_alone(sunita, sent)
    reads_that_cleaning_is_in_it(hers, sent)
    asks_whether_she_can_spend_it_on_that(hers)
    spends_it_on_cleaning(hers)

    (line,) = FinalBudget.objects.get(person=maureen).lines.all()
    assert (line.what_for, str(line.weekly)) == (LINE, "91.65")
    assert Entry.objects.get(diary__person=maureen, direction="out").line_entry == line.entry_id
