"""Maureen and Sunita write to each other, both there: it goes at once, and nothing is lost where the line is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Dialog, Page, expect

from community.messaging.consumers import TOO_LONG
from community.messaging.models import Message, Thread
from tests.journeys.conftest import Site, check_page, follow, press, user_called
from tests.journeys.test_handover import names_ben
from tests.sockets.served import served

# What is promised when access ends.
FIVE_SECONDS = 5_000


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """In place of the server for pages alone: one daphne, for pages and sockets, as the demonstration has it."""
    with django_db_blocker.unblock(), served() as url:
        yield url


@pytest.fixture
def address(site: Site) -> str:
    """Where Maureen and her social worker write to each other."""
    return Thread.objects.get(person__known_as="Maureen", kind="worker").get_absolute_url()


def opened(site: Site, who: str, address: str, *, size: str = "desk") -> Page:
    """Somebody's page of the thread, as soon as its socket is open."""
    page = site.open(who, size=size)
    with page.expect_websocket() as sockets:
        page.goto(address)
    sockets.value.wait_for_event("framereceived")
    return page


def write(page: Page, words: str) -> None:
    page.locator("form[data-write] textarea").fill(words)


def send(page: Page, words: str) -> None:
    write(page, words)
    page.get_by_role("button", name="Send", exact=True).click()


def shown(page: Page, words: str) -> Any:
    return page.locator("[data-thread] > [data-number]").filter(has_text=words)


def test_it_comes_at_once_and_the_person_sees_that_it_was_read(site: Site, address: str) -> None:
    hers, the_workers = opened(site, "Maureen", address, size="phone"), opened(site, "Sunita", address)
    hers.evaluate("window.sameAsBefore = true")
    the_workers.locator("form[data-write] textarea").press_sequentially("How did")
    expect(hers.get_by_text("Sunita is writing…")).to_be_visible()
    check_page(hers)
    asked: list[str] = []
    the_workers.on("request", lambda request: asked.append(request.url) if "/since/" in request.url else None)
    # What was promised about her last message stands below it until she is answered, on both pages.
    for page in (hers, the_workers):
        expect(page.locator(".imw-promise")).to_have_count(1)
    send(the_workers, "How did it go with Leo?")
    expect(shown(hers, "How did it go with Leo?")).to_be_visible()
    for page in (hers, the_workers):
        expect(page.locator(".imw-promise")).to_have_count(0)
    expect(shown(the_workers, "How did it go with Leo?")).to_be_visible()
    # Longer than a page waits for the answer to its own sending.
    the_workers.wait_for_timeout(1500)
    assert asked == [], "The answer to sending brings one's own message: nothing is left to ask for."
    expect(hers.get_by_text("Sunita is writing…")).to_have_count(0)
    expect(hers.get_by_role("log", name="New messages")).to_contain_text("Sunita wrote: How did it go with Leo?")
    # By keyboard: Enter makes a line, Ctrl and Enter sends.
    box = hers.locator("form[data-write] textarea")
    box.focus()
    hers.keyboard.type("Well.")
    hers.keyboard.press("Enter")
    hers.keyboard.type("We laughed a lot.")
    hers.keyboard.press("Control+Enter")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(shown(the_workers, "We laughed a lot.")).to_be_visible()
    expect(shown(hers, "We laughed a lot.").locator("[data-status]")).to_have_text("Sunita has read it")
    assert hers.evaluate("window.sameAsBefore")
    assert Message.objects.latest("pk").words == "Well.\nWe laughed a lot."
    for page in (hers, the_workers):
        check_page(page)


def test_her_worker_is_told_nothing_of_what_she_does(site: Site, address: str) -> None:
    """Every frame that his page gets, while she opens the thread, types, reads and leaves: none."""
    the_workers = site.open("Sunita")
    frames: list[str] = []
    the_workers.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    the_workers.goto(address)
    the_workers.wait_for_timeout(1500)
    send(the_workers, "The first Thursday would be fine.")
    expect(shown(the_workers, "The first Thursday")).to_be_visible()
    the_workers.wait_for_timeout(2500)
    before = len(frames)
    assert before >= 2
    hers = opened(site, "Maureen", address)
    hers.locator("form[data-write] textarea").press_sequentially("I am not sure whether")
    expect(shown(hers, "The first Thursday")).to_be_visible()
    hers.wait_for_timeout(1500)
    hers.close(run_before_unload=False)
    the_workers.wait_for_timeout(3000)
    assert frames[before:] == []
    assert "writing" not in the_workers.locator("main").inner_text()
    assert "has read" not in the_workers.locator("main").inner_text()


def test_offline_the_words_stay_and_go_in_their_order(site: Site, address: str) -> None:
    hers, the_workers = opened(site, "Maureen", address), opened(site, "Sunita", address)
    before = Message.objects.count()
    hers.context.set_offline(True)
    for words in ("Written on the bus.", "And under the bridge."):
        send(hers, words)
    unsent = hers.get_by_role("region", name="Not sent yet")
    expect(unsent.get_by_role("listitem")).to_have_count(2)
    expect(hers.get_by_role("status").filter(has_text="Not sent yet. We keep trying")).to_be_visible()
    expect(unsent.get_by_role("button", name="Try again now")).to_be_visible()
    hers.context.set_offline(False)
    check_page(hers)
    expect(shown(the_workers, "And under the bridge.")).to_be_visible()
    expect(hers.get_by_role("region", name="Not sent yet")).to_have_count(0)
    said = [message.words for message in Message.objects.order_by("pk")[before:]]
    assert said == ["Written on the bus.", "And under the bridge."]
    numbers = [int(item.get_attribute("data-number")) for item in hers.locator("[data-number]").all()]
    assert numbers == sorted(numbers)
    # What was written meanwhile to a page that was offline comes as soon as it is back.
    hers.context.set_offline(True)
    send(the_workers, "Safely home?")
    expect(shown(the_workers, "Safely home?")).to_be_visible()
    hers.context.set_offline(False)
    expect(shown(hers, "Safely home?")).to_be_visible()


def test_an_answer_that_was_lost_makes_no_second_message(site: Site, address: str) -> None:
    hers = opened(site, "Maureen", address)
    lost: list[str] = []

    def lose_the_answer(route: Any) -> None:
        if route.request.method != "POST" or len(lost) > 1:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    hers.route(re.compile(f"{address}$"), lose_the_answer)
    send(hers, "Only once, please.")
    unsent = hers.get_by_role("region", name="Not sent yet")
    expect(hers.get_by_text("Not sent yet. We keep trying while this page is open.")).to_be_visible()
    expect(hers.get_by_text("Not sent yet")).to_have_count(1)
    unsent.get_by_role("button", name="Try again now").click()
    expect(shown(hers, "Only once, please.")).to_have_count(1)
    expect(unsent).to_have_count(0)
    assert len(lost) == 2
    assert Message.objects.filter(words="Only once, please.").count() == 1


def test_an_edit_takes_the_place_of_what_was_said(site: Site, address: str) -> None:
    hers, the_workers = opened(site, "Maureen", address), opened(site, "Sunita", address)
    send(the_workers, "See you on Tuesday.")
    expect(shown(hers, "See you on Tuesday.")).to_be_visible()
    follow(shown(the_workers, "See you on Tuesday.").get_by_role("link", name=re.compile("^Change")))
    the_workers.get_by_role("textbox", name="Your message").fill("See you on Thursday.")
    follow(the_workers.get_by_role("button", name="Use these words"))
    expect(shown(hers, "See you on Thursday.")).to_have_count(1)
    expect(hers.locator("[data-thread]")).to_contain_text("What it said before")


def test_without_sockets_it_comes_by_asking(site: Site, address: str) -> None:
    hers = site.open("Maureen")
    hers.add_init_script("window.WebSocket = class { constructor() { throw new Error('none here'); } };")
    hers.goto(address)
    the_workers = opened(site, "Sunita", address)
    send(the_workers, "This takes a little longer.")
    expect(shown(hers, "This takes a little longer.")).to_be_visible()


def test_signed_out_the_words_are_kept_and_come_back(site: Site, address: str) -> None:
    hers = opened(site, "Maureen", address)
    send(hers, "Before it ended.")
    expect(shown(hers, "Before it ended.")).to_be_visible()
    write(hers, "Still on my mind.")
    hers.evaluate(
        "fetch('/accounts/logout/', {method: 'POST', body: new URLSearchParams({csrfmiddlewaretoken: "
        "document.querySelector('[name=csrfmiddlewaretoken]').value})})"
    )
    notice = hers.get_by_role("alert").filter(has_text="You have been signed out.")
    expect(notice).to_be_visible()
    expect(hers.locator("form[data-write] textarea")).to_have_value("Still on my mind.")
    expect(notice.get_by_role("link", name="Sign in and go on")).to_be_visible()
    check_page(hers)
    assert not Message.objects.filter(words__contains="Still on my mind").exists()


def test_a_handover_ends_the_old_workers_open_page_and_the_new_one_writes_into_hers(site: Site, address: str) -> None:
    hers, the_workers = opened(site, "Maureen", address), opened(site, "Sunita", address)
    write(the_workers, "I was about to say")
    morag = site.open("Morag")
    morag.goto(f"/team/people/{user_called('Maureen').uuid}/")
    names_ben(morag, timezone.localdate())
    press(morag, "Name and tell Maureen")
    notice = the_workers.get_by_role("alert").filter(has_text="This conversation is not open to you any more.")
    expect(notice).to_be_visible(timeout=FIVE_SECONDS)
    # Nothing of the conversation is left there but what she had typed herself.
    expect(the_workers.locator("[data-number]")).to_have_count(0)
    expect(notice).to_contain_text("Your words are still on this page, and not sent.")
    expect(the_workers.locator("form[data-write] textarea")).to_have_value("I was about to say")
    expect(the_workers.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    expect(the_workers.get_by_role("link", name="Go to your messages")).to_be_visible()
    check_page(the_workers)
    assert the_workers.request.get(f"{site.url}{address}since/0/").status == 404
    # Maureen was told first; then Ben writes, and it comes into the page that she has had open all the while.
    bens = opened(site, "Ben", address)
    send(bens, "Good morning, Maureen. I am Ben.")
    expect(shown(hers, "Good morning, Maureen. I am Ben.")).to_be_visible()
    # Her page still speaks of Sunita: before Ben reads a word of hers, she is asked.
    send(hers, "I was going to tell Sunita something.")
    waits = hers.get_by_role("region", name="Not sent yet")
    expect(waits).to_contain_text("Who can see this has changed. You and Ben can see this.")
    expect(hers.locator("[data-who-sees]")).to_contain_text("You and Ben can see this.")
    check_page(hers)
    waits.get_by_role("button", name="Send it").click()
    expect(shown(bens, "I was going to tell Sunita something.")).to_be_visible()
    expect(waits).to_be_hidden()
    send(hers, "And this is for you.")
    expect(shown(bens, "And this is for you.")).to_be_visible()


def test_unsent_words_are_asked_about_come_back_and_hold_nobody_up_who_must_leave(site: Site, address: str) -> None:
    hers = opened(site, "Maureen", address)
    hers.route(settings.EXIT_TO, lambda route: route.fulfill(body="It will rain."))
    box, words = hers.locator("form[data-write] textarea"), "Nobody else should read this."
    asked: list[str] = []
    stays = True

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if stays else dialog.accept()

    hers.on("dialog", answer)
    box.press_sequentially(words)
    hers.get_by_role("link", name="All messages").click(no_wait_after=True)
    hers.close(run_before_unload=True)
    hers.wait_for_timeout(500)
    assert asked == ["beforeunload"] * 2
    expect(box).to_have_value(words)
    # She goes all the same, and comes back.
    stays = False
    follow(hers.get_by_role("link", name="All messages"))
    expect(hers.get_by_role("heading", level=1)).to_have_text("Messages")
    hers.go_back()
    expect(box).to_have_value(words)
    # "Exit this page" asks nothing, and going back shows nothing.
    asked.clear()
    hers.get_by_role("button", name="Exit this page").click()
    expect(hers.get_by_text("It will rain.")).to_be_visible()
    assert asked == []
    hers.go_back()
    hers.wait_for_load_state()
    assert words not in hers.content()
    assert not Message.objects.filter(words=words).exists()


def test_a_frame_that_no_page_of_ours_sends_ends_the_socket_by_name(site: Site, address: str) -> None:
    page = opened(site, "Maureen", address)
    code = page.evaluate(
        """() => new Promise((ended) => {
            const socket = new WebSocket(location.origin.replace("http", "ws") + "/ws/messages/");
            socket.addEventListener("open", () => socket.send("x".repeat(501)));
            socket.addEventListener("close", (event) => ended(event.code));
        })"""
    )
    assert code == TOO_LONG
