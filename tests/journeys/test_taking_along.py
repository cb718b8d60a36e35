"""Maureen takes her plan along in each form, Beth takes what she may see, and a copy is brought in again."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planning.documents.models import Document
from planning.exports.models import PreparedCopy
from planning.exports.services import copies
from planning.exports.tasks import make_copy
from tests.journeys.conftest import BOTH_WAYS, Site, check_page, follow, press

BEGINNINGS = {
    "PDF": (b"%PDF", ".pdf"),
    "PDF in large print": (b"%PDF", "-large-print.pdf"),
    "Word": (b"PK", ".docx"),
    "All of it as data": (b"PK", ".zip"),
    "Things to do, for your calendar": (b"BEGIN:VCALENDAR", ".ics"),
}
WORDS = "Singing. I was an alto for thirty-one years."


def choose(page: Page, form: str) -> None:
    page.get_by_label(form, exact=True).check()


def get(page: Page) -> tuple[str, bytes]:
    """What the browser keeps after "Get it": its name, and what is in it."""
    with page.expect_download() as waited:
        page.locator("main").get_by_text("Get it", exact=True).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize(("size", "javascript"), BOTH_WAYS)
def test_a_plan_is_taken_along_in_each_form(site: Site, size: str, javascript: bool) -> None:
    page = site.open("Maureen", size=size, javascript=javascript)
    document = Document.objects.filter(owner__known_as="Maureen").order_by("pk")[0]
    page.goto(document.get_absolute_url())
    follow(page.get_by_role("link", name="Print it or keep a copy"))
    check_page(page)
    expect(page.get_by_label("What everyone I share it with can see")).to_be_checked()
    press(page, "Get it")
    expect(page.get_by_role("link", name="Choose how you want it.")).to_be_visible()
    check_page(page)
    for form, (beginning, ending) in BEGINNINGS.items():
        choose(page, form)
        name, content = get(page)
        assert name.endswith(ending)
        assert content.startswith(beginning)
    choose(page, "A page to print")
    press(page, "Get it")
    expect(page.get_by_role("heading", level=1)).to_have_text(document.title)
    expect(page.get_by_text(WORDS).first).to_be_visible()
    expect(page.get_by_text("In my words").first).to_be_visible()
    check_page(page)


def test_beth_takes_what_she_may_see_and_maureen_sees_that_she_did(site: Site) -> None:
    beth, maureen = site.open("Beth"), site.open("Maureen")
    document = Document.objects.filter(owner__known_as="Maureen").order_by("pk")[0]
    beth.goto(document.get_absolute_url())
    follow(beth.get_by_role("link", name="Print it or keep a copy"))
    expect(beth.get_by_text("Maureen can see that you made a copy.")).to_be_visible()
    check_page(beth)
    choose(beth, "PDF")
    name, content = get(beth)
    assert name == "document.pdf"
    assert content.startswith(b"%PDF")
    maureen.goto("/people/who-looked/")
    expect(maureen.get_by_text("made a copy of your document").first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_large_copy_is_waited_for_and_brought_in_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, javascript: bool
) -> None:
    monkeypatch.setattr(copies, "AT_ONCE", -1)
    page = site.open("Maureen", size="phone", javascript=javascript)
    document = Document.objects.filter(owner__known_as="Maureen").order_by("pk")[0]
    page.goto(f"{document.get_absolute_url()}export/")
    choose(page, "All of it as data")
    choose(page, "Everything, also what only I can see")
    press(page, "Get it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your copy is ready")
    check_page(page)
    name, content = get(page)
    assert "document.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()

    (tmp_path / name).write_bytes(content)
    page.goto("/documents/")
    follow(page.get_by_role("link", name="Bring in a document that you kept as data"))
    check_page(page)
    page.get_by_label("Your file").set_input_files(tmp_path / name)
    press(page, "Bring it in")
    expect(page.get_by_text("It is here. Only you can see it, until you share it.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(document.title)
    check_page(page)
    assert Document.objects.filter(owner=document.owner, title=document.title).count() == 2


def test_while_it_is_made_the_page_says_how_far_it_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page looks again by itself, and ends with the way to the copy."""
    queued: list[str] = []

    class Queue:
        def enqueue(self, uuid: str) -> None:
            queued.append(uuid)

    monkeypatch.setattr(copies, "AT_ONCE", -1)
    monkeypatch.setattr(copies, "make_copy", Queue())
    page = site.open("Maureen")
    document = Document.objects.filter(owner__known_as="Maureen").order_by("pk")[0]
    page.goto(f"{document.get_absolute_url()}export/")
    choose(page, "Word")
    press(page, "Get it")
    expect(page.get_by_role("heading", level=1)).to_have_text("We are making your copy")
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    check_page(page)
    PreparedCopy.objects.filter(uuid=queued[0]).update(done=3, total=9)
    expect(page.get_by_role("status").filter(has_text="3 of 9 photos are in it.")).to_be_visible()
    make_copy.func(queued[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Your copy is ready")
    expect(page.get_by_role("link", name="Look again")).to_have_count(0)
    name, content = get(page)
    assert name.endswith(".docx")
    assert content.startswith(b"PK")
    check_page(page)
