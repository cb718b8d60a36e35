"""Maureen and Sunita write to each other by ordinary forms, and Maureen talks with her family apart from that."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from community.messaging.models import Message, Thread
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press, send, user_called

PHOTO = Path(__file__).resolve().parent.parent.parent / "content/seed/photos/goat.webp"
HEARD = """async (audio) => {
    if (audio.readyState < 1) await new Promise((done) => audio.addEventListener("loadedmetadata", done));
    return audio.error === null;
}"""
# How far it has come a moment after it was told to play.
PLAYED = """async (audio) => {
    audio.muted = true;
    await audio.play();
    await new Promise((done) => audio.addEventListener("timeupdate", () => audio.currentTime > 0 && done()));
    return audio.currentTime;
}"""


def opens_the_thread(page: Page, *, with_whom: str) -> None:
    page.goto("/messages/")
    check_page(page)
    follow(page.get_by_role("link", name=with_whom).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(with_whom)
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_question_and_its_answer(site: Site, size: str, javascript: bool) -> None:
    maureen = site.open("Maureen", size=size, javascript=javascript)
    opens_the_thread(maureen, with_whom="Sunita and me")
    expect(maureen.locator("#main-content")).to_contain_text("You and Sunita can see this.")
    maureen.get_by_label("Write to Sunita").fill("May I keep the tangerine tin?")
    send(maureen, "May I keep the tangerine tin?")
    mine = maureen.locator(".imw-message[data-number]").last
    expect(mine).to_contain_text("May I keep the tangerine tin?")
    expect(mine).to_contain_text("sent")
    check_page(maureen)

    sunita = site.open("Sunita", size=size, javascript=javascript)
    opens_the_thread(sunita, with_whom="Maureen Ashby")
    hers = sunita.locator(".imw-message[data-number]").last
    hers.get_by_role("link", name="Reply").click()
    expect(sunita.locator("#write")).to_contain_text("You answer Maureen")
    check_page(sunita)
    sunita.get_by_label("Write to Maureen").fill("Of course you may.")
    send(sunita, "Of course you may.")
    answer = sunita.locator(".imw-message[data-number]").last
    expect(answer).to_contain_text("May I keep the tangerine tin?")
    expect(answer).to_contain_text("Of course you may.")

    maureen.reload()
    expect(maureen.locator(".imw-message[data-number]").last).to_contain_text("Of course you may.")
    expect(maureen.locator("body")).to_contain_text("Sunita has read it")
    expect(sunita.locator("body")).not_to_contain_text("has read")


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_other_words_a_photo_and_a_look_back(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Maureen", size=size, javascript=javascript)
    opens_the_thread(page, with_whom="Sunita and me")
    page.get_by_label("Write to Sunita").fill("This is on Tuesday")
    page.get_by_text("Add a photo or a file").click()
    check_page(page)
    page.get_by_label("Photos or files").set_input_files(PHOTO)
    send(page, "This is on Tuesday")
    mine = page.locator(".imw-message[data-number]").last
    expect(mine.get_by_role("img", name="goat.webp")).to_be_visible()
    follow(mine.get_by_role("link", name="Change"))
    check_page(page)
    page.get_by_label("Your message").fill("This is on Thursday")
    press(page, "Use these words")
    mine = page.locator(".imw-message[data-number]").last
    expect(mine).to_contain_text("This is on Thursday")
    mine.get_by_text("What it said before").click()
    expect(mine).to_contain_text("This is on Tuesday")
    check_page(page)
    follow(page.get_by_role("link", name="Look for words"))
    check_page(page)
    page.get_by_label("Which words?").fill("thursday")
    press(page, "Look for it")
    expect(page.locator("mark")).to_have_text("Thursday")
    check_page(page)
    assert "thursday" not in page.url.lower()
    follow(page.get_by_role("link", name=re.compile("^You, today")))
    expect(page.locator(".imw-message:target")).to_contain_text("This is on Thursday")
    follow(page.get_by_role("link", name="Print", exact=True))
    expect(page.locator(".imw-paper")).to_contain_text("This is on Thursday")
    check_page(page)


def test_what_she_says_aloud_is_sent_kept_and_played(site: Site) -> None:
    page = site.open("Maureen", size="phone")
    page.context.grant_permissions(["microphone"])
    opens_the_thread(page, with_whom="Sunita and me")
    page.get_by_text("Record your voice").click()
    check_page(page)
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_text("0:02")).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Send this recording")).to_be_focused()
    assert page.get_by_label("What you have just said").evaluate(HEARD) is True
    check_page(page)
    # Going away now asks first.
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="All messages").click(no_wait_after=True)
    expect(page.get_by_role("button", name="Send this recording")).to_be_visible()
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Send this recording").click()
    mine = page.locator(".imw-message[data-number]").last
    expect(mine.locator("audio")).to_have_attribute("aria-label", re.compile("^Recording of "))
    expect(page.get_by_role("button", name="Send this recording")).to_have_count(0)
    check_page(page)

    sunita = site.open("Sunita")
    sunita.goto(Thread.objects.get(person=user_called("Maureen"), kind="worker").get_absolute_url())
    hers = sunita.locator(".imw-message[data-number]").last.locator("audio")
    assert hers.evaluate(HEARD) is True
    assert hers.evaluate(PLAYED) > 0
    check_page(sunita)
    assert Message.objects.latest("pk").files.count() == 1


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_refused_file_costs_no_words(site: Site, size: str, javascript: bool, tmp_path: Path) -> None:
    page = site.open("Maureen", size=size, javascript=javascript)
    program = tmp_path / "game.exe"
    program.write_bytes(b"MZ program")
    opens_the_thread(page, with_whom="Sunita and me")
    page.get_by_label("Write to Sunita").fill("Have a look at this")
    page.get_by_text("Add a photo or a file").click()
    page.get_by_label("Photos or files").set_input_files(program)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#main-content")).to_contain_text("game.exe: This looks like a program.")
    if javascript:
        page.get_by_role("button", name="Change these words").click()
    expect(page.get_by_label("Write to Sunita")).to_have_value("Have a look at this")
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_family_talk_is_apart(site: Site, size: str, javascript: bool) -> None:
    maureen = site.open("Maureen", size=size, javascript=javascript)
    maureen.goto("/messages/")
    follow(maureen.get_by_role("link", name="Talk with family too"))
    check_page(maureen)
    maureen.get_by_label("What do you want to call it?").fill("The choir")
    maureen.get_by_label("Beth, my daughter").check()
    press(maureen, "Begin")
    expect(maureen.get_by_role("heading", level=1)).to_have_text("The choir")
    maureen.get_by_label("Write to Beth").fill("Will you come on Thursday?")
    send(maureen, "Will you come on Thursday?")
    expect(maureen.locator(".imw-message[data-number]").last).to_contain_text("Will you come on Thursday?")
    check_page(maureen)

    beth = site.open("Beth", size=size, javascript=javascript)
    opens_the_thread(beth, with_whom="The choir")
    expect(beth.locator("body")).to_contain_text("Will you come on Thursday?")
    expect(beth.locator("body")).not_to_contain_text("Sunita")
    sunita = site.open("Sunita", size=size, javascript=javascript)
    sunita.goto("/messages/")
    expect(sunita.locator("body")).not_to_contain_text("The choir")

    follow(maureen.get_by_role("link", name="Change who is in it"))
    check_page(maureen)
    maureen.get_by_label("Sunita, my social worker").check()
    press(maureen, "Keep it like this")
    sunita.goto("/messages/")
    thread = Thread.objects.get(title="The choir")
    sunita.goto(thread.get_absolute_url())
    expect(sunita.locator("body")).not_to_contain_text("Will you come on Thursday?")
    check_page(sunita)
    beth.goto(f"{thread.get_absolute_url()}leave/")
    check_page(beth)
    press(beth, "Leave it now")
    expect(beth.locator("#main-content")).to_contain_text("You have left the conversation.")
    assert beth.goto(thread.get_absolute_url()).status == 404  # type: ignore[union-attr]


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_question_about_one_cost(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Maureen", size=size, javascript=javascript)
    page.goto("/documents/")
    follow(page.get_by_role("link", name="My support plan").first)
    page.goto(f"{page.url.split('#')[0]}check/")
    check_page(page)
    costs = page.locator(".imw-answer", has_text="Insurance for being an employer").first
    follow(costs.get_by_role("link", name="Ask Sunita about this"))
    check_page(page)
    page.get_by_label("Which line is it about?").select_option(label="“Insurance for being an employer”")
    page.get_by_label("Write to Sunita").fill("Do I need this one?")
    send(page, "Do I need this one?")
    mine = page.locator(".imw-message[data-number]").last
    expect(mine).to_contain_text("Do I need this one?")
    expect(mine.locator(".imw-about")).to_contain_text("Insurance for being an employer")
    expect(page.locator("[data-about]")).to_have_count(0)
    follow(mine.locator(".imw-about a"))
    expect(page.locator(".imw-answer:target")).to_contain_text("Do I need this one?")
    check_page(page)


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_words_come_back_after_the_sign_in_ran_out(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Maureen", size=size, javascript=javascript)
    opens_the_thread(page, with_whom="Sunita and me")
    count = Message.objects.count()
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Write to Sunita").fill("May I keep the tangerine tin?")
    page.get_by_role("button", name="Send", exact=True).click()
    said = "Your words are kept for a day." if javascript else "Sign in"
    expect(page.locator("#main-content")).to_contain_text(said)
    signed_in = site.open("Maureen", size=size, javascript=javascript)
    assert Message.objects.count() == count
    thread = Thread.objects.get(person=user_called("Maureen"), kind="worker")
    signed_in.goto(thread.get_absolute_url())
    expect(signed_in.locator("#main-content")).to_contain_text("We kept your words")
    expect(signed_in.get_by_label("Write to Sunita")).to_have_value("May I keep the tangerine tin?")
    check_page(signed_in)
    send(signed_in, "May I keep the tangerine tin?")
    signed_in.goto(thread.get_absolute_url())
    expect(signed_in.get_by_label("Write to Sunita")).to_have_value("")
    assert Message.objects.count() == count + 1


def test_nobody_has_written_yet(site: Site) -> None:
    iris = site.open("Iris", size="phone")
    iris.goto("/messages/")
    expect(iris.locator("#main-content")).to_contain_text("You have no social worker here yet")
    check_page(iris)
    kofi = site.open("Kofi", size="phone")
    kofi.goto("/messages/")
    follow(kofi.get_by_role("link", name="Write to Sunita"))
    expect(kofi.locator("#main-content")).to_contain_text("Nothing written yet")
    check_page(kofi)
