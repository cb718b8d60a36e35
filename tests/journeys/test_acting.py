"""Morag records that Beth acts in her mother's place: what that opens, what it never opens, and how it ends."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from planning.documents.models import Answer, Document
from tests.factories.community import say, thread_of
from tests.journeys.conftest import Site, check_page, follow, press, user_called

SECRET = "I never liked that tablecloth."
ASKED = "Is there a form for the bus pass?"
EVIDENCE = "LPA for health and welfare and for money, registered 3 March 2021, seen at the visit."
BETHS = "Tea at four, with the window open."


def records(morag: Page) -> None:
    morag.goto("/home/")
    follow(morag.get_by_role("link", name="Acting for somebody"))
    check_page(morag)
    follow(morag.get_by_role("link", name="Maureen Ashby"))
    press(morag, "Record it")
    expect(morag.get_by_role("link", name="Tick what it is about.")).to_be_visible()
    check_page(morag)
    morag.get_by_label("Beth Ashby, my daughter").check()
    morag.get_by_label("Attorney").check()
    morag.get_by_label("Health and welfare: their documents, and who sees them").check()
    morag.get_by_label("Money: their budget").check()
    morag.get_by_label("What have you seen?").fill(EVIDENCE)
    today = timezone.localdate()
    first_day = morag.get_by_role("group", name="From which day?")
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        first_day.get_by_label(part, exact=True).fill(str(number))
    press(morag, "Record it")
    expect(morag.get_by_text("Recorded. Maureen and Beth are told.")).to_be_visible()
    check_page(morag)


def says_that_she_gets_worse(beth: Page, hers: Page) -> None:
    beth.goto("/home/")
    follow(beth.get_by_role("link", name="Maureen", exact=True).first)
    follow(beth.get_by_role("link", name="Maureen is getting worse while they wait"))
    check_page(beth)
    beth.get_by_label("What has changed?").fill("She fell twice.")
    press(beth, "Tell Sunita now")
    expect(beth.get_by_text("Nobody has read it yet.")).to_be_visible()
    check_page(beth)
    hers.goto("/budget/")
    follow(hers.get_by_role("link", name="that you are getting worse"))
    expect(hers.get_by_text("Beth, who acts in your place, said")).to_be_visible()
    check_page(hers)


def test_what_a_recorded_authority_opens_and_what_it_never_opens(site: Site) -> None:
    maureen, sunita = user_called("Maureen"), user_called("Sunita")
    plan = Document.objects.get(owner=maureen, title="My support plan")
    words = [answer for answer in Answer.objects.filter(document=plan).order_by("pk") if isinstance(answer.value, str)]
    Answer.objects.filter(pk=words[-1].pk).update(value=SECRET, audience="only_me")
    thread = thread_of(maureen)
    say(thread, sunita, ASKED)
    morag, hers, beth = site.open("Morag"), site.open("Maureen", size="phone"), site.open("Beth", size="phone")
    records(morag)

    hers.goto("/notices/")
    follow(hers.get_by_role("link", name="Somebody may now act in your place."))
    expect(hers.get_by_role("heading", level=1)).to_have_text("Beth acts in your place")
    expect(hers.get_by_text(EVIDENCE)).to_be_visible()
    check_page(hers)

    # Beth finds the plan and the money, and writes; nothing that stays her mother's alone is there.
    beth.goto("/home/")
    expect(beth.get_by_text("You act in place of")).to_be_visible()
    check_page(beth)
    follow(beth.get_by_role("link", name="Maureen", exact=True).first)
    expect(beth.get_by_text("£96.00 a week")).to_be_visible()
    check_page(beth)
    follow(beth.get_by_role("link", name="My support plan"))
    expect(beth.get_by_text("You act in place of")).to_be_visible()
    check_page(beth)
    follow(beth.locator(".govuk-task-list a").first)
    assert SECRET not in beth.content()
    box = beth.locator("main textarea").first
    box.fill(BETHS)
    check_page(beth)
    press(beth, "Save and continue")
    assert Answer.objects.filter(document=plan, value=BETHS, typed_by=user_called("Beth")).exists()
    for address in (f"{plan.get_absolute_url()}check/", plan.get_absolute_url(), "/messages/"):
        beth.goto(address)
        assert SECRET not in beth.content()
        assert ASKED not in beth.content()
    assert beth.goto(thread.get_absolute_url()).status == 404  # type: ignore[union-attr]

    says_that_she_gets_worse(beth, hers)
    hers.goto("/people/who-looked/")
    expect(hers.get_by_text("in your place, as attorney").first).to_be_visible()
    check_page(hers)

    follow(morag.get_by_role("link", name="End it"))
    check_page(morag)
    press(morag, "End it now")
    expect(morag.get_by_text("Ended. Maureen is told.")).to_be_visible()
    check_page(morag)
    # What Maureen ticked for her before holds as it did: she suggests, and writes nothing herself.
    beth.goto(plan.get_absolute_url())
    expect(beth.get_by_text("You act in place of")).to_have_count(0)
    beth.goto("/home/")
    expect(beth.get_by_text("You act in place of")).to_have_count(0)
    expect(beth.get_by_text("£96.00")).to_have_count(0)
    hers.goto("/notices/")
    expect(hers.get_by_role("link", name="Somebody who acted in your place does not any more.")).to_be_visible()
