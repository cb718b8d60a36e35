"""Sunita leaves, Ben is named: Maureen is told first, says what he should know, and her thread goes with her."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.handover.models import Handover
from community.handover.services import begin_handovers
from portal.relationships.models import Allocation
from tests.factories.community import say, thread_of
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, send, user_called


def names_ben(page: Page, day: object) -> None:
    page.get_by_label("Who is the next social worker?").select_option(label="Ben Archer, Team North")
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))


def the_day_comes() -> None:
    """Move the change that is under way to a minute ago, as if the days had passed."""
    handover, now = Handover.objects.get(person__known_as="Maureen"), timezone.now() - timedelta(minutes=1)
    old = Allocation.objects.get(person=handover.person, ends_at=handover.starts_at)
    old.ends_at = now
    old.save()
    assert handover.allocation
    handover.allocation.starts_at = handover.starts_at = now
    handover.allocation.save()
    handover.save()
    begin_handovers(timezone.now())


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_sunita_leaves_and_ben_is_named(site: Site, size: str, javascript: bool) -> None:
    maureens = user_called("Maureen")
    thread = thread_of(maureens)
    say(thread, maureens, "Can I pay for a taxi to the choir?")
    address = thread.get_absolute_url()
    morag, maureen, ben, sunita = (
        site.open(who, size=size, javascript=javascript) for who in ("Morag", "Maureen", "Ben", "Sunita")
    )

    morag.goto("/home/")
    check_page(morag)
    follow(morag.get_by_role("link", name="Open your team"))
    check_page(morag)
    follow(morag.get_by_role("link", name="Sunita Rao"))
    check_page(morag)
    morag.get_by_label("Maureen Ashby, born 1955").check()
    morag.get_by_label("Why does it change?").fill("Sunita moves to Leeds.")
    names_ben(morag, timezone.localdate() - timedelta(days=1))
    press(morag, "Name and tell them")
    expect(morag.get_by_role("link", name="That day is over.")).to_be_visible()
    check_page(morag)
    names_ben(morag, timezone.localdate() + timedelta(days=3))
    press(morag, "Name and tell them")
    expect(morag.get_by_text("1 person was told")).to_be_visible()
    check_page(morag)

    # Told at once: at home and in the thread, with who, from when, and why.
    maureen.goto("/home/")
    expect(maureen.get_by_role("heading", name="Your social worker changes")).to_be_visible()
    check_page(maureen)
    maureen.goto(address)
    expect(maureen.get_by_text("Sunita moves to Leeds.")).to_be_visible()
    check_page(maureen)
    follow(maureen.get_by_role("link", name="More about the change"))
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Look at the summary"))
    check_page(maureen)
    follow(maureen.get_by_role("link", name="Change the words"))
    check_page(maureen)
    box = maureen.get_by_label("How to talk with me")
    box.fill("Ring after two. My hands are warm by then.")
    press(maureen, "Save and continue")
    expect(maureen.get_by_text("Ring after two.")).to_be_visible()
    press(maureen, "Yes, Ben may read this")
    expect(maureen.get_by_text("You can take it back at any time.")).to_be_visible()
    check_page(maureen)

    # The old worker says goodbye; the next one sees nothing yet.
    sunita.goto(address)
    expect(sunita.get_by_text("If you would like to say goodbye")).to_be_visible()
    check_page(sunita)
    writes(sunita, "Goodbye, Maureen, and thank you.")
    ben.goto("/home/")
    follow(ben.get_by_role("link", name="Maureen Ashby"))
    expect(ben.get_by_text("Before, you see nothing.")).to_be_visible()
    expect(ben.get_by_text("Ring after two.")).to_have_count(0)
    check_page(ben)
    assert ben.goto(address).status == 404  # type: ignore[union-attr]

    the_day_comes()

    assert sunita.goto(address).status == 404  # type: ignore[union-attr]
    maureen.goto("/home/")
    expect(maureen.get_by_role("heading", name="Your new social worker")).to_be_visible()
    check_page(maureen)

    # All of it is there for him, and he reads before he writes.
    ben.goto(address)
    expect(ben.get_by_text("Can I pay for a taxi to the choir?")).to_be_visible()
    expect(ben.get_by_role("button", name="Send")).to_have_count(0)
    check_page(ben)
    follow(ben.get_by_role("link", name="Read what Maureen wrote"))
    expect(ben.get_by_text("Ring after two.")).to_be_visible()
    check_page(ben)
    press(ben, "I have read this")
    writes(ben, "Good morning, Maureen. I will ring after two.")
    check_page(ben)

    maureen.goto(address)
    for words in ("Can I pay for a taxi", "Goodbye, Maureen", "I will ring after two", "Ben has read your summary."):
        expect(maureen.get_by_text(re.compile(words)).first).to_be_visible()
    check_page(maureen)
    morag.goto("/team/")
    expect(morag.get_by_text("summary read")).to_have_count(0)
    morag.goto(f"/team/people/{maureens.uuid}/")
    expect(morag.get_by_text("Ben has read Maureen’s summary.")).to_be_visible()
    check_page(morag)


def writes(page: Page, words: str) -> None:
    page.get_by_role("textbox").last.fill(words)
    send(page, words)


def test_the_manager_changes_her_mind(site: Site) -> None:
    gwen, morag = user_called("Gwen"), site.open("Morag", size="phone")
    morag.goto("/team/")
    follow(morag.get_by_role("link", name="Gwen Parry"))
    check_page(morag)
    day = timezone.localdate() + timedelta(days=20)
    names_ben(morag, day)
    press(morag, "Change it and tell Gwen")
    hers = site.open("Gwen", size="phone", javascript=False)
    hers.goto("/home/")
    follow(hers.get_by_role("link", name="What comes along, and what you can do"))
    expect(hers.get_by_text(f"{day:%A} {day.day} {day:%B}").first).to_be_visible()
    press(morag, "Call it off: everything stays as it is")
    expect(morag.get_by_text("Called off. Gwen was told.")).to_be_visible()
    hers.reload()
    expect(hers.get_by_text("That was called off")).to_be_visible()
    assert Allocation.objects.get(person=gwen).ends_at is None
    morag.goto("/team/first-worker/")
    check_page(morag)
    morag.goto("/team/")
    follow(morag.get_by_role("link", name="Ben Archer"))
    follow(morag.get_by_role("link", name="Change or end it"))
    check_page(morag)
    press(morag, "End it: Ben has settled in")
    expect(morag.get_by_text("Ben has no buddy from now on.")).to_be_visible()
