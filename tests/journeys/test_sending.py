"""Gwen has a last look at her plan and sends it to Sunita, who finds it; only her costs she may not keep to herself."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from planning.documents.models import Answer, Document, Version
from tests.factories.content import default_definition, question_id
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

COSTS = question_id(default_definition(), "cost_list")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_plan_is_sent_after_a_last_look(site: Site, size: str, javascript: bool) -> None:
    gwen = site.open("Gwen", size=size, javascript=javascript)
    sunita = site.open("Sunita", size=size, javascript=javascript)
    plan = Document.objects.get(owner__known_as="Gwen")
    document = plan.get_absolute_url()
    Answer.objects.create(
        document=plan,
        question_id=COSTS,
        value=[
            {"id": str(uuid4()), "what_for": "Help in the morning", "amount": "60.00", "how_often": "week", "times": ""}
        ],
        audience="only_me",
        typed_by=plan.owner,
        saved_at=plan.created_at,
    )

    gwen.goto(document)
    follow(gwen.get_by_role("link", name="Send to Sunita to agree"))
    expect(gwen.get_by_role("heading", name="Is it about you, and in your own words?")).to_be_visible()
    # What her plan says already has a tick, and no empty box that looks like something left to do.
    said = gwen.locator(".imw-ticks > li").first
    assert said.evaluate("one => getComputedStyle(one, '::before').content") == "none"
    expect(gwen.get_by_text("One thing first: your costs")).to_be_visible()
    check_page(gwen)
    follow(gwen.get_by_role("link", name="Change who can see it"))
    gwen.get_by_label("Only me and my social worker").check()
    press(gwen, "Save")
    gwen.goto(f"{document}send/")
    check_page(gwen)
    press(gwen, "Send to Sunita to agree")
    sent = Version.objects.get(document=plan, why="sent", sent_to__known_as="Sunita")
    expect(gwen.get_by_text(f"Version {sent.number} was sent to Sunita. You can go on writing.")).to_be_visible()
    expect(gwen.get_by_role("link", name="Read what was sent")).to_be_visible()
    check_page(gwen)

    sunita.goto("/home/")
    expect(sunita.get_by_role("link", name=f"{plan.owner.full_name}, born 1942: version {sent.number}")).to_be_visible()
    check_page(sunita)
    sunita.goto(f"/caseload/{plan.owner.uuid}/")
    check_page(sunita)
    follow(sunita.get_by_role("link", name=f"version {sent.number}").first)
    expect(sunita.get_by_text("It is with you. You can agree it alone.")).to_be_visible()
    expect(sunita.get_by_text("Help in the morning").first).to_be_visible()
    check_page(sunita)
