"""A plan in pictures and in sound: adding, captions, order, reading, and who gets at the files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, DocumentFile
from planning.documents.services import forget_unused_files
from portal.accounts.models import User
from portal.audit.models import Event
from portal.files import policies
from tests.factories.content import publish
from tests.factories.files import FILES, PHOTOS, RECORDING, SPOKEN, album, photo, recording
from tests.factories.planning import make_document, share_with, share_with_worker
from tests.integration.content.wizards.browser import boxes
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


@pytest.fixture
def pictures(cast: Cast) -> Document:
    return make_document(cast.maureen, version=publish(album()), title="My album")


def send(browser: Client, document: Document, step: str, go: str = "next", **boxed: Any) -> Any:
    """The step's form as it stands, with some boxes filled, sent by one button."""
    address = f"/documents/{document.uuid}/step/{step}/"
    typed = {name.replace("__", "-"): value for name, value in boxed.items()}
    return browser.post(address, {**boxes(browser.get(address)), **typed, "go": go})


def add(browser: Client, document: Document, *photos: SimpleUploadedFile, go: str = f"here:{PHOTOS}") -> Any:
    return send(browser, document, "photos", go, **{f"{PHOTOS}-file": list(photos)})


def captions(document: Document) -> list[str]:
    return [entry["caption"] for entry in Answer.objects.get(document=document, question_id=PHOTOS).value]


def names(document: Document) -> list[str]:
    return [entry["name"] for entry in Answer.objects.get(document=document, question_id=PHOTOS).value]


def caption(browser: Client, document: Document, *words: str, go: str = "next") -> Any:
    return send(browser, document, "photos", go, **{f"{PHOTOS}-{n}-caption": text for n, text in enumerate(words)})


def test_several_photos_at_once_each_with_its_words_in_any_order(
    cast: Cast, pictures: Document, browser_of: BrowserOf
) -> None:
    browser = browser_of(cast.maureen)
    page = add(browser, pictures, photo("green"), photo("red"))
    assert page.status_code == 302 and page["Location"].endswith(f"/step/photos/#q-{PHOTOS}-group")
    caption(browser, pictures, "Our allotment", "The bus")
    entries = Answer.objects.get(document=pictures).value
    assert [entry["caption"] for entry in entries] == ["Our allotment", "The bus"]
    assert all(entry["id"] and entry["content_type"] == "image/png" for entry in entries)
    # Up, with words that were being typed; down again; out.
    caption(browser, pictures, "Our allotment", "The 14 bus", go=f"up:{PHOTOS}:{entries[1]['id']}")
    assert captions(pictures) == ["The 14 bus", "Our allotment"]
    caption(browser, pictures, go=f"down:{PHOTOS}:{entries[1]['id']}")
    assert captions(pictures) == ["Our allotment", "The 14 bus"]
    caption(browser, pictures, go=f"remove:{PHOTOS}:{entries[0]['id']}")
    assert captions(pictures) == ["The 14 bus"]
    assert [entry["id"] for entry in Answer.objects.get(document=pictures).value] == [entries[1]["id"]]


def test_a_refused_photo_says_why_and_the_words_and_the_other_photos_stay(
    cast: Cast, pictures: Document, browser_of: BrowserOf
) -> None:
    browser = browser_of(cast.maureen)
    add(browser, pictures, photo("green"))
    for go in ("next", "stop", "done", f"here:{PHOTOS}"):
        sent = [SimpleUploadedFile("drawing.svg", b"<svg/>"), photo("red")]
        page = send(browser, pictures, "photos", go, **{f"{PHOTOS}-0-caption": f"By {go}", f"{PHOTOS}-file": sent})
        text = page.content.decode()
        assert page.status_code == 200, go
        assert f"drawing.svg: {policies.DRAWING_OR_PAGE}" in text
        assert f"\nBy {go}</textarea>" in text
        # The photo that was fine stands on this very page, and is kept.
        assert text.count("imw-entry--file") == 2
        assert captions(pictures) == [f"By {go}", ""]
    # Sending the page that said so meets no conflict with itself.
    assert browser.post(f"/documents/{pictures.uuid}/step/photos/", {**boxes(page), "go": "next"}).status_code == 302


def test_two_taps_add_one_photo(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    browser = browser_of(cast.maureen)
    address = f"/documents/{pictures.uuid}/step/photos/"
    opened = boxes(browser.get(address))
    for _ in range(2):
        assert browser.post(address, {**opened, f"{PHOTOS}-file": photo(), "go": "next"}).status_code == 302
    assert names(pictures) == ["green.png"]
    assert DocumentFile.objects.count() == 1


def test_two_people_at_the_photos_lose_none(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    share_with(pictures, cast.beth_in_circle, can_edit=True)
    maureen, beth = browser_of(cast.maureen), browser_of(cast.beth)
    add(maureen, pictures, photo("green"))
    address = f"/documents/{pictures.uuid}/step/photos/"
    opened = boxes(maureen.get(address))
    add(beth, pictures, photo("blue"))
    both = maureen.post(
        address, {**opened, f"{PHOTOS}-0-caption": "Grass", f"{PHOTOS}-file": photo("red"), "go": "next"}
    )
    assert both.status_code == 409
    assert both.content.decode().count("<img") == 4
    maureen.post(address, {**boxes(both), f"{PHOTOS}-choice": "both"})
    assert names(pictures) == ["green.png", "blue.png", "red.png"]
    assert captions(pictures)[0] == "Grass"


def test_a_photo_taken_out_in_another_window_can_be_kept(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    browser = browser_of(cast.maureen)
    add(browser, pictures, photo("green"), photo("red"))
    address = f"/documents/{pictures.uuid}/step/photos/"
    opened = boxes(browser.get(address))
    first = Answer.objects.get().value[0]["id"]
    caption(browser, pictures, go=f"remove:{PHOTOS}:{first}")
    both = browser.post(address, {**opened, f"{PHOTOS}-0-caption": "My grass", "go": "next"})
    assert both.status_code == 409
    browser.post(address, {**boxes(both), f"{PHOTOS}-choice": "mine"})
    assert names(pictures) == ["green.png", "red.png"] and captions(pictures)[0] == "My grass"


def test_read_as_a_picture_plan_by_those_who_may(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    share_with_worker(pictures)
    share_with(pictures, cast.beth_in_circle)
    browser = browser_of(cast.maureen)
    add(browser, pictures, photo("green"), photo("red"))
    caption(browser, pictures, "Our allotment <3", "")
    base = f"/documents/{pictures.uuid}/"
    files = [f"{base}files/{file.uuid}/" for file in DocumentFile.objects.order_by("pk")]
    for reader in (cast.sunita, cast.beth):
        text = browser_of(reader).get(base).content.decode()
        assert f'src="{files[0]}" alt="Our allotment &lt;3"' in text
        assert f'src="{files[1]}" alt="Picture 2"' in text
        assert all(browser_of(reader).get(file).status_code == 200 for file in files)
    assert browser_of(cast.amira).get(files[0]).status_code == 404
    # Looking at the same photo again a moment later is one look.
    browser_of(cast.sunita).get(files[0])
    assert Event.objects.filter(verb="file opened", actor_id=cast.sunita.pk).count() == 2
    # Taken out, it is the owner's alone; kept back, none of it is there for others.
    first = Answer.objects.get(document=pictures).value[0]["id"]
    caption(browser, pictures, go=f"remove:{PHOTOS}:{first}")
    assert browser_of(cast.beth).get(files[0]).status_code == 404
    assert browser.get(files[0]).status_code == 200
    Answer.objects.filter(document=pictures).update(audience=Audience.WORKER_ONLY)
    assert browser_of(cast.sunita).get(files[1]).status_code == 200
    assert browser_of(cast.beth).get(files[1]).status_code == 404
    assert "imw-photo" not in browser_of(cast.beth).get(base).content.decode()


def test_a_writer_from_whom_the_photos_are_kept_begins_with_an_empty_page(
    cast: Cast, pictures: Document, browser_of: BrowserOf
) -> None:
    share_with(pictures, cast.beth_in_circle, can_edit=True)
    add(browser_of(cast.maureen), pictures, photo("green"))
    secret = Answer.objects.get(document=pictures)
    Answer.objects.update(audience=Audience.ONLY_ME)
    address = f"/documents/{pictures.uuid}/step/photos/"
    assert secret.value[0]["id"] not in browser_of(cast.beth).get(address).content.decode()
    # Naming the hidden photo brings nothing of it; the same picture of her own is a file of her own.
    guess = {f"{PHOTOS}-rows": "1", f"{PHOTOS}-0-id": secret.value[0]["id"], f"{PHOTOS}-0-caption": "Mine"}
    browser_of(cast.beth).post(address, {**guess, f"{PHOTOS}-version": "0", "go": "next"})
    assert browser_of(cast.beth).get(f"/documents/{pictures.uuid}/files/{secret.value[0]['file']}/").status_code == 404
    add(browser_of(cast.beth), pictures, photo("green"))
    assert DocumentFile.objects.count() == 2
    assert Answer.objects.get(document=pictures).value == secret.value


def test_what_was_recorded_plays_from_any_place(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    share_with_worker(pictures)
    browser = browser_of(cast.maureen)
    go = f"here:{RECORDING}"
    send(browser, pictures, "recording", go, **{f"{RECORDING}-file": recording(), f"{RECORDING}-words": "I swim"})
    file = DocumentFile.objects.get()
    stored = Answer.objects.get(document=pictures).value
    assert stored == {
        "file": str(file.uuid), "name": "Me.weba", "content_type": "audio/webm", "size": len(SPOKEN), "words": "I swim"
    }  # fmt: skip
    address = f"/documents/{pictures.uuid}/files/{file.uuid}/"
    text = browser_of(cast.sunita).get(f"/documents/{pictures.uuid}/").content.decode()
    assert f'<audio class="imw-sound" controls preload="metadata" src="{address}"' in text and "I swim" in text
    part = browser_of(cast.sunita).get(address, headers={"range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, SPOKEN[4:10])  # type: ignore[attr-defined]
    assert part["Content-Disposition"].startswith("inline") and part["X-Content-Type-Options"] == "nosniff"
    send(browser, pictures, "recording", f"take_away:{RECORDING}")
    assert Answer.objects.get(document=pictures).value is None
    refused = send(browser, pictures, "recording", **{f"{RECORDING}-file": photo(), f"{RECORDING}-words": "Still here"})
    assert policies.NOT_SOUND in refused.content.decode()
    assert Answer.objects.get(document=pictures).value == {"words": "Still here"}


def test_a_document_of_ones_own_beside_photos(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    letter = SimpleUploadedFile("My plan.pdf", b"%PDF-1.7\n%%EOF")
    send(browser_of(cast.maureen), pictures, "files", **{f"{FILES}-file": [letter, photo("red")]})
    text = browser_of(cast.maureen).get(f"/documents/{pictures.uuid}/check/").content.decode()
    pdf, red = DocumentFile.objects.order_by("pk")
    assert f'<a href="/documents/{pictures.uuid}/files/{pdf.uuid}/">My plan.pdf</a>' in text
    assert f'src="/documents/{pictures.uuid}/files/{red.uuid}/"' in text


def test_more_than_there_is_room_for_is_said(
    cast: Cast, pictures: Document, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.wizards.sent.MOST_FILES", 2)
    page = add(browser_of(cast.maureen), pictures, photo("green"), photo("red"), photo("blue"))
    assert page.status_code == 200 and "“blue.png” was not added" in page.content.decode()
    assert names(pictures) == ["green.png", "red.png"]


@pytest.mark.django_db(transaction=True)
def test_photos_in_a_list_are_not_unused(cast: Cast, pictures: Document, browser_of: BrowserOf) -> None:
    browser = browser_of(cast.maureen)
    add(browser, pictures, photo("green"), photo("red"))
    entries = Answer.objects.get(document=pictures).value
    caption(browser, pictures, go=f"remove:{PHOTOS}:{entries[0]['id']}")
    DocumentFile.objects.update(uploaded_at=timezone.now() - timedelta(days=3))
    assert forget_unused_files(at=timezone.now()) == 0
    Answer.objects.get(document=pictures).before.all().delete()
    assert forget_unused_files(at=timezone.now()) == 1
    assert DocumentFile.objects.get().name == "red.png"
