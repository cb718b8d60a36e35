"""Maureen's plan with something of every sort in it, and its copies."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from planning.documents.enums import Audience
from planning.documents.models import Document, DocumentFile, OwnHeading, OwnQuestion
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document
from tests.personas import Cast

SET = default_definition()
WORDS = question_id(SET, "long_text")
SHORT = question_id(SET, "short_text")
TODOS = question_id(SET, "todo_list")
PEOPLE = question_id(SET, "people_list")
PHOTO = question_id(SET, "file")

# What must reach nobody but Maureen, in whichever form; and what is for her social worker alone.
SECRET = "tangerine-tin-behind-the-clock"
FOR_THE_WORKER = "worry-about-the-stairs"
SHARED = "the choir on Thursdays"
PASSPORT = "11111111-2222-4333-8444-555555555555"


def photo(size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, format="JPEG")
    return out.getvalue()


def add_photo(document: Document, at: datetime, *, question: str = PHOTO, caption: str = "My garden") -> DocumentFile:
    """A photo with its answer."""
    file = DocumentFile(
        document=document,
        question_id=question,
        name="garden.jpg",
        content_type="image/jpeg",
        size=len(photo()),
        uploaded_by=document.owner,
        uploaded_at=at,
    )
    file.blob.save(str(file.uuid), ContentFile(photo()))
    value = {"file": str(file.uuid), "name": file.name, "content_type": file.content_type, "size": file.size}
    value |= {"width": 60, "height": 40}
    answer(document, question, {**value, "caption": caption})
    return file


@pytest.fixture
def plan(cast: Cast, now: datetime) -> Document:
    """Words for everybody, for the worker, for nobody; a photo; things to do; a heading that holds a secret."""
    document = make_document(cast.maureen)
    answer(document, WORDS, SHARED)
    answer(document, SHORT, SECRET, audience=Audience.ONLY_ME)
    answer(document, PEOPLE, [{"id": PASSPORT, "name": FOR_THE_WORKER}], audience=Audience.WORKER_ONLY)
    answer(
        document,
        TODOS,
        [
            {"id": PASSPORT, "what": "Ring the council", "who": "Beth", "by": "2026-12-01"},
            {"id": PASSPORT.replace("1", "6"), "what": "Some day", "who": "", "by": ""},
        ],
    )
    add_photo(document, now)
    heading = OwnHeading.objects.create(document=document, title=f"About {SECRET}")
    question = OwnQuestion.objects.create(document=document, step_id=heading.step_id, label=f"Where is {SECRET}?")
    answer(document, str(question.question_id), SECRET, audience=Audience.ONLY_ME)
    return document


@pytest.fixture
def take(browser_of: Callable[[User], Client]) -> Callable[..., HttpResponse]:
    """A function: what this user gets when they ask for a document in this form."""

    def _take(user: User, document: Document, form: str, parts: str = "shared", *, version: int = 0) -> HttpResponse:
        base = f"/documents/{document.uuid}/" + (f"versions/{version}/" if version else "")
        if form == "print":
            return browser_of(user).get(f"{base}export/print/", {"parts": parts})  # type: ignore[return-value]
        return browser_of(user).post(f"{base}export/", {"form": form, "parts": parts})  # type: ignore[return-value]

    return _take


def content_of(response: HttpResponse) -> bytes:
    """Its bytes, also where they are streamed."""
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
