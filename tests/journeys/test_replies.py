"""A reply one can count on: Maureen writes, Sunita is away, it gets late; and which notices come by email."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.demonstration.cast import PASSWORD
from community.messaging.services import worker_thread_of
from community.replies.models import AwaitedReply
from portal.hours.models import Leave
from portal.notifications.chores import do_chores
from portal.relationships.models import Allocation
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, latest_code, press, send, user_called


def types_a_day(page: Page, which: str, day: date) -> None:
    box = page.get_by_role("group", name=which)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(part, exact=True).fill(str(number))


def writes(page: Page, words: str) -> None:
    page.locator("textarea").first.fill(words)
    send(page, words)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_maureen_knows_by_when_she_is_answered(site: Site, size: str, javascript: bool) -> None:
    AwaitedReply.objects.all().delete()
    maureen = user_called("Maureen")
    thread = worker_thread_of(maureen, at=timezone.now())
    hers, sunita, morag = (site.open(who, size=size, javascript=javascript) for who in ("Maureen", "Sunita", "Morag"))
    hers.goto(thread.get_absolute_url())
    expect(hers.get_by_text("When Sunita is away, Ben answers you.")).to_be_visible()
    writes(hers, "Can I use the money for the choir?")
    hers.goto(thread.get_absolute_url())
    expect(hers.get_by_text("Sunita answers by")).to_be_visible()
    check_page(hers)

    sunita.goto("/waiting/")
    check_page(sunita)
    follow(sunita.get_by_role("link", name="Maureen Ashby"))
    press(sunita, "This needs no answer")
    expect(sunita.get_by_text("Maureen sees that this needs no answer.")).to_be_visible()
    check_page(sunita)
    hers.goto(thread.get_absolute_url())
    expect(hers.get_by_text("Sunita has read this and thinks it needs no answer.")).to_be_visible()
    check_page(hers)
    press(hers, "I would like an answer")
    expect(hers.get_by_text("You will get an answer.")).to_be_visible()

    reply = AwaitedReply.objects.open().get(thread=thread)
    ago = timezone.now() - timedelta(days=1)
    AwaitedReply.objects.filter(pk=reply.pk).update(by_when=ago, manager_at=ago + timedelta(days=9))
    do_chores(at=timezone.now())
    hers.goto(thread.get_absolute_url())
    expect(hers.get_by_text("We have told Ben, who stands in for Sunita.")).to_be_visible()
    check_page(hers)
    AwaitedReply.objects.filter(pk=reply.pk).update(manager_at=ago)
    do_chores(at=timezone.now())
    hers.goto(thread.get_absolute_url())
    expect(hers.get_by_text("We have told the manager, Morag.")).to_be_visible()
    morag.goto("/team/waiting/")
    expect(morag.get_by_role("rowheader", name="Maureen Ashby")).to_be_visible()
    expect(morag.locator("main")).not_to_contain_text("choir")
    check_page(morag)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_sunita_is_away_and_ben_answers(site: Site, size: str, javascript: bool) -> None:
    Leave.objects.all().delete()
    hers, sunita, ben, morag = (
        site.open(who, size=size, javascript=javascript) for who in ("Maureen", "Sunita", "Ben", "Morag")
    )
    today = timezone.localdate()
    sunita.goto("/away/")
    check_page(sunita)
    press(sunita, "Save these days")
    expect(sunita.get_by_text("Write the first day away.").first).to_be_visible()
    check_page(sunita)
    types_a_day(sunita, "The first day away", today)
    types_a_day(sunita, "The last day away", today + timedelta(days=3))
    sunita.get_by_role("group", name="Who answers meanwhile?").get_by_label("Ben Archer").check()
    press(sunita, "Save these days")
    expect(sunita.get_by_text("Ben answers meanwhile.")).to_be_visible()
    check_page(sunita)
    types_a_day(sunita, "The first day away", today + timedelta(days=1))
    types_a_day(sunita, "The last day away", today + timedelta(days=1))
    press(sunita, "Save these days")
    expect(sunita.get_by_text("already. Take that back first, or choose other days.").first).to_be_visible()

    for address in ("/home/", "/people/"):
        hers.goto(address)
        expect(hers.get_by_text("Sunita is away", exact=True)).to_be_visible()
        expect(hers.get_by_text("Ben answers you until then.")).to_be_visible()
        check_page(hers)
    ben.goto("/away/")
    expect(ben.get_by_text("Sunita, now, until the end of")).to_be_visible()
    check_page(ben)
    morag.goto("/team/away/")
    check_page(morag)
    follow(morag.get_by_role("link", name="Sunita Rao"))
    check_page(morag)
    follow(morag.get_by_role("button", name="Sunita is back"))
    expect(morag.get_by_text("This time away has ended.")).to_be_visible()
    hers.goto("/people/")
    expect(hers.get_by_text("When Sunita is away, Ben answers you.")).to_be_visible()
    morag.goto("/team/hours/")
    check_page(morag)
    morag.get_by_label("Friday").uncheck()
    press(morag, "Save the hours")
    expect(morag.get_by_text("The hours are saved.")).to_be_visible()


def test_with_nobody_named_the_page_says_who_is_responsible(site: Site) -> None:
    Allocation.objects.filter(person=user_called("Maureen")).update(ends_at=timezone.now())
    hers = site.open("Maureen", size="phone")
    thread = worker_thread_of(user_called("Maureen"), at=timezone.now())
    for address in ("/home/", "/people/", thread.get_absolute_url()):
        hers.goto(address)
        expect(hers.get_by_text("You have had no named social worker since")).to_be_visible()
        expect(hers.get_by_text("Morag, who leads Team North, is responsible for you until then.")).to_be_visible()
        check_page(hers)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_maureen_chooses_what_comes_by_email_and_where(site: Site, size: str, javascript: bool) -> None:
    hers = site.open("Maureen", size=size, javascript=javascript)
    hers.goto("/accounts/")
    check_page(hers)
    follow(hers.get_by_role("link", name="What comes by email, and when"))
    check_page(hers)
    hers.get_by_label("Comments and suggestions").uncheck()
    hers.get_by_role("radio", name="One email a day").check()
    hers.get_by_label("Send me nothing in these hours").check()
    check_page(hers)
    press(hers, "Save my choice")
    expect(hers.get_by_text("Your choice is saved.")).to_be_visible()
    expect(hers.get_by_label("Comments and suggestions")).not_to_be_checked()
    follow(hers.get_by_role("link", name="Change where they go"))
    check_page(hers)
    hers.get_by_label("Another email address for notices").fill("maureen@safe.example.org")
    press(hers, "Send a code there")
    # Whoever sits at a screen that was left open cannot do this; what she asked for is done after.
    expect(hers.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    check_page(hers)
    hers.get_by_label("Password", exact=True).fill(PASSWORD)
    press(hers, "Continue")
    expect(hers.get_by_role("heading", name="Type the code")).to_be_visible()
    check_page(hers)
    hers.get_by_label("The code from the email").fill("AAAA-AAAA")
    press(hers, "Use this address")
    expect(hers.get_by_text("This is not the code.").first).to_be_visible()
    check_page(hers)
    hers.get_by_label("The code from the email").fill(latest_code("maureen@safe.example.org"))
    press(hers, "Use this address")
    expect(hers.get_by_text("Notices go to maureen@safe.example.org from now on.")).to_be_visible()
    check_page(hers)
