"""Ed changes the questions; Maureen's draft stays as it was until she moves on, and loses nothing."""

from uuid import UUID

from playwright.sync_api import Page, expect

from content.questions.models import QuestionSetVersion
from planning.documents.models import Answer, Document
from tests.journeys.conftest import Site, check_page

BEFORE = "What matters most in your life?"
AFTER = "What would you not want to live without?"


def opens_the_questions(page: Page) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="Questions", exact=True).click()
    page.locator("main").get_by_role("link", name="My support plan", exact=True).first.click()


def changes_a_wording_and_publishes(page: Page) -> None:
    box = page.locator("[name='steps-0-value-questions-0-value-label']")
    expect(box).to_have_value(BEFORE)
    box.fill(AFTER)
    page.get_by_role("button", name="Save draft").click()
    expect(box).to_have_value(AFTER)
    assert QuestionSetVersion.objects.count() == 1  # a draft is nobody's business yet
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages, [data-w-messages-target]").first).to_contain_text("published")


def test_an_editor_changes_a_question_and_no_draft_loses_an_answer(site: Site) -> None:
    plan = Document.objects.get(owner__known_as="Maureen")
    address = plan.get_absolute_url()
    before = {a.question_id: a.value for a in Answer.objects.filter(document=plan)}
    ed, maureen = site.open("Ed"), site.open("Maureen", size="phone")
    opens_the_questions(ed)
    changes_a_wording_and_publishes(ed)
    assert QuestionSetVersion.objects.count() == 2

    maureen.goto(f"{address}step/what-matters/")
    expect(maureen.get_by_role("textbox", name=BEFORE)).to_be_visible()
    maureen.goto(address)
    check_page(maureen)
    maureen.get_by_role("link", name="Look at the newer questions").click()
    expect(maureen.get_by_text(AFTER)).to_be_visible()
    check_page(maureen)
    maureen.get_by_role("button", name="Move on to the new questions").click()
    check_page(maureen)
    maureen.goto(f"{address}step/what-matters/")
    expect(maureen.get_by_role("textbox", name=AFTER)).to_have_value(str(before[_first_question()]))
    assert {a.question_id: a.value for a in Answer.objects.filter(document=plan)} == before

    # Somebody new meets the new wording at once.
    newcomer = site.open()
    newcomer.goto("/try/step/what-matters/")
    expect(newcomer.get_by_role("textbox", name=AFTER)).to_be_visible()
    check_page(newcomer)


def _first_question() -> UUID:
    newest = QuestionSetVersion.objects.order_by("number").last()
    assert newest
    return UUID(newest.definition["steps"][0]["questions"][0]["id"])
