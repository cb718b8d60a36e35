"""Steps, own headings and questions, and files."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, Document, DocumentFile
from portal.audit.models import Event
from tests.factories.content import default_definition, publish, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.integration.planning.documents.conftest import SHORT, WORDS, Page
from tests.personas import Cast

Look = Callable[..., Page]


def test_saving_a_step_keeps_the_words_and_goes_on(cast: Cast, plan: Document, press: Look, base: str) -> None:
    page = press(cast.maureen, f"{base}step/what-matters/", **{WORDS: "The choir.", "go": "next"})
    assert page.url == f"{base}step/what-to-change/"
    assert Answer.objects.get().value == "The choir."


def test_somebody_who_writes_too_is_named_beside_their_words(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    press(cast.beth, f"{base}step/what-matters/", **{WORDS: "Mum loves the choir.", "go": "stop"})
    assert "Typed by Beth" in look(cast.maureen, f"{base}step/what-matters/").text
    assert "Written by Beth" in look(cast.maureen, f"{base}check/").text


def test_the_second_to_save_sees_both_texts_and_loses_neither(
    cast: Cast, plan: Document, press: Look, base: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    step = f"{base}step/what-matters/"
    press(cast.beth, step, **{WORDS: "Beth’s words", f"{WORDS}-version": "0", "go": "stop"})
    page = press(cast.maureen, step, **{WORDS: "Maureen’s words", f"{WORDS}-version": "0", "go": "next"})
    assert page.status == 409
    assert "Beth’s words" in page.text and "Maureen’s words" in page.text
    assert Answer.objects.get().value == "Beth’s words"
    press(cast.maureen, step, **{
        WORDS: "Maureen’s words", f"{WORDS}-version": "1", f"{WORDS}-choice": "mine", "go": "next",
    })  # fmt: skip
    assert Answer.objects.get().value == "Maureen’s words"
    assert AnswerBefore.objects.get().value == "Beth’s words"


def test_readers_cannot_post_a_step(cast: Cast, plan: Document, press: Look, base: str) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True)
    for user, status in ((cast.sunita, 403), (cast.beth, 403), (cast.amira, 404)):
        page = press(user, f"{base}step/what-matters/", **{WORDS: "Not theirs", "go": "next"})
        assert page.status == status
    assert not Answer.objects.exists()


def test_an_editor_at_a_step_counts_as_having_looked(cast: Cast, plan: Document, look: Look, base: str) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    look(cast.beth, f"{base}step/what-matters/")
    assert Event.objects.get(verb="document opened").actor_id == cast.beth.pk


def test_a_heading_and_a_question_of_ones_own_from_beginning_to_answer(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    first = default_definition()["steps"][0]["id"]
    page = press(cast.maureen, f"{base}own/headings/new/", title="My dog", after=first)
    heading = plan.own_headings.get()
    assert page.url == f"{base}own/questions/new/?step={heading.step_id}"
    page = press(cast.maureen, page.url, label="What is he called?", step=str(heading.step_id))
    slug = f"own-{heading.step_id.hex[:12]}"
    assert page.url == f"{base}step/{slug}/"
    assert "What is he called?" in page.text
    key = str(plan.own_questions.get().question_id)
    press(cast.maureen, page.url, **{key: "Rex", "go": "stop"})
    listed = look(cast.maureen, base).text
    assert listed.index("What is important to you?") < listed.index("My dog") < listed.index("What do you want to")
    assert "Rex" in look(cast.maureen, f"{base}check/").text


def test_headings_are_renamed_moved_taken_out_and_put_back_by_buttons(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    press(cast.maureen, f"{base}own/headings/new/", title="My dog", after="")
    key = plan.own_headings.get().step_id
    own = f"{base}own/headings/{key}/"
    assert "My cat" in press(cast.maureen, own, title="My cat").text
    page = press(cast.maureen, f"{own}move/", to="up")
    assert page.text.index("My cat") < page.text.index("A photo or a file")
    assert "Take this out?" in look(cast.maureen, f"{own}remove/").text
    assert plan.own_headings.kept().exists()
    page = press(cast.maureen, f"{own}remove/")
    assert "You can put it back." in page.text
    assert "My cat" not in look(cast.maureen, base).text
    press(cast.maureen, f"{own}restore/")
    assert "My cat" in look(cast.maureen, base).text


def test_a_question_is_taken_out_and_put_back_with_its_answer(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    first = default_definition()["steps"][0]["id"]
    for label in ("One?", "Two?"):
        press(cast.maureen, f"{base}own/questions/new/", label=label, step=first)
    two = plan.own_questions.get(label="Two?")
    answer(plan, str(two.question_id), "Stays")
    own = f"{base}own/questions/{two.question_id}/"
    page = press(cast.maureen, f"{own}move/", to="up")
    assert page.text.index("Two?") < page.text.index("One?")
    press(cast.maureen, own, label="Second?")
    press(cast.maureen, f"{own}remove/")
    assert "Second?" not in look(cast.maureen, f"{base}step/what-matters/").text
    assert "Stays" in look(cast.maureen, f"{base}earlier/").text
    press(cast.maureen, f"{own}restore/")
    assert "Stays" in look(cast.maureen, f"{base}step/what-matters/").text


@pytest.mark.parametrize(
    ("address", "form", "sentence"),
    [
        ("own/headings/new/", {"title": ""}, "Write a heading."),
        ("own/headings/new/", {"title": "x" * 121}, "too long"),
        ("own/headings/new/", {"title": "Fine", "after": "nonsense"}, "Choose one of the answers shown."),
        ("own/questions/new/", {"label": "", "step": "x"}, "Write a question."),
        ("own/questions/new/", {"label": "Fine?", "step": "nonsense"}, "Choose one of the headings."),
    ],
)
def test_bad_headings_and_questions_are_explained_and_keep_what_was_typed(
    cast: Cast, plan: Document, press: Look, base: str, address: str, form: dict[str, str], sentence: str
) -> None:
    page = press(cast.maureen, base + address, **form)
    assert page.status == 200
    assert sentence in page.text
    assert all(value in page.text for value in form.values() if value not in {"nonsense", "x"})
    assert not plan.own_headings.exists() and not plan.own_questions.exists()


# --- Files ------------------------------------------------------------------------------------


@pytest.fixture
def with_file(cast: Cast) -> Document:
    """A plan of a set with a file question, of whatever step it stands on."""
    return make_document(cast.maureen, version=publish())


def file_question() -> tuple[str, str]:
    definition = default_definition()
    key = question_id(definition, "file")
    step = next(s for s in definition["steps"] if any(q["id"] == key for q in s["questions"]))
    return key, step["slug"]


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY"
    Image.new("RGB", (20, 10), "red").save(out, format="JPEG", exif=exif)
    return SimpleUploadedFile("Garden.jpg", out.getvalue(), "image/jpeg")


def upload(browser: Any, document: Document, file: SimpleUploadedFile) -> Any:
    key, slug = file_question()
    address = f"/documents/{document.uuid}/step/{slug}/"
    return browser.post(address, {f"{key}-file": file, f"{key}-caption": "My garden", "go": "next"})


def test_a_photo_is_kept_without_its_place_and_shown_to_those_who_see_the_answer(
    cast: Cast, with_file: Document, browser_of: Any
) -> None:
    share_with_worker(with_file)
    upload(browser_of(cast.maureen), with_file, photo())
    kept = DocumentFile.objects.get()
    stored = Answer.objects.get().value
    assert stored["file"] == str(kept.uuid) and stored["caption"] == "My garden"
    address = f"/documents/{with_file.uuid}/files/{kept.uuid}/"
    response = browser_of(cast.sunita).get(address)
    content = b"".join(response.streaming_content)
    assert Image.open(io.BytesIO(content)).size == (20, 10)
    assert b"CANARY" not in content
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert address in browser_of(cast.sunita).get(f"/documents/{with_file.uuid}/").content.decode()
    assert Event.objects.filter(verb="file opened", actor_id=cast.sunita.pk).exists()
    assert browser_of(cast.hana).get(address).status_code == 404


def test_a_file_of_a_kept_answer_is_not_there_for_others(cast: Cast, with_file: Document, browser_of: Any) -> None:
    share_with_worker(with_file)
    share_with(with_file, cast.beth_in_circle, can_edit=True)
    upload(browser_of(cast.maureen), with_file, photo())
    Answer.objects.update(audience="worker_only")
    address = f"/documents/{with_file.uuid}/files/{DocumentFile.objects.get().uuid}/"
    assert browser_of(cast.beth).get(address).status_code == 404
    assert browser_of(cast.sunita).get(address).status_code == 200
    Answer.objects.update(audience="only_me")
    assert browser_of(cast.sunita).get(address).status_code == 404
    assert browser_of(cast.maureen).get(address).status_code == 200


def test_words_about_a_file_open_no_other_file(cast: Cast, with_file: Document, browser_of: Any) -> None:
    share_with(with_file, cast.beth_in_circle, can_edit=True)
    upload(browser_of(cast.maureen), with_file, photo())
    kept = DocumentFile.objects.get()
    Answer.objects.update(audience="only_me")
    key, slug = file_question()
    # Beth knows the address of the photo from before it was hidden, and writes it into the question that looks empty.
    words = {f"{key}-caption": f"Like {kept.uuid}", f"{key}-version": "0", "go": "next"}
    browser_of(cast.beth).post(f"/documents/{with_file.uuid}/step/{slug}/", words)
    address = f"/documents/{with_file.uuid}/files/{kept.uuid}/"
    assert browser_of(cast.beth).get(address).status_code == 404
    assert browser_of(cast.maureen).get(address).status_code == 200


def test_a_file_of_another_document_is_not_found_under_ones_own(
    cast: Cast, with_file: Document, browser_of: Any
) -> None:
    upload(browser_of(cast.maureen), with_file, photo())
    own = make_document(cast.amira, version=with_file.question_set_version)
    address = f"/documents/{own.uuid}/files/{DocumentFile.objects.get().uuid}/"
    assert browser_of(cast.amira).get(address).status_code == 404


def test_a_letter_is_a_download(cast: Cast, with_file: Document, browser_of: Any) -> None:
    letter = SimpleUploadedFile("My letter.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")
    upload(browser_of(cast.maureen), with_file, letter)
    address = f"/documents/{with_file.uuid}/files/{DocumentFile.objects.get().uuid}/"
    response = browser_of(cast.maureen).get(address)
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''My%20letter.pdf"
    assert response["Content-Type"] == "application/pdf"


def test_a_refused_file_is_explained_and_the_rest_is_kept(cast: Cast, with_file: Document, browser_of: Any) -> None:
    drawing = SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)></svg>", "image/jpeg")
    page = upload(browser_of(cast.maureen), with_file, drawing).content.decode()
    assert "We cannot keep drawings or web pages" in page
    assert not DocumentFile.objects.exists()
    assert "My garden" in page


def test_a_question_of_another_set_takes_no_words(cast: Cast, plan: Document, press: Look, base: str) -> None:
    press(cast.maureen, f"{base}step/what-matters/", **{"11111111-1111-4111-8111-111111111111": "x", "go": "next"})
    assert not Answer.objects.exists()
    press(cast.maureen, f"{base}step/what-to-change/", **{SHORT: "typed into another step", "go": "next"})
    assert not Answer.objects.exists()


def test_a_private_answer_is_folded_on_its_own_step_and_nothing_else_is(
    cast: Cast, plan: Document, look: Look, base: str
) -> None:
    answer(plan, WORDS, "Nobody’s business.", audience=Audience.ONLY_ME)
    answer(plan, SHORT, "A quiet day.")
    page = look(cast.maureen, f"{base}step/what-matters/").text
    parts = page.split('<section class="imw-question"')
    private = next(part for part in parts if f"q-{WORDS}-group" in part)
    assert private.index("<details") < private.index("Nobody’s business.") < private.rindex("</details>")
    assert "Open this one" in private
    shown = next(part for part in parts if f"q-{SHORT}-group" in part)
    assert "Open this one" not in shown
    # Nothing is folded before it is written, and nothing while it has to be mended.
    Answer.objects.filter(question_id=WORDS).update(value=None)
    assert "Open this one" not in look(cast.maureen, f"{base}step/what-matters/").text
