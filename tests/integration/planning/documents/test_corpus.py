"""The same files through the page: a sentence at the box, the words that were typed kept, nothing that can run."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planning.documents.models import Answer, Document, DocumentFile
from portal.accounts.models import User
from tests.corpus import CANARY, CORPUS
from tests.factories.content import publish
from tests.factories.files import FILES, album, photo
from tests.factories.planning import make_document, share_with_worker
from tests.integration.content.wizards.browser import boxes
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


@pytest.fixture
def shared(cast: Cast, browser_of: BrowserOf) -> Document:
    """A document with one photo in a list of files."""
    document = make_document(cast.maureen, version=publish(album()), title="My album")
    share_with_worker(document)
    address = f"/documents/{document.uuid}/step/files/"
    browser = browser_of(cast.maureen)
    browser.post(address, {**boxes(browser.get(address)), f"{FILES}-file": photo(), "go": f"here:{FILES}"})
    return document


@pytest.mark.parametrize("what", CORPUS)
def test_each_through_the_page(cast: Cast, shared: Document, browser_of: BrowserOf, what: str) -> None:
    sample, browser = CORPUS[what], browser_of(cast.maureen)
    address = f"/documents/{shared.uuid}/step/files/"
    sent = {f"{FILES}-0-caption": "My own words", f"{FILES}-file": SimpleUploadedFile(sample.name, sample.content)}
    page = browser.post(address, {**boxes(browser.get(address)), **sent, "go": "next"})
    entries = Answer.objects.get(document=shared).value
    assert entries[0]["caption"] == "My own words"
    if sample.refused:
        assert page.status_code == 200
        assert sample.refused in page.content.decode() and "My own words</textarea>" in page.content.decode()
        assert (len(entries), DocumentFile.objects.count()) == (1, 1)
        return
    assert page.status_code == 302
    kept = DocumentFile.objects.get(uuid=entries[1]["file"])
    for reader in (cast.maureen, cast.sunita):
        response = browser_of(reader).get(f"/documents/{shared.uuid}/files/{kept.uuid}/")
        picture = sample.kept_as.startswith("image/")
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert response["Content-Type"] == sample.kept_as
        assert response["Content-Disposition"].startswith("inline;" if picture else "attachment;")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert not (picture and CANARY in content)
