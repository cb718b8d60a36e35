"""A document taken along: each form holds what its reader may see, and nothing of what is kept from them."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.services import leave_parts_out, share_with_named_worker
from planning.exports import pdf
from planning.exports.pdf import NoPdf
from planning.exports.services import copies as services
from portal.audit.models import Event
from portal.relationships.models import CircleMembership
from tests.factories.comments import comment, suggestion
from tests.factories.planning import make_version, share_with, share_with_worker
from tests.integration.planning.exports.conftest import (
    FOR_THE_WORKER,
    PASSPORT,
    SECRET,
    SET,
    SHARED,
    SHORT,
    TODOS,
    WORDS,
    add_photo,
    content_of,
)
from tests.personas import Cast
from tests.unit.planning.exports.reading_back import everything_in, pdf_text, tags, word_text

Take = Callable[..., HttpResponse]
FILES = ["pdf", "pdf-large", "word", "data", "calendar"]
FORMS = [*FILES, "print"]
TYPES = {
    "pdf": "application/pdf",
    "pdf-large": "application/pdf",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "data": "application/zip",
    "calendar": "text/calendar; charset=utf-8",
}


def unpacked(form: str, content: bytes) -> bytes:
    """Everything that is in a copy, whatever it is packed into."""
    if form.startswith("pdf"):
        return everything_in(content) + pdf_text(content).encode()
    if form in {"word", "data"}:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"\n".join([*(name.encode() for name in packed.namelist()), *map(packed.read, packed.namelist())])
    return content.replace(b"\r\n ", b"")


def data_in(content: bytes) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found: dict[str, object] = json.loads(packed.read("document.json"))
    return found


@pytest.mark.parametrize("form", FILES)
def test_each_form_is_a_file_that_is_kept_and_never_opened_as_a_page(
    cast: Cast, plan: Document, take: Take, form: str
) -> None:
    response = take(cast.maureen, plan, form)
    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[form]
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''my-support-plan")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", ["beth", "sunita"])
def test_what_is_kept_from_a_reader_is_in_no_form_of_it(
    cast: Cast, plan: Document, take: Take, form: str, who: str
) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    content = unpacked(form, content_of(take(getattr(cast, who), plan, form, "all")))
    assert SECRET.encode() not in content
    assert b"tangerine" not in content.lower()
    if who == "beth":
        assert FOR_THE_WORKER.encode() not in content
    elif form in {"word", "data", "print"}:
        assert FOR_THE_WORKER.encode() in content
    if form != "calendar":
        assert SHARED.encode() in content


@pytest.mark.parametrize("form", FORMS)
def test_what_is_hidden_leaves_no_trace(cast: Cast, plan: Document, take: Take, form: str, now: datetime) -> None:
    """With the hidden answers, and without them and their own heading, a supporter gets the same."""
    share_with(plan, cast.beth_in_circle)
    with_them = unpacked_without_moments(form, content_of(take(cast.beth, plan, form)))
    Answer.objects.filter(document=plan).exclude(audience=Audience.EVERYONE).delete()
    plan.own_questions.all().delete()
    plan.own_headings.all().delete()
    assert unpacked_without_moments(form, content_of(take(cast.beth, plan, form))) == with_them


def unpacked_without_moments(form: str, content: bytes) -> object:
    """What a copy says, apart from when it was made and from tokens of the page around it."""
    if form == "data":
        return {**data_in(content), "exported_at": ""}
    if form.startswith("pdf"):
        return (pdf_text(content), tags(content))
    if form == "word":
        return word_text(content)
    if form == "calendar":
        return [line for line in content.splitlines() if not line.startswith(b"DTSTAMP")]
    page = content.decode()
    return page[page.index("imw-paper") : page.index("</main>")]


@pytest.mark.parametrize("form", ["word", "data", "print"])
def test_the_owner_chooses_how_much_of_it(cast: Cast, plan: Document, take: Take, form: str) -> None:
    def holds(parts: str) -> tuple[bool, bool, bool]:
        content = unpacked(form, content_of(take(cast.maureen, plan, form, parts)))
        return tuple(words.encode() in content for words in (SHARED, FOR_THE_WORKER, SECRET))  # type: ignore[return-value]

    assert holds("shared") == (True, False, False)
    assert holds("worker") == (True, True, False)
    assert holds("all") == (True, True, True)


def test_without_a_choice_the_owner_takes_nothing_private_along(
    cast: Cast, plan: Document, browser_of: Callable[..., object]
) -> None:
    page = browser_of(cast.maureen).get(f"/documents/{plan.uuid}/export/").content.decode()  # type: ignore[attr-defined]
    chosen = page.index('value="shared"')
    assert "checked" in page[chosen : page.index(">", chosen)]
    assert "whoever gets hold of it can read all of it" in page


def test_what_one_share_leaves_out_is_not_what_everyone_can_see(
    cast: Cast, plan: Document, take: Take, now: datetime
) -> None:
    share_with(plan, cast.beth_in_circle)
    grant = share_with_named_worker(document=plan, by=cast.maureen, at=now)
    leave_parts_out(grant=grant, left_out=[WORDS], by=cast.maureen, at=now)  # type: ignore[list-item]
    assert SHARED not in word_text(content_of(take(cast.maureen, plan, "word", "shared")))
    assert SHARED not in word_text(content_of(take(cast.maureen, plan, "word", "worker")))
    assert SHARED in word_text(content_of(take(cast.maureen, plan, "word", "all")))
    assert SHARED in word_text(content_of(take(cast.beth, plan, "word")))


def test_what_a_share_leaves_out_counts_before_the_invitation_is_taken_up(
    cast: Cast, plan: Document, take: Take
) -> None:
    grant = share_with(plan, cast.beth_in_circle, left_out=[WORDS])
    membership = CircleMembership.objects.filter(pk=cast.beth_in_circle.pk)
    membership.update(starts_at=None, supporter=None)
    assert SHARED not in word_text(content_of(take(cast.maureen, plan, "word")))
    membership.update(starts_at=grant.starts_at, supporter=cast.beth, ends_at=timezone.now())
    assert SHARED in word_text(content_of(take(cast.maureen, plan, "word")))


def test_whose_words_they_are_is_said_on_paper(cast: Cast, plan: Document, take: Take) -> None:
    share_with(plan, cast.beth_in_circle)
    Answer.objects.filter(document=plan, question_id=TODOS).update(typed_by=cast.beth)
    hers, mine = (
        pdf_text(content_of(take(cast.beth, plan, "pdf"))),
        pdf_text(content_of(take(cast.maureen, plan, "pdf"))),
    )
    assert "Maureen’s words" in hers
    assert "In my words" not in hers
    assert "Typed in by Beth" in hers
    assert "In my words" in mine
    assert "Typed in by Beth" in mine
    assert "By Maureen" in mine


def test_the_pdf_has_the_photo_with_its_words(cast: Cast, plan: Document, take: Take) -> None:
    found = tags(content_of(take(cast.maureen, plan, "pdf")))
    assert ("Figure", "My garden") in found
    assert ("TH", "") in found


def test_a_file_for_others_is_named_neutrally(cast: Cast, plan: Document, take: Take) -> None:
    share_with(plan, cast.beth_in_circle)
    plan.title = "Maureen and the tangerine tin"
    plan.save()
    for form in FILES:
        name = take(cast.beth, plan, form)["Content-Disposition"]
        assert "document" in name
        assert "aureen" not in name


@pytest.mark.parametrize("form", FORMS)
def test_the_owner_sees_who_made_a_copy(cast: Cast, plan: Document, take: Take, form: str) -> None:
    share_with(plan, cast.beth_in_circle)
    take(cast.maureen, plan, form)
    assert not Event.objects.filter(verb="document copied").exists()
    take(cast.beth, plan, form)
    event = Event.objects.get(verb="document copied")
    assert (event.actor_id, event.person_id, event.detail["form"]) == (cast.beth.pk, cast.maureen.pk, form)


def test_a_version_is_taken_along_as_it_was(cast: Cast, plan: Document, take: Take) -> None:
    share_with(plan, cast.beth_in_circle)
    version = make_version(plan)
    Answer.objects.filter(document=plan, question_id=WORDS).update(value="something else by now")
    for who in (cast.maureen, cast.beth):
        text = word_text(content_of(take(who, plan, "word", version=version.number)))
        assert SHARED in text
        assert "something else" not in text
        assert SECRET not in text
        assert "Version 1" in text
    data = data_in(content_of(take(cast.maureen, plan, "data", "all", version=version.number)))
    assert data["version"]["number"] == 1  # type: ignore[index]
    assert SECRET in json.dumps(data)
    assert SECRET not in json.dumps(data_in(content_of(take(cast.maureen, plan, "data", version=version.number))))


def test_what_became_private_since_is_left_out_of_a_version_too(cast: Cast, plan: Document, take: Take) -> None:
    version = make_version(plan)
    Answer.objects.filter(document=plan, question_id=WORDS).update(audience=Audience.ONLY_ME)
    assert SHARED not in word_text(content_of(take(cast.maureen, plan, "word", version=version.number)))


def test_things_to_do_become_days_of_a_calendar(cast: Cast, plan: Document, take: Take) -> None:
    calendar = Calendar.from_ical(content_of(take(cast.maureen, plan, "calendar")))
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == "Ring the council"
    assert str(event["uid"]) == f"{PASSPORT}@in-my-words"
    assert event["dtstart"].dt.isoformat() == "2026-12-01"
    assert "Beth" in event["description"]
    assert len(event.walk("VALARM")) == 1
    assert "Maureen" not in calendar.to_ical().decode()


def test_without_a_date_there_is_a_sentence_instead_of_an_empty_calendar(
    cast: Cast, plan: Document, take: Take
) -> None:
    Answer.objects.filter(document=plan, question_id=TODOS).update(audience=Audience.ONLY_ME)
    response = take(cast.maureen, plan, "calendar")
    assert "Nothing to do has a date yet" in response.content.decode()
    assert "BEGIN:VEVENT" in content_of(take(cast.maureen, plan, "calendar", "all")).decode()


def test_without_pango_there_is_a_sentence_and_word_still_works(
    cast: Cast, plan: Document, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise NoPdf(pdf.NOT_HERE)

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    response = take(cast.maureen, plan, "pdf")
    assert response.status_code == 200
    assert "We cannot make a PDF just now." in response.content.decode()
    assert SHARED in word_text(content_of(take(cast.maureen, plan, "word")))


def test_data_holds_the_file_and_says_what_it_is(cast: Cast, plan: Document, take: Take) -> None:
    content = content_of(take(cast.maureen, plan, "data"))
    (file,) = data_in(content)["files"]  # type: ignore[misc]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        kept = packed.read(file["path"])
    assert kept.startswith(b"\xff\xd8")
    assert len(kept) == file["size"]
    assert file["name"] == "garden.jpg"


def test_a_file_that_is_gone_from_storage_stops_nothing(cast: Cast, plan: Document, take: Take) -> None:
    file = plan.files.get()
    file.blob.storage.delete(str(file.blob.name))
    for form in FILES:
        assert take(cast.maureen, plan, form).status_code == 200
    (told,) = data_in(content_of(take(cast.maureen, plan, "data")))["files"]  # type: ignore[misc]
    assert told["path"] is None


def test_what_was_said_beside_it_is_in_the_data_of_who_reads_it(cast: Cast, plan: Document, take: Take) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True)
    comment(plan, WORDS, cast.sunita, "Between us two")
    comment(plan, SHORT, cast.sunita, "Beside what is hidden")
    suggestion(plan, WORDS, cast.sunita, "Offered words")

    def said(user: object, parts: str = "all") -> str:
        return json.dumps(data_in(content_of(take(user, plan, "data", parts))))

    for words in ("Between us two", "Offered words", "Beside what is hidden"):
        assert words in said(cast.maureen)
        assert words not in said(cast.maureen, "shared")
        assert words not in said(cast.beth)
    assert "Between us two" in said(cast.sunita)
    assert "Beside what is hidden" not in said(cast.sunita)


@pytest.mark.parametrize("form", ["word", "data", "print", "calendar"])
def test_the_number_of_queries_does_not_grow(
    cast: Cast,
    plan: Document,
    take: Take,
    form: str,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 1_000)
    share_with(plan, cast.beth_in_circle)

    def count(who: object) -> int:
        with CaptureQueriesContext(connection) as found:
            content_of(take(who, plan, form))
        return len(found)

    count(cast.maureen)  # the first of all fills what is remembered
    before = [count(who) for who in (cast.maureen, cast.beth)]
    asked = {q["id"] for step in SET["steps"] for q in step["questions"]}
    given = {str(q) for q in plan.answers.values_list("question_id", flat=True)}
    for question in sorted(asked - given):
        add_photo(plan, now, question=question)
        comment(plan, question, cast.sunita, "Said")
    assert [count(who) for who in (cast.maureen, cast.beth)] == before
