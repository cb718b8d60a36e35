"""Kofi's draft is his own, until he shows it to Sunita, all but one part; and he can take it back."""

import pytest
from playwright.sync_api import Page, expect

from planning.documents.models import Document
from tests.factories.crisis import before_it_was_bad
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, user_called

KEPT_BACK = "I have not told anybody about the letters under the bed."
SHOWN = "Sunday football, and my mother's stew."
NOT_FOUND = "We cannot find that page"


def writes_two_answers(page: Page, document: str) -> None:
    page.goto(f"{document}step/what-matters/")
    page.get_by_role("textbox", name="What matters most in your life?").fill(SHOWN)
    page.get_by_role("textbox", name="What makes a good day for you?").fill(KEPT_BACK)
    press(page, "Save and stop for now")
    expect(page.get_by_text("Only you can see it.")).to_be_visible()


def leaves_a_part_out(page: Page) -> None:
    follow(page.get_by_role("link", name="Share it").first)
    expect(page.get_by_role("heading", name="Only you can see this")).to_be_visible()
    expect(page.get_by_text("Nobody but you has opened this.")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Choose who sees which answer"))
    check_page(page)
    page.get_by_label("What makes a good day for you?").select_option(label="Only me")
    press(page, "Save")
    check_page(page)


def cannot_open(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response and response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_FOUND)
    assert "Kofi" not in page.content()
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_draft_is_shared_without_one_part_and_taken_back(site: Site, size: str, javascript: bool) -> None:
    before_it_was_bad(user_called("Kofi"))
    kofi = site.open("Kofi", size=size, javascript=javascript)
    sunita = site.open("Sunita", size=size, javascript=javascript)
    document = Document.objects.get(owner__known_as="Kofi").get_absolute_url()
    cannot_open(sunita, document)

    writes_two_answers(kofi, document)
    leaves_a_part_out(kofi)
    kofi.goto(f"{document}share/")
    press(kofi, "Share with Sunita")
    expect(kofi.get_by_role("button", name="Stop sharing with Sunita")).to_be_visible()
    expect(kofi.get_by_text("Because this is your named social worker.")).to_be_visible()
    check_page(kofi)

    sunita.goto(document)
    expect(sunita.get_by_role("paragraph").filter(has_text=SHOWN)).to_be_visible()
    assert KEPT_BACK not in sunita.content()
    check_page(sunita)
    for page in ("", "comments/", "check/"):
        sunita.goto(f"{document}{page}")
        assert KEPT_BACK not in sunita.content()
    # What is kept back and what was never answered look alike.
    assert "Only me" not in sunita.content()

    kofi.goto(f"{document}share/")
    opened = kofi.get_by_role("row").filter(has_text="Sunita")
    expect(opened.first).to_contain_text("social worker")
    check_page(kofi)
    kofi.goto("/people/who-looked/")
    expect(kofi.get_by_text("Sunita").first).to_be_visible()
    check_page(kofi)

    kofi.goto(f"{document}share/")
    follow(kofi.get_by_role("button", name="Stop sharing with Sunita"))
    expect(kofi.get_by_role("heading", name="Only you can see this")).to_be_visible()
    check_page(kofi)
    cannot_open(sunita, document)
    cannot_open(sunita, f"{document}comments/")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_part_is_left_out_for_one_reader_alone(site: Site, size: str, javascript: bool) -> None:
    maureen = site.open("Maureen", size=size, javascript=javascript)
    beth = site.open("Beth", size=size, javascript=javascript)
    sunita = site.open("Sunita", size=size, javascript=javascript)
    plan = Document.objects.get(owner__known_as="Maureen", title="My support plan")
    document, question = plan.get_absolute_url(), "What makes a good day for you?"
    words = next(str(a.value) for a in plan.answers.all() if str(a.value).startswith("Hands not too stiff"))

    beth.goto(document)
    expect(beth.get_by_text(words).first).to_be_visible()
    maureen.goto(f"{document}share/")
    follow(maureen.get_by_role("link", name="Change what Beth may do"))
    maureen.locator("summary").filter(has_text="Leave parts out for Beth").click()
    maureen.get_by_label(question).check()
    check_page(maureen)
    press(maureen, "Save")
    maureen.goto(f"{document}step/what-matters/")
    line = maureen.locator(".imw-question").filter(has_text=question).locator(".imw-who")
    expect(line).to_contain_text("Sunita")
    expect(line).not_to_contain_text("Beth")

    # Nowhere does Beth meet it; to Sunita it is as it was.
    for place in ("", "comments/"):
        beth.goto(f"{document}{place}")
        assert words not in beth.content()
        check_page(beth)
    for place in ("/home/", "/documents/", "/notices/", "/people/"):
        beth.goto(place)
        assert words not in beth.content()
    sunita.goto(document)
    expect(sunita.get_by_text(words).first).to_be_visible()

    # And the other way round, for Sunita, on the page of its own.
    maureen.goto(f"{document}share/")
    follow(maureen.get_by_role("link", name="Leave parts out for Sunita"))
    expect(maureen.get_by_label(question)).not_to_be_checked()
    maureen.get_by_label(question).check()
    check_page(maureen)
    press(maureen, "Save")
    for place in (document, f"{document}comments/", f"/caseload/{plan.owner.uuid}/"):
        sunita.goto(place)
        assert words not in sunita.content()
    check_page(sunita)
