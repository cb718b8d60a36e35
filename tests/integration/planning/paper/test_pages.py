"""The pages of paper: sheets, typing in, and the owner's yes, with nothing of a kept answer in any of them."""

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, OwnQuestion
from planning.exports.pdf import can_make_pdf
from planning.paper.models import PaperAnswer
from portal.accounts.models import User
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
TRUSTED = "a10e0b18-716e-4e9c-9c1d-b763fe405056"
SECRET = "the tin behind the clock"


@pytest.fixture
def plan(cast: Cast) -> Document:
    plan = make_document(cast.maureen)
    share_with(plan, cast.beth_in_circle, can_suggest=True)
    return plan


@pytest.fixture
def beth(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.beth)


@pytest.fixture
def maureen(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.maureen)


def paper_url(plan: Document, rest: str = "") -> str:
    return f"{reverse('document_paper', args=[plan.uuid])}{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def types_in(beth: Client, plan: Document, words: str = "Singing.") -> PaperAnswer:
    data = {WORDS: words, f"{WORDS}-version": "0", "go": "next"}
    assert beth.post(paper_url(plan, "step/what-matters/"), data).status_code == 302
    found: PaperAnswer = PaperAnswer.objects.get(question_id=WORDS)
    return found


def test_from_paper_to_an_answer_that_says_who_typed_it(
    cast: Cast, maureen: Client, beth: Client, plan: Document
) -> None:
    assert "Type in what Maureen wrote on paper" in text(beth, plan.get_absolute_url())
    typed = types_in(beth, plan)
    assert "1 typed in" in text(beth, paper_url(plan))
    assert "Somebody typed in one answer for you." in text(maureen, plan.get_absolute_url())
    page = text(maureen, paper_url(plan))
    assert "Singing." in page and "Beth" in page
    sent = {"choice": "mine", "typed_number": "1", "number": "0"}
    for _ in range(2):
        page = maureen.post(paper_url(plan, f"{typed.pk}/"), sent, follow=True).content.decode()
    assert "Nothing waits for you here" in page
    kept = Answer.objects.get(document=plan, question_id=WORDS)
    assert (kept.value, kept.typed_by, kept.number) == ("Singing.", cast.maureen, 1)
    note = "Typed in by Beth from paper, and you said yes."
    assert note in text(maureen, f"{plan.get_absolute_url()}check/")
    assert "Typed in by you from paper, and Maureen said yes." in text(beth, plan.get_absolute_url())
    # Once she has written something else there, it is not said any more.
    maureen.post(
        f"{plan.get_absolute_url()}step/what-matters/", {WORDS: "Cards.", f"{WORDS}-version": "1", "go": "next"}
    )
    assert note not in text(maureen, f"{plan.get_absolute_url()}check/")


def test_where_an_answer_stands_both_are_shown_and_the_choice_is_hers(
    maureen: Client, beth: Client, plan: Document
) -> None:
    answer(plan, WORDS, "My garden.")
    typed = types_in(beth, plan)
    page = text(maureen, paper_url(plan))
    assert "My garden." in page and "Yes, use these instead" in page and "Keep both" in page
    page = text(maureen, paper_url(plan, f"{typed.pk}/change/"))
    assert "My garden." in page and "Singing." in page
    sent = {"typed_number": "1", "number": "1", WORDS: "Singing in the garden.", f"{WORDS}-version": "1"}
    maureen.post(paper_url(plan, f"{typed.pk}/change/"), sent)
    assert Answer.objects.get(document=plan, question_id=WORDS).value == "Singing in the garden."
    # The back button, and the old form once more: she is told, and nothing changes.
    page = maureen.post(paper_url(plan, f"{typed.pk}/change/"), sent, follow=True).content.decode()
    assert "You had decided about these words already." in page


def test_changed_words_of_a_sign_in_that_ran_out_come_back(maureen: Client, beth: Client, plan: Document) -> None:
    typed = types_in(beth, plan)
    address = paper_url(plan, f"{typed.pk}/change/")
    token = re.search(r'name="held-for" value="([^"]+)"', text(maureen, address))
    assert token
    sent = {"typed_number": "1", "number": "0", WORDS: "Singing in the garden.", f"{WORDS}-version": "1"}
    Client().post(address, {**sent, "held-for": token[1]})
    page = text(maureen, address)
    assert "We kept your words" in page and "Singing in the garden." in page
    maureen.post(address, sent)
    assert Answer.objects.get(document=plan, question_id=WORDS).value == "Singing in the garden."


def test_a_stale_page_decides_nothing(maureen: Client, beth: Client, plan: Document) -> None:
    typed = types_in(beth, plan)
    answer(plan, WORDS, "Typed in the other window.")
    sent = {"choice": "mine", "typed_number": "1", "number": "0"}
    page = maureen.post(paper_url(plan, f"{typed.pk}/"), sent, follow=True).content.decode()
    assert "This has changed since you opened the page." in page
    assert Answer.objects.get(document=plan, question_id=WORDS).value == "Typed in the other window."


def test_who_types_learns_nothing_that_is_kept_from_them(beth: Client, plan: Document) -> None:
    answer(plan, WORDS, SECRET, audience=Audience.ONLY_ME)
    own = OwnQuestion.objects.create(
        document=plan, step_id=default_definition()["steps"][0]["id"], label="Where is the tin?"
    )
    answer(plan, str(own.question_id), SECRET, audience=Audience.ONLY_ME)
    pages = [paper_url(plan), paper_url(plan, "step/what-matters/"), paper_url(plan, "sheet/")]
    before = [text(beth, page) for page in pages]
    assert not any(SECRET in page or "Where is the tin?" in page for page in before)
    Answer.objects.all().delete()
    own.delete()
    assert [_quiet(text(beth, page)) for page in pages] == [_quiet(page) for page in before]


def _quiet(page: str) -> str:
    """A page without its tokens and the ids of its empty rows, which are new each time."""
    lines = page.splitlines()
    kept = "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "held-for" not in line)
    return re.sub(r"-id\" value=\"[0-9a-f-]{36}\"", "", kept)


def test_on_paper_there_are_no_conditions(beth: Client, plan: Document) -> None:
    assert TRUSTED in text(beth, paper_url(plan, "step/day-to-day/"))
    assert "Only if you chose" in text(beth, paper_url(plan, "sheet/"))


def test_who_may_only_read_types_nothing(cast: Cast, browser_of: BrowserOf) -> None:
    plan = make_document(cast.maureen)
    share_with(plan, cast.beth_in_circle, can_comment=True)
    beth = browser_of(cast.beth)
    assert "Type in what" not in text(beth, plan.get_absolute_url())
    for rest in ("", "sheet/", "step/what-matters/"):
        assert beth.get(paper_url(plan, rest)).status_code == 403
    assert browser_of(cast.amira).get(paper_url(plan)).status_code == 404


def test_nobody_but_the_owner_sees_what_was_typed(
    cast: Cast, browser_of: BrowserOf, beth: Client, plan: Document
) -> None:
    share_with(plan, cast.ruth_in_circle, can_suggest=True)
    typed = types_in(beth, plan, words=SECRET)
    assert beth.post(paper_url(plan, f"{typed.pk}/"), {"choice": "mine"}).status_code == 403
    assert beth.get(paper_url(plan, f"{typed.pk}/change/")).status_code == 403
    assert SECRET not in text(beth, plan.get_absolute_url())
    assert not Answer.objects.filter(document=plan).exists()


def test_a_sheet_holds_no_answer_and_comes_in_large_print(maureen: Client, plan: Document) -> None:
    answer(plan, WORDS, SECRET)
    page = text(maureen, paper_url(plan, "sheet/"))
    assert "What matters most in your life?" in page and SECRET not in page
    assert maureen.get(paper_url(plan, "sheet/"), {"form": "word"})["Content-Disposition"].endswith(".docx")
    assert "My support plan" in text(maureen, reverse("blank_sheet", args=["support_plan"]))
    assert maureen.get(reverse("blank_sheet", args=["no_such_kind"])).status_code == 404
    assert "Rather write on paper?" in text(maureen, reverse("documents"))


@pytest.mark.skipif(not can_make_pdf(), reason="Pango is not installed here")
@pytest.mark.parametrize("form", ["pdf", "pdf-large"])
def test_a_sheet_as_a_tagged_pdf(maureen: Client, plan: Document, form: str) -> None:
    response = maureen.get(paper_url(plan, "sheet/"), {"form": form})
    read = PdfReader(io.BytesIO(response.content))
    words = " ".join(page.extract_text() for page in read.pages).replace("\n", " ")
    assert "What matters most in your life?" in words
    assert "/StructTreeRoot" in read.trailer["/Root"]
