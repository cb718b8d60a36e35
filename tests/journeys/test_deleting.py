"""Gwen deletes her plan, Sunita finds it no more, and Gwen puts it back with everything in it."""

import pytest
from playwright.sync_api import expect

from planning.documents.models import Document
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

QUESTION = "What matters most in your life?"


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_document_is_deleted_and_put_back(site: Site, size: str, javascript: bool) -> None:
    gwen = site.open("Gwen", size=size, javascript=javascript)
    sunita = site.open("Sunita", size=size, javascript=javascript)
    plan = Document.objects.get(owner__known_as="Gwen")
    document = plan.get_absolute_url()
    words = str(plan.answers.first().value)

    gwen.goto(document)
    follow(gwen.get_by_role("link", name="Delete this document"))
    expect(gwen.get_by_text("You can put it back for 30 days, until")).to_be_visible()
    check_page(gwen)
    press(gwen, "Delete it")
    expect(gwen.get_by_text("Deleted. You can put it back for 30 days.")).to_be_visible()
    check_page(gwen)
    response = sunita.goto(document)
    assert response and response.status == 404
    assert words not in sunita.content()
    gwen.goto("/documents/")
    expect(gwen.get_by_text("You have no documents yet")).to_be_visible()
    check_page(gwen)

    follow(gwen.get_by_role("link", name="Documents you deleted"))
    follow(gwen.get_by_role("button", name="Put it back"))
    expect(gwen.get_by_text("It is back, with everything in it.")).to_be_visible()
    check_page(gwen)
    sunita.goto(document)
    expect(sunita.get_by_role("paragraph").filter(has_text=words)).to_be_visible()


def test_what_is_typed_while_it_is_deleted_in_another_window_is_not_lost(site: Site) -> None:
    one, other = (site.open("Gwen", javascript=False) for _ in range(2))
    document = Document.objects.get(owner__known_as="Gwen").get_absolute_url()
    one.goto(f"{document}step/what-matters/")
    one.get_by_role("textbox", name=QUESTION).fill("My own bed, and a window.")
    other.goto(f"{document}delete/")
    press(other, "Delete it")
    press(one, "Save and continue")
    expect(one.get_by_text("You deleted this in another window.")).to_be_visible()
    follow(one.get_by_role("button", name="Put it back"))
    one.goto(f"{document}step/what-matters/")
    expect(one.get_by_role("textbox", name=QUESTION)).to_have_value("My own bed, and a window.")
