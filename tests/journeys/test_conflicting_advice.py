"""Conflicting advice: a recorded "yes" to transport; Ben records "no": the conflict is flagged, past spending stays
protected, a manager resolves it with reasons."""

import pytest
from playwright.sync_api import Page, expect

from planning.diary.models import Entry
from planning.spending.models import SpendingAnswer, SpendingQuestion
from portal.relationships.models import Allocation
from tests.factories.diary import make_diary
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


def asks(maureen: Page) -> SpendingQuestion:
    """What others were told comes first, here about cleaning; that is no answer about transport, so she asks."""
    maureen.goto("/budget/")
    follow(maureen.get_by_role("link", name="Look for an answer, or ask"))
    check_page(maureen)
    maureen.get_by_label("What would you like to spend the money on?").fill("Can I pay somebody to clean?")
    press(maureen, "Look for an answer")
    expect(maureen.get_by_role("link", name="Cleaning, so that there is strength to go out")).to_be_visible()
    check_page(maureen)
    maureen.get_by_label("What would you like to spend the money on?").fill("Can I take a taxi to choir in the winter?")
    press(maureen, "Look again")
    press(maureen, "Ask Sunita")
    expect(maureen.get_by_text("Sunita has not answered yet.")).to_be_visible()
    check_page(maureen)
    return SpendingQuestion.objects.get(words__startswith="Can I take a taxi to choir")


def says_yes(sunita: Page, question: SpendingQuestion) -> None:
    """In writing, where it stays."""
    sunita.goto("/home/")
    follow(sunita.locator(f"a[href='{question.get_absolute_url()}']").first)
    follow(sunita.get_by_role("link", name="Answer", exact=True))
    check_page(sunita)
    sunita.get_by_role("radio", name="Yes, you can spend it on this").check()
    sunita.get_by_label("In your words").fill("Choir is in your plan, and no bus goes at night.")
    press(sunita, "Send my answer")
    expect(sunita.get_by_text("Your answer is with Maureen now.")).to_be_visible()


def spends_it(maureen: Page, question: SpendingQuestion) -> None:
    """Under that yes."""
    maureen.goto(question.get_absolute_url())
    expect(maureen.get_by_text("Yes, you can spend it on this. This answer still counts.")).to_be_visible()
    check_page(maureen)
    diary = make_diary(question.person, title="My money")
    maureen.goto(f"{diary.get_absolute_url()}add/")
    maureen.get_by_label("How much?").fill("14")
    maureen.get_by_label("What for?").fill("Taxi to choir")
    press(maureen, "Write it down")
    expect(maureen.get_by_role("row", name="Taxi to choir")).to_contain_text("£14.00")


def asks_ben(maureen: Page) -> SpendingQuestion:
    """He is her social worker now. She finds what she was told before."""
    named = Allocation.objects.filter(person__known_as="Maureen", ends_at=None)
    named.update(worker=user_called("Ben"))
    maureen.goto("/budget/ask/")
    maureen.get_by_label("What would you like to spend the money on?").fill("A taxi to the choir when it sings away")
    press(maureen, "Look for an answer")
    expect(maureen.get_by_text("This answer still counts.").first).to_be_visible()
    press(maureen, "Ask Ben")
    return SpendingQuestion.objects.get(words__startswith="A taxi to the choir")


def says_no(ben: Page, again: SpendingQuestion) -> None:
    """He finds Sunita's answer before he sends his own; it does not fit, so it goes to the manager and not to her."""
    ben.goto(f"{again.get_absolute_url()}answer/")
    expect(ben.get_by_role("checkbox", name="no bus goes at night")).to_be_checked()
    # Words like these stand in what she asked about cleaning, too. That is something else.
    ben.get_by_role("checkbox", name="Can my PA clean").uncheck()
    check_page(ben)
    ben.get_by_role("radio", name="No, because …").check()
    ben.get_by_label("In your words").fill("Taxis are too dear.")
    press(ben, "Send my answer")
    expect(ben.get_by_text("Your answer does not fit an earlier one")).to_be_visible()
    expect(ben.get_by_text("Sunita, ").first).to_be_visible()
    check_page(ben)
    press(ben, "Ask Morag to decide")
    expect(ben.get_by_text("It is not sent. A manager decides first.")).to_be_visible()
    check_page(ben)
    assert not SpendingAnswer.objects.given().filter(question=again).exists()


def knows_who_decides(maureen: Page, again: SpendingQuestion) -> None:
    """And that what she has spent stays right."""
    maureen.goto(again.get_absolute_url())
    expect(maureen.get_by_text("Morag reads both and decides, with reasons.")).to_be_visible()
    expect(maureen.get_by_text("Until then, Sunita’s answer counts.")).to_be_visible()
    check_page(maureen)


def decides(morag: Page) -> None:
    """Morag reads exactly the two answers, and decides with reasons, for the time to come."""
    morag.goto("/home/")
    follow(morag.get_by_role("link", name="Two answers that do not fit together"))
    expect(morag.get_by_text("Choir is in your plan, and no bus goes at night.")).to_be_visible()
    expect(morag.get_by_text("Taxis are too dear.")).to_be_visible()
    expect(morag.get_by_text("what was spent under a yes stays right")).to_be_visible()
    check_page(morag)
    morag.get_by_label("The new answer counts from now on").check()
    press(morag, "Decide")
    expect(morag.get_by_text("Error: Write your reasons.").first).to_be_visible()
    morag.get_by_label("Your reasons").fill("The choir has hired a bus with a ramp for trips away.")
    press(morag, "Decide")


def reads_what_was_decided(maureen: Page, question: SpendingQuestion, again: SpendingQuestion) -> None:
    """With the reasons. What she spent before stands in her diary as she wrote it."""
    maureen.goto(again.get_absolute_url())
    expect(maureen.get_by_text("The choir has hired a bus with a ramp for trips away.").first).to_be_visible()
    expect(maureen.get_by_text("What was spent under an earlier yes stays right.")).to_be_visible()
    check_page(maureen)
    maureen.goto(question.get_absolute_url())
    expect(maureen.get_by_text("What was spent under this yes until then stays right.")).to_be_visible()
    check_page(maureen)
    entry = Entry.objects.get(diary__person=question.person, what_for="Taxi to choir")
    maureen.goto(entry.diary.get_absolute_url())
    expect(maureen.get_by_role("row", name="Taxi to choir")).to_contain_text("£14.00")
    assert entry.number == 1, "nobody has touched it"


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_conflicting_advice(site: Site, size: str, javascript: bool) -> None:
    maureen, sunita, ben, morag = (
        site.open(who, size=size, javascript=javascript) for who in ("Maureen", "Sunita", "Ben", "Morag")
    )
    question = asks(maureen)
    says_yes(sunita, question)
    spends_it(maureen, question)
    again = asks_ben(maureen)
    says_no(ben, again)
    knows_who_decides(maureen, again)
    decides(morag)
    reads_what_was_decided(maureen, question, again)
