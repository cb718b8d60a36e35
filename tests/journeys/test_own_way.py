"""Iris plans in her own way: under headings of her own, in photos, and aloud."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from planning.documents.models import Answer, Document
from tests.factories.planning import share_with
from tests.factories.portal import join_circle
from tests.journeys.conftest import BOTH_SIZES, BOTH_WAYS, Site, check_page, follow, press, user_called

# Whether there is sound in an <audio>, once it is loaded.
HEARD = """async (audio) => {
    if (audio.readyState < 1) await new Promise((done) => audio.addEventListener("loadedmetadata", done));
    return audio.error === null;
}"""
PICTURES = ("green", "tomato", "skyblue")


def begins(page: Page) -> str:
    page.goto("/documents/new/")
    check_page(page)
    press(page, "Begin My plan, my own way")
    expect(page.get_by_role("heading", level=1)).to_have_text("My plan, my own way")
    check_page(page)
    return str(Document.objects.get(owner__known_as="Iris").get_absolute_url())


def pictures() -> list[dict[str, object]]:
    made = []
    for colour in PICTURES:
        out = io.BytesIO()
        Image.new("RGB", (300, 200), colour).save(out, format="JPEG")
        made.append({"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    return made


def captions(page: Page) -> list[str]:
    return [box.input_value() for box in page.get_by_label(re.compile("What does photo . show")).all()]


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_blank_page_and_headings_of_her_own(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    document = begins(page)
    for heading, words in (("My mornings", "Tea first, then talk."), ("My bees", "Two hives, on the allotment.")):
        page.get_by_label("Your heading").fill(heading)
        press(page, "Write under this heading")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        check_page(page)
        page.get_by_role("textbox", name="What do you want to say here?").fill(words)
        press(page, "Save and stop for now")
        expect(page.get_by_role("link", name=heading, exact=True)).to_be_visible()
    check_page(page)
    page.goto(f"{document}check/")
    expect(page.get_by_text("Tea first, then talk.")).to_be_visible()
    expect(page.get_by_role("heading", name="My bees")).to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_plan_in_photos_and_her_friend_reads_it(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    document = begins(page)
    follow(page.get_by_role("link", name="My plan in photos"))
    check_page(page)
    page.get_by_label("Choose your photos").set_input_files(pictures())  # type: ignore[arg-type]
    press(page, "Add these photos")
    expect(page.get_by_role("group", name=re.compile("^Photo"))).to_have_count(3)
    check_page(page)
    for number, words in enumerate(("The allotment", "The bus to town", "My sister"), 1):
        page.get_by_label(f"What does photo {number} show?").fill(words)
    follow(page.get_by_role("button", name=re.compile("Move up ?: photo 3")))
    page.wait_for_load_state()
    assert captions(page) == ["The allotment", "My sister", "The bus to town"]

    # A drawing is refused; what was typed meanwhile is still there, and kept.
    page.get_by_label("What does photo 1 show?").fill("Our allotment, in June")
    drawing = {"name": "drawing.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload=alert(1)></svg>"}
    page.get_by_label("Add more").set_input_files(drawing)  # type: ignore[arg-type]
    press(page, "Save and continue")
    expect(page.get_by_text("We cannot keep drawings or web pages").first).to_be_visible()
    expect(page.get_by_label("What does photo 1 show?")).to_have_value("Our allotment, in June")
    check_page(page)
    follow(page.get_by_role("button", name=re.compile("Take this out ?: photo 3")))
    page.wait_for_load_state()
    assert captions(page) == ["Our allotment, in June", "My sister"]
    press(page, "Save and stop for now")

    # Beth reads it as a plan in pictures.
    friend = join_circle(user_called("Iris"), user_called("Beth"), relation="my friend")
    share_with(Document.objects.get(owner__known_as="Iris"), friend)
    reader = site.open("Beth", size=size, javascript=javascript)
    reader.goto(document)
    first = reader.get_by_role("img", name="Our allotment, in June")
    expect(first).to_be_visible()
    check_page(reader)
    if javascript:
        first.scroll_into_view_if_needed()
        assert first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 300


@pytest.mark.parametrize(("size", "javascript"), BOTH_SIZES)
def test_what_she_says_is_recorded_kept_and_played_from_any_place(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    page.context.grant_permissions(["microphone"])
    document = begins(page)
    page.goto(f"{document}step/recording/")
    check_page(page)
    # By keyboard: the focus goes where the next button is.
    page.get_by_role("button", name="Start recording").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recording now.")).to_be_visible()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_focused()
    expect(page.get_by_text("0:02")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keep this recording")).to_be_focused()
    expect(page.locator("[data-recorder-listen]")).to_be_visible()
    assert page.locator("[data-recorder-listen]").evaluate(HEARD) is True
    check_page(page)
    # Leaving now asks first; nothing is lost by a slip.
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Back to the list").click(no_wait_after=True)
    expect(page.get_by_role("button", name="Keep this recording")).to_be_visible()
    assert asked == ["beforeunload"]
    page.get_by_label("The same in writing, if you like").fill("I want to stay in my own house.")
    press(page, "Keep this recording")
    expect(page.get_by_text("Here now:")).to_be_visible()
    value = Answer.objects.get(document__owner__known_as="Iris").value
    assert (value["content_type"], value["words"]) == ("audio/webm", "I want to stay in my own house.")
    assert value["size"] > 1000

    # It plays from its own address, and from the middle of it.
    page.goto(f"{document}check/")
    check_page(page)
    sound = page.locator("audio").first
    at = sound.evaluate(
        """async (audio) => {
            if (audio.readyState < 1) await new Promise((done) => audio.addEventListener("loadedmetadata", done));
            audio.currentTime = 1;
            await new Promise((done) => audio.addEventListener("seeked", done));
            const from = audio.currentTime;
            audio.muted = true;
            await audio.play();
            await new Promise((done) => audio.addEventListener("timeupdate", () => audio.currentTime > from && done()));
            return from;
        }"""
    )
    assert at == 1
    assert 1 < sound.evaluate("audio => audio.duration") < 60
    expect(page.get_by_text("I want to stay in my own house.")).to_be_visible()


def test_whatever_button_is_pressed_what_was_said_goes_along(site: Site) -> None:
    page = site.open("Iris")
    page.context.grant_permissions(["microphone"])
    document = begins(page)
    page.goto(f"{document}step/recording/")
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_text("0:01")).to_be_visible()
    press(page, "Save and stop for now")
    expect(page.get_by_text("You can go on whenever you like.")).to_be_visible()
    assert Answer.objects.get(document__owner__known_as="Iris").value["file"]


def test_a_microphone_that_is_refused_is_said_and_a_file_will_do(site: Site) -> None:
    page = site.open("Iris")
    document = begins(page)
    page.goto(f"{document}step/recording/")
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_text("We may not use your microphone.")).to_be_visible()
    check_page(page)
    sound = {"name": "me.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3\x03\x00" + b"\x00" * 200}
    page.get_by_label("Or choose a recording that you have").set_input_files(sound)  # type: ignore[arg-type]
    press(page, "Save and stop for now")
    assert Answer.objects.get(document__owner__known_as="Iris").value["content_type"] == "audio/mpeg"


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_what_the_plan_covers_for_her_and_for_who_reads_it(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Iris", size=size, javascript=javascript)
    document = begins(page)
    page.get_by_label("Your heading").fill("My mornings")
    press(page, "Write under this heading")
    page.get_by_role("textbox", name="What do you want to say here?").fill("Tea first, then talk.")
    press(page, "Save and stop for now")
    page.get_by_label("Your heading").fill("My secrets")
    press(page, "Write under this heading")
    page.get_by_role("textbox", name="What do you want to say here?").fill("Nobody else's business.")
    press(page, "Save and stop for now")
    follow(page.get_by_role("link", name="Look at the map"))
    check_page(page)

    # Two ticks about what everybody may read, one about what she keeps to herself, one that names no place.
    def tick(words: str) -> None:
        page.get_by_role("checkbox", name=re.compile(f"My plan says this ?: {words}")).check()

    for words in ("What is important to you", "Eating and drinking well"):
        tick(words)
    page.get_by_label("Where does your plan say this?").select_option(label="My mornings")
    press(page, "Save my ticks")
    tick("Looking after a child")
    press(page, "Save my ticks")
    follow(page.get_by_role("link", name=re.compile("Say where, or .*: Using the toilet")))
    check_page(page)
    page.get_by_role("radio", name="Partly").check()
    page.get_by_label("Where does your plan say this?").select_option(label="My secrets")
    press(page, "Save")
    check_page(page)

    def said(reader: Page, words: str) -> str:
        return reader.get_by_role("listitem").filter(has_text=words).locator(".imw-tag").inner_text()

    outcomes = ("Eating and drinking well", "Using the toilet", "Looking after a child")
    assert [said(page, words) for words in outcomes] == ["Covered", "Partly", "Covered"]
    share_with(Document.objects.get(owner__known_as="Iris"), join_circle(user_called("Iris"), user_called("Beth")))
    Answer.objects.filter(value="Nobody else's business.").update(audience="only_me")
    beth = site.open("Beth", size=size, javascript=javascript)
    beth.goto(document)
    expect(beth.get_by_text("What the plan covers so far:")).to_be_visible()
    follow(beth.get_by_role("link", name="Look at the map"))
    check_page(beth)
    assert [said(beth, words) for words in outcomes] == ["Covered", "Not yet", "Not yet"]
    assert "secrets" not in beth.content()
    expect(beth.get_by_role("checkbox")).to_have_count(0)
