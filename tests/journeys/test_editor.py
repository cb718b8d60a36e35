"""Ed changes the questions; Maureen's draft stays as it was until she moves on, and loses nothing."""

from uuid import UUID

from django.db.models import QuerySet
from playwright.sync_api import Locator, Page, expect

from content.questions.models import QuestionSet, QuestionSetVersion
from planning.documents.models import Answer, Document
from portal.accounts.services import make_editor
from tests.factories.portal import UserFactory
from tests.journeys.conftest import Site, check_page, follow, press

BEFORE = "What matters most in your life?"
AFTER = "What would you not want to live without?"
KIND = "support_plan"


def versions() -> QuerySet[QuestionSetVersion]:
    """The published versions of the questions that Ed changes."""
    return QuestionSetVersion.objects.filter(question_set__kind=KIND)


def opens_the_questions(page: Page) -> None:
    page.goto("/cms/")
    follow(page.get_by_role("link", name="Questions", exact=True))
    follow(page.locator("main").get_by_role("link", name="My support plan", exact=True).first)
    expect(page.locator("input[name$='-value-label']").first).to_be_visible()


def block_of(page: Page, wording: str) -> Locator:
    """The part of the form that holds one question."""
    find = "(boxes, wording) => boxes.find(box => box.value === wording).name"
    name = page.locator("input[name$='-value-label']").evaluate_all(find, wording)
    return page.locator(f"[name='{name}']").locator("xpath=ancestor::section[1]")


def says(page: Page, words: str) -> None:
    expect(page.locator(".messages, [data-w-messages-target]").first).to_contain_text(words)


def chooses(page: Page, action: str) -> None:
    page.get_by_role("button", name="More actions").click()
    follow(page.get_by_role("button", name=action, exact=True))


def changes_a_wording_and_publishes(page: Page) -> None:
    box = page.locator("[name='steps-0-value-questions-0-value-label']")
    expect(box).to_have_value(BEFORE)
    box.fill(AFTER)
    follow(page.get_by_role("button", name="Save draft"))
    expect(box).to_have_value(AFTER)
    assert versions().count() == 1  # a draft is nobody's business yet
    chooses(page, "Publish")
    says(page, "published")


def test_an_editor_changes_a_question_and_no_draft_loses_an_answer(site: Site) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan")
    address = plan.get_absolute_url()
    before = {a.question_id: a.value for a in Answer.objects.filter(document=plan)}
    ed, maureen = site.open("Ed"), site.open("Maureen", size="phone")
    opens_the_questions(ed)
    changes_a_wording_and_publishes(ed)
    assert versions().count() == 2

    maureen.goto(f"{address}step/what-matters/")
    expect(maureen.get_by_role("textbox", name=BEFORE)).to_be_visible()
    maureen.goto(address)
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Look at the newer questions"))
    expect(maureen.get_by_text(AFTER)).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("button", name="Move on to the new questions"))
    check_page(maureen)
    maureen.goto(f"{address}step/what-matters/")
    expect(maureen.get_by_role("textbox", name=AFTER)).to_have_value(str(before[_question(AFTER)]))
    assert {a.question_id: a.value for a in Answer.objects.filter(document=plan)} == before

    # Somebody new meets the new wording at once.
    newcomer = site.open()
    newcomer.goto("/try/step/what-matters/")
    expect(newcomer.get_by_role("textbox", name=AFTER)).to_be_visible()
    check_page(newcomer)


def test_an_editor_sees_the_wizard_before_anything_is_saved(site: Site) -> None:
    page = site.open("Ed")
    opens_the_questions(page)
    page.locator("[name='steps-0-value-questions-0-value-label']").fill(AFTER)
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", name="This is a preview")).to_be_visible()
    expect(shown.get_by_role("textbox", name=AFTER)).to_be_visible()
    page.get_by_label("Preview mode").select_option(label="How will you stay in control of your life?")
    expect(shown.get_by_role("textbox", name="What do you want to decide for yourself?")).to_be_visible()
    # All steps are shown until the one that was chosen has come.
    expect(shown.get_by_role("textbox", name=AFTER)).to_have_count(0, timeout=30_000)
    assert versions().count() == 1
    assert QuestionSet.objects.get(kind=KIND).latest_revision.object_str == "My support plan"


def test_who_may_not_publish_asks_a_second_reader(site: Site) -> None:
    make_editor(UserFactory(known_as="Wilma", full_name="Wilma Writer"), may_publish=False)
    writer = site.open("Wilma")
    opens_the_questions(writer)
    writer.locator("[name='steps-0-value-questions-0-value-label']").fill(AFTER)
    writer.get_by_role("button", name="More actions").click()
    expect(writer.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    expect(writer.get_by_role("button", name="Unpublish")).to_have_count(0)
    follow(writer.get_by_role("button", name="Submit to a second reader"))
    says(writer, "submitted")
    assert versions().count() == 1

    ed = site.open("Ed")
    ed.goto("/cms/")
    waiting = ed.locator("section").filter(has=ed.get_by_role("heading", name="Awaiting your review"))
    expect(waiting).to_contain_text("My support plan")
    follow(waiting.get_by_role("link", name="My support plan").first)
    expect(ed.locator("[name='steps-0-value-questions-0-value-label']")).to_have_value(AFTER)
    chooses(ed, "Approve and Publish")
    says(ed, "updated")
    assert versions().count() == 2
    newcomer = site.open()
    newcomer.goto("/try/step/what-matters/")
    expect(newcomer.get_by_role("textbox", name=AFTER)).to_be_visible()


def test_a_condition_is_chosen_from_lists_and_works_in_the_wizard(site: Site) -> None:
    waits, decides, answer = BEFORE, "Would you like help with some decisions?", "Yes"
    page = site.open("Ed")
    opens_the_questions(page)
    asked_if = block_of(page, waits).locator("[data-controller='imw-condition']")
    expect(asked_if.get_by_label("This answer")).to_be_hidden()
    asked_if.get_by_label("Which question").select_option(label=decides)
    asked_if.get_by_label("This answer").select_option(label=answer)
    # Worded anew, it is still the same question.
    decides = "Should anyone help you to decide?"
    block_of(page, "Would you like help with some decisions?").locator("[name$='-value-label']").first.fill(decides)
    expect(asked_if.get_by_label("Which question")).to_have_value(decides)
    chooses(page, "Publish")
    says(page, "published")

    newcomer = site.open(size="phone")
    newcomer.goto("/try/step/what-matters/")
    expect(newcomer.get_by_role("textbox", name="What makes a good day for you?")).to_be_visible()
    expect(newcomer.get_by_role("textbox", name=waits)).to_have_count(0)
    newcomer.goto("/try/step/in-control/")
    newcomer.get_by_role("group", name=decides).get_by_label(answer, exact=True).check()
    press(newcomer, "Save and continue")
    newcomer.goto("/try/step/what-matters/")
    expect(newcomer.get_by_role("textbox", name=waits)).to_be_visible()
    check_page(newcomer)


def test_what_would_confuse_people_gets_a_sentence_and_nothing_typed_is_lost(site: Site) -> None:
    page = site.open("Ed")
    opens_the_questions(page)
    page.locator("[name='steps-1-value-questions-0-value-label']").fill(BEFORE)
    page.locator("[name='steps-0-value-intro']").fill("Begin anywhere.")
    chooses(page, "Publish")
    expect(page.get_by_text(f"“{BEFORE}” is asked twice. Change the wording of one, or take one out.")).to_be_visible()
    expect(page.locator("[name='steps-1-value-questions-0-value-label']")).to_have_value(BEFORE)
    expect(page.locator("[name='steps-0-value-intro']")).to_have_value("Begin anywhere.")

    # The question that another one waits for is taken out.
    page.locator("[name='steps-1-value-questions-0-value-label']").fill("What should be different?")
    gone, waiting = "Who will look after the money?", "Who is the person you trust with the money?"
    block_of(page, gone).get_by_role("button", name="Delete").first.click()
    chooses(page, "Publish")
    expect(page.get_by_text(f"“{waiting}” is asked only if “{gone}” is answered in some way")).to_be_visible()
    expect(page.locator("[name='steps-0-value-intro']")).to_have_value("Begin anywhere.")
    assert versions().count() == 1
    block_of(page, waiting).get_by_label("Which question").select_option(label="No question: always ask this")
    chooses(page, "Publish")
    says(page, "published")
    assert versions().count() == 2


def test_questions_taken_out_moved_and_worded_anew_leave_every_answer_as_it_was(site: Site) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan")
    before = {a.question_id: (a.value, a.saved_at) for a in Answer.objects.filter(document=plan)}
    page = site.open("Ed")
    opens_the_questions(page)
    block_of(page, "What makes a good day for you?").get_by_role("button", name="Delete").first.click()
    block_of(page, BEFORE).get_by_role("button", name="Move down").first.click()
    page.locator("[name='steps-0-value-questions-0-value-label']").fill(AFTER)
    chooses(page, "Publish")
    says(page, "published")
    newest = versions().order_by("number").last()
    assert newest
    labels = [question["label"] for question in newest.definition["steps"][0]["questions"]]
    assert labels == ["Who are the people in your life?", AFTER]

    maureen = site.open("Maureen", size="phone")
    maureen.goto(f"{plan.get_absolute_url()}step/what-matters/")
    expect(maureen.get_by_role("textbox", name="What makes a good day for you?")).not_to_have_value("")
    maureen.goto(plan.get_absolute_url())
    follow(maureen.get_by_role("link", name="Look at the newer questions"))
    press(maureen, "Move on to the new questions")
    maureen.goto(f"{plan.get_absolute_url()}step/what-matters/")
    expect(maureen.get_by_role("textbox", name=AFTER)).to_have_value(str(before[_question(AFTER)][0]))
    check_page(maureen)
    assert {a.question_id: (a.value, a.saved_at) for a in Answer.objects.filter(document=plan)} == before


def _question(label: str) -> UUID:
    newest = versions().order_by("number").last()
    assert newest
    return next(UUID(q["id"]) for step in newest.definition["steps"] for q in step["questions"] if q["label"] == label)
