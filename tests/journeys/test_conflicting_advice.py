"""Conflicting advice: a recorded "yes" to transport; Ben records "no": the conflict is flagged, past spending stays
protected, a manager resolves it with reasons."""

import pytest
from playwright.sync_api import expect

from planning.spending.models import SpendingAnswer, SpendingQuestion
from portal.relationships.models import Allocation
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_conflicting_advice(site: Site, size: str, javascript: bool) -> None:
    sunita = site.open("Sunita", size=size, javascript=javascript)
    maureen = site.open("Maureen", size=size, javascript=javascript)

    # What others were told comes first: here about cleaning.
    maureen.goto("/budget/")
    follow(maureen.get_by_role("link", name="Look for an answer, or ask"))
    check_page(maureen)
    maureen.get_by_label("What would you like to spend the money on?").fill("Can I pay somebody to clean?")
    press(maureen, "Look for an answer")
    expect(maureen.get_by_role("link", name="Cleaning, so that there is strength to go out")).to_be_visible()
    check_page(maureen)

    # That is no answer about transport, so she asks, and Sunita's yes is kept in writing.
    maureen.get_by_label("What would you like to spend the money on?").fill("Can I take a taxi to choir in the winter?")
    press(maureen, "Look again")
    press(maureen, "Ask Sunita")
    expect(maureen.get_by_text("Sunita has not answered yet.")).to_be_visible()
    check_page(maureen)
    question = SpendingQuestion.objects.get(words__startswith="Can I take a taxi to choir")
    sunita.goto("/home/")
    follow(sunita.locator(f"a[href='{question.get_absolute_url()}']").first)
    follow(sunita.get_by_role("link", name="Answer", exact=True))
    check_page(sunita)
    sunita.get_by_role("radio", name="Yes, you can spend it on this").check()
    sunita.get_by_label("In your words").fill("Choir is in your plan, and no bus goes at night.")
    press(sunita, "Send my answer")
    expect(sunita.get_by_text("Your answer is with Maureen now.")).to_be_visible()
    maureen.reload()
    expect(maureen.get_by_text("Yes, you can spend it on this. This answer still counts.")).to_be_visible()
    check_page(maureen)

    # Ben is her social worker now. He finds Sunita's answer before he sends his own.
    Allocation.objects.filter(person__known_as="Maureen", ends_at=None).update(worker=user_called("Ben"))
    maureen.goto("/budget/ask/")
    maureen.get_by_label("What would you like to spend the money on?").fill("A taxi to the choir when it sings away")
    press(maureen, "Look for an answer")
    expect(maureen.get_by_text("This answer still counts.").first).to_be_visible()
    press(maureen, "Ask Ben")
    ben = site.open("Ben", size=size, javascript=javascript)
    again = SpendingQuestion.objects.get(words__startswith="A taxi to the choir")
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

    # Maureen knows that this is so, who decides, and that what she has spent stays right.
    maureen.goto(again.get_absolute_url())
    expect(maureen.get_by_text("Morag reads both and decides, with reasons.")).to_be_visible()
    expect(maureen.get_by_text("Until then, Sunita’s answer counts.")).to_be_visible()
    check_page(maureen)

    # Morag reads exactly the two answers, and decides with reasons, for the time to come.
    morag = site.open("Morag", size=size, javascript=javascript)
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
    maureen.reload()
    expect(maureen.get_by_text("The choir has hired a bus with a ramp for trips away.").first).to_be_visible()
    expect(maureen.get_by_text("What was spent under an earlier yes stays right.")).to_be_visible()
    check_page(maureen)
    maureen.goto(question.get_absolute_url())
    expect(maureen.get_by_text("What was spent under this yes until then stays right.")).to_be_visible()
    check_page(maureen)
