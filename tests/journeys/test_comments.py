"""Sunita signs in with a code of her phone, and says what she thinks; Maureen keeps the last word over hers."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from community.demonstration.cast import PASSWORD
from planning.comments.models import Suggestion
from planning.documents.composition import pinned_definition
from planning.documents.models import Answer, Document
from tests.factories.comments import suggestion as offer
from tests.journeys.conftest import BOTH_SIZES, BOTH_WAYS, Site, check_page, follow, press, user_called

QUESTION = "What matters most in your life?"
COMMENT = "Thirty-one years! Would you like to sing with others at home, too?"
SUGGESTED = "Singing. I was an alto for thirty-one years, and I want to be one again."
NO_THANKS = "I like the pans where they are, love."
REPLY = "Only if they bring the biscuits."


def code_of(secret: str) -> str:
    """What the app on her phone shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def signs_in_with_her_phone(page: Page) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user_called("Sunita"), secret)
    page.goto("/home/")
    check_page(page)
    page.get_by_label("Email address").fill("sunita@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    check_page(page)
    page.get_by_role("textbox").last.fill(code_of(secret))
    follow(page.locator("main form button[type=submit]").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Sunita")
    check_page(page)


def opens(page: Page, words: str) -> None:
    """Open what unfolds under these words."""
    page.locator("summary").filter(has_text=words).first.click()


def comments_and_suggests(page: Page) -> None:
    opens(page, f"Write a comment about {QUESTION}")
    page.get_by_label("Your comment").locator("visible=true").fill(COMMENT)
    check_page(page)
    follow(page.get_by_role("button", name="Save this comment").locator("visible=true"))
    expect(page.get_by_text(COMMENT).first).to_be_visible()
    opens(page, f"Suggest other words for {QUESTION}")
    page.get_by_label("Your words for it").locator("visible=true").fill(SUGGESTED)
    check_page(page)
    follow(page.get_by_role("button", name="Suggest these words").locator("visible=true"))
    expect(page.get_by_text(SUGGESTED).first).to_be_visible()
    check_page(page)


def cannot_change_words(page: Page, document: str) -> None:
    response = page.goto(f"{document}step/what-matters/")
    assert response and response.status in {403, 404}
    check_page(page)
    page.goto(document)
    expect(page.get_by_role("button", name="Save and continue")).to_have_count(0)
    expect(page.get_by_role("link", name="Change this answer")).to_have_count(0)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_social_worker_comments_and_the_writer_decides(site: Site, size: str, javascript: bool) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan")
    document = plan.get_absolute_url()
    sunita = site.open(size=size, javascript=javascript)
    signs_in_with_her_phone(sunita)
    sunita.goto("/caseload/")
    expect(sunita.get_by_role("link", name="Maureen").first).to_be_visible()
    expect(sunita.get_by_text("Amira")).to_have_count(0)
    check_page(sunita)
    sunita.goto(document)
    check_page(sunita)
    comments_and_suggests(sunita)
    cannot_change_words(sunita, document)

    maureen = site.open("Maureen", size=size, javascript=javascript)
    maureen.goto("/home/")
    check_page(maureen)
    maureen.goto(f"{document}comments/")
    check_page(maureen)
    said = maureen.get_by_role("article").filter(has_text=COMMENT)
    said.locator("summary").filter(has_text="Answer").click()
    said.get_by_label("Your answer").fill(REPLY)
    press(said, "Save this answer")
    expect(maureen.get_by_text(REPLY)).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("article").filter(has_text=COMMENT).get_by_role("button", name="Mark as done"))
    expect(maureen.locator("summary").filter(has_text=f"Done: 1 about {QUESTION}")).to_be_visible()

    # In her check-your-answers page the suggestion stands beside her own words.
    before = Answer.objects.get(document=plan, question_id=Suggestion.objects.get(words=SUGGESTED).question_id).value
    maureen.goto(f"{document}check/")
    expect(maureen.get_by_text(str(before)).first).to_be_visible()
    check_page(maureen)
    section = maureen.locator(".imw-answer").filter(has=maureen.get_by_role("heading", name=QUESTION))
    follow(section.get_by_role("button", name="Use these words"))
    expect(maureen.get_by_text(SUGGESTED).first).to_be_visible()
    check_page(maureen)
    answer = Answer.objects.get(document=plan, question_id=Suggestion.objects.get(words=SUGGESTED).question_id)
    assert answer.value == SUGGESTED
    assert [earlier.value for earlier in answer.before.all()] == [before]

    # Beth's suggestion she declines with a word to her, and her own words stay.
    other = Suggestion.objects.get(document=plan, author__known_as="Beth")
    theirs = Answer.objects.get(document=plan, question_id=other.question_id).value
    maureen.goto(f"{document}comments/")
    suggested = maureen.get_by_role("article").filter(has_text="Beth suggests")
    follow(suggested.get_by_role("link", name="Say no with a word"))
    check_page(maureen)
    maureen.get_by_label("A word to Beth").fill(NO_THANKS)
    press(maureen, "No, thank you")
    check_page(maureen)
    assert Answer.objects.get(document=plan, question_id=other.question_id).value == theirs
    expect(maureen.get_by_role("article").filter(has_text="Beth suggests").locator("visible=true")).to_have_count(0)

    sunita.goto(f"{document}comments/")
    expect(sunita.get_by_text(SUGGESTED).first).to_be_attached()
    assert NO_THANKS not in sunita.content()
    assert REPLY in sunita.content()
    check_page(sunita)


@pytest.mark.parametrize(("size", "javascript"), BOTH_SIZES)
def test_what_several_people_suggest_stands_side_by_side(site: Site, size: str, javascript: bool) -> None:
    plan = Document.objects.get(owner__known_as="Maureen", question_set_version__question_set__kind="support_plan")
    Suggestion.objects.filter(document=plan).delete()
    question = next(q for q in pinned_definition(plan).questions() if q.label == QUESTION)
    for who, words in (("Beth", SUGGESTED), ("Sunita", "Singing, and my garden.")):
        offer(plan, question.id, user_called(who), words)
    page = site.open("Maureen", size=size, javascript=javascript)
    page.goto(f"{plan.get_absolute_url()}comments/")
    follow(page.get_by_role("link", name="Look at all 2 suggestions side by side"))
    expect(page.get_by_role("article")).to_have_count(2)
    check_page(page)
    follow(page.get_by_role("article").filter(has_text="my garden").get_by_role("link", name="Say no with a word"))
    check_page(page)
    page.get_by_label("A word to Sunita").fill(NO_THANKS)
    press(page, "No, thank you")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggestions side by side")
    follow(page.get_by_role("link", name="Change them first"))
    page.get_by_role("textbox").first.fill(f"{SUGGESTED} Loudly.")
    press(page, "Use these words")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggestions side by side")
    expect(page.get_by_text("Nothing waits here for you.")).to_be_visible()
    for kept in (NO_THANKS, "Used, with changes", "Not used"):
        expect(page.get_by_text(kept).first).to_be_visible()
    check_page(page)
    assert Answer.objects.get(document=plan, question_id=question.id).value == f"{SUGGESTED} Loudly."
