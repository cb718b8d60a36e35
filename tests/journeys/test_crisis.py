"""Things get bad for Kofi: he says so, nothing is lost, Sunita plans with him, and he goes on where he was."""

import pytest
from playwright.sync_api import Page, expect

from planning.direct_planning.models import DirectAnswer, DirectPlan
from planning.documents.models import Answer, Document
from portal.crisis.models import Crisis
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.crisis import before_it_was_bad
from tests.factories.portal import let_cover
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called

TYPED = "On a good day I drum with the others at the workshop."
SUNITAS = "You rang at nine. You have not slept since Sunday."
KOFIS = "Since Saturday. And it is the noise upstairs."


@pytest.fixture
def plan(site: Site) -> Document:
    """Kofi's draft, in a time in which nothing is bad yet; Ben stands in for Sunita today."""
    kofi = user_called("Kofi")
    before_it_was_bad(kofi)
    let_cover(user_called("Sunita"), user_called("Ben"))
    document: Document = kofi.documents.get(question_set_version__question_set__kind="support_plan")
    return document


def first_step(page: Page, plan: Document) -> None:
    page.goto(plan.get_absolute_url())
    follow(page.locator(".govuk-task-list a").first)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_kofi_drafts_says_so_is_planned_with_answers_and_goes_on(
    site: Site, plan: Document, size: str, javascript: bool
) -> None:
    his, sunita, morag = (site.open(who, size=size, javascript=javascript) for who in ("Kofi", "Sunita", "Morag"))
    first_step(his, plan)
    step, box = his.url, his.locator("main textarea").first
    box.fill(TYPED)
    press(his, "Save and continue")

    # Two taps, from a page in the middle of the plan.
    follow(his.locator("footer").get_by_role("link", name="Things are bad right now"))
    expect(his.get_by_role("link", name="999").first).to_be_visible()
    expect(his.get_by_text("We tell Sunita, Ben and Morag (manager) at once.")).to_be_visible()
    check_page(his)
    press(his, "Tell them, and pause planning")
    expect(his.get_by_role("heading", name="Planning is paused")).to_be_visible()
    check_page(his)
    crisis = Crisis.objects.get(person=user_called("Kofi"))
    told = Notice.objects.filter(kind=Kind.CRISIS, path=crisis.get_absolute_url())
    assert {notice.user.known_as for notice in told} == {"Sunita", "Ben", "Morag"}
    his.get_by_label("What should they know?").fill("Steve is here with me.")
    press(his, "Let them know")
    expect(his.get_by_text("Steve is here with me.")).to_be_visible()

    his.goto(step)
    expect(his.get_by_role("heading", name="Planning is paused")).to_be_visible()
    check_page(his)
    follow(his.get_by_role("link", name="Read what you wrote"))
    check_page(his)
    his.goto(plan.get_absolute_url())
    expect(his.get_by_text(TYPED)).to_be_visible()
    check_page(his)
    his.goto("/home/")
    expect(his.get_by_text("There is nothing you have to do here.")).to_be_visible()
    check_page(his)

    morag.goto(crisis.get_absolute_url())
    expect(morag.get_by_role("heading", name="Kofi Mensah")).to_be_visible()
    assert "Steve is here" not in morag.content()
    check_page(morag)

    sunita.goto(crisis.get_absolute_url())
    expect(sunita.get_by_text("Steve is here with me.")).to_be_visible()
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Begin a plan in your own words"))
    check_page(sunita)
    press(sunita, "Begin to write")
    sunita.get_by_label("What has happened").fill(SUNITAS)
    check_page(sunita)
    press(sunita, "Save and show it to Kofi")
    expect(sunita.get_by_text("Kofi can see it now.")).to_be_visible()
    check_page(sunita)

    direct = DirectPlan.objects.get(person=user_called("Kofi"))
    his.goto("/home/")
    follow(his.get_by_role("link", name="Read it"))
    expect(his.get_by_text(SUNITAS)).to_be_visible()
    check_page(his)
    follow(his.get_by_role("link", name="Answer this").first)
    his.get_by_label("Partly").check()
    his.get_by_label("In my words").fill(KOFIS)
    check_page(his)
    press(his, "Keep my answer")
    expect(his.get_by_text(KOFIS)).to_be_visible()
    check_page(his)
    assert DirectAnswer.objects.get(part__plan=direct).own

    his.goto("/crisis/")
    follow(his.get_by_role("link", name="Go on with planning"))
    check_page(his)
    press(his, "Yes, go on with planning")
    expect(his.get_by_text("Planning goes on where it was.")).to_be_visible()
    told = Notice.objects.filter(kind=Kind.CRISIS_ENDED, path=crisis.get_absolute_url())
    assert {notice.user.known_as for notice in told} == {"Sunita", "Ben", "Morag"}
    his.goto(step)
    expect(his.locator("main textarea").first).to_have_value(TYPED)
    his.goto(direct.get_absolute_url())
    expect(his.get_by_text(KOFIS)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_one_window_types_while_the_other_says_so_is_kept(site: Site, plan: Document, javascript: bool) -> None:
    typing, marking = (site.open("Kofi", size="desk", javascript=javascript) for _ in range(2))
    first_step(typing, plan)
    marking.goto("/crisis/")
    press(marking, "Tell them, and pause planning")
    typing.locator("main textarea").first.fill(TYPED)
    press(typing, "Save and continue")
    expect(typing.get_by_text("What you typed is saved. Planning is paused now")).to_be_visible()
    expect(typing.get_by_text(TYPED)).to_be_visible()
    check_page(typing)
    assert Answer.objects.filter(document=plan, value=TYPED).exists()


def test_what_the_demonstration_shows_of_it(site: Site) -> None:
    """Kofi said so this morning; Sunita has written a plan, and he has answered one part of it."""
    his, sunita = site.open("Kofi", size="phone"), site.open("Sunita", size="desk")
    direct = DirectPlan.objects.get(person=user_called("Kofi"))
    his.goto(direct.get_absolute_url())
    expect(his.get_by_text("Written by Sunita, not by you")).to_be_visible()
    expect(his.get_by_text("In my words", exact=True)).to_be_visible()
    check_page(his)
    follow(his.get_by_role("link", name="Who else can read it"))
    expect(his.get_by_role("heading", name="Nobody is in your circle yet")).to_be_visible()
    check_page(his)
    sunita.goto(f"{direct.get_absolute_url()}write/")
    check_page(sunita)
    sunita.goto(f"/caseload/{user_called('Kofi').uuid}/")
    expect(sunita.get_by_text("Things are bad for Kofi", exact=False).first).to_be_visible()
    check_page(sunita)
    sunita.goto(f"/crisis/mark/{user_called('Gwen').uuid}/")
    check_page(sunita)
