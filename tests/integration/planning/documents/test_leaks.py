"""A part that is kept back leaves no trace for others, wherever they look."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from planning.documents import services
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, StepMark
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.integration.planning.documents.conftest import PEOPLE, SHORT, WORDS, Page
from tests.personas import Cast

Look = Callable[..., Page]
KINDS_OF_HELP = question_id(default_definition(), "several_of")
MOMENT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def same_but_for_tokens(text: str) -> str:
    """The page without what differs on every loading anyway: tokens, the ids of empty rows, and the minute."""
    text = re.sub(r'name="(csrfmiddlewaretoken|held-for|key)" value="[^"]*"', "", text)
    text = re.sub(r"\bat (\d{1,2}(:\d\d)?[ap]m|midday|midnight)\b", "at a time", text)
    # One tag a line, so that a difference is easy to find.
    text = text.replace("><", ">\n<")
    return re.sub(r'(name="[^"]*-id" value=")[^"]*', r"\1", text)


def hide_things(plan: Document) -> None:
    """Everything that can be kept back, some of it answering a condition of another question."""
    for question, value in (
        (SHORT, "SECRET short"),
        (PEOPLE, [{"id": "11111111-1111-4111-8111-111111111111", "name": "SECRET", "relation": "", "does": ""}]),
        (KINDS_OF_HELP, {"chosen": ["pa"], "something_else": "SECRET"}),
    ):
        answer(plan, question, value, audience=Audience.ONLY_ME)
    heading = services.add_heading(document=plan, title="SECRET heading", by=plan.owner, at=timezone.now())
    own = services.add_question(
        document=plan, step_id=str(heading.step_id), label="SECRET?", by=plan.owner, at=timezone.now()
    )
    answer(plan, str(own.question_id), "SECRET", audience=Audience.WORKER_ONLY)
    Answer.objects.filter(document=plan, question_id=own.question_id).update(audience=Audience.ONLY_ME)
    for step in (default_definition()["steps"][2]["id"], str(heading.step_id)):
        StepMark.objects.create(document=plan, step_id=step, state="done")


@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        ("beth", ["", "check/", "own/", "own/headings/new/", "own/questions/new/", "step/what-matters/",
                  "step/your-support/", "step/day-to-day/"]),
        ("sunita", [""]),
        ("ben", [""]),
    ],
)  # fmt: skip
def test_pages_are_the_same_with_and_without_what_is_kept_back(
    cast: Cast, plan: Document, look: Look, base: str, who: str, addresses: list[str]
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    share_with_worker(plan)
    answer(plan, WORDS, "For everybody")
    Answer.objects.update(saved_at=MOMENT)
    user = getattr(cast, who)
    shared = ["/documents/", "/home/"] if who == "beth" else []
    pages = [base + address for address in addresses] + shared
    before = {page: look(user, page) for page in pages}
    hide_things(plan)
    for address, without in before.items():
        with_it = look(user, address)
        assert with_it.status == without.status == 200, address
        assert "SECRET" not in with_it.text
        difference = set(same_but_for_tokens(with_it.text).splitlines()) ^ set(
            same_but_for_tokens(without.text).splitlines()
        )
        assert not difference, address
        assert same_but_for_tokens(with_it.text) == same_but_for_tokens(without.text), address


def test_a_supporter_writes_over_a_kept_answer_as_over_an_empty_one(
    cast: Cast, plan: Document, press: Look, look: Look, base: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    other = make_document(cast.maureen, version=plan.question_set_version)
    share_with(other, cast.beth_in_circle, can_edit=True)
    answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    empty = f"/documents/{other.uuid}/"
    form = {WORDS: "Mum likes choirs", f"{WORDS}-version": "0", "go": "stop"}
    pages = [press(cast.beth, f"{at}step/what-matters/", **form) for at in (base, empty)]
    assert pages[0].url == base and pages[1].url == empty
    again = [look(cast.beth, f"{at}step/what-matters/").text for at in (base, empty)]
    for text in again:
        assert "Mum likes choirs" in text and "SECRET" not in text
    cleaned = [same_but_for_tokens(text).replace(str(plan.uuid), "X").replace(str(other.uuid), "X") for text in again]
    assert cleaned[0] == cleaned[1]
    assert Answer.objects.get(document=plan).value == "SECRET"


def test_what_is_for_the_worker_alone_is_on_no_page_of_a_supporter(
    cast: Cast, plan: Document, look: Look, base: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True, can_comment=True)
    share_with_worker(plan)
    answer(plan, WORDS, "SECRET for Sunita", audience=Audience.WORKER_ONLY)
    assert "SECRET for Sunita" in look(cast.sunita, base).text
    for address in ("", "check/", "step/what-matters/"):
        assert "SECRET" not in look(cast.beth, base + address).text


def test_audience_of_a_question_is_changed_by_its_owner_alone(
    cast: Cast, plan: Document, press: Look, base: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    hidden = answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    page = press(cast.beth, f"{base}share/question/{WORDS}/", audience="everyone")
    assert page.status == 403 and "SECRET" not in page.text
    hidden.refresh_from_db()
    assert hidden.audience == Audience.ONLY_ME


NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "nothing",
    [
        "step/no-such-step/",
        "step/own-123456789abc/",
        f"files/{NOBODY}/",
        f"own/headings/{NOBODY}/",
        f"own/questions/{NOBODY}/remove/",
    ],
)
def test_addresses_of_what_is_kept_back_and_of_what_never_was_are_alike(
    cast: Cast, plan: Document, look: Look, base: str, nothing: str
) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    hide_things(plan)
    heading, own = plan.own_headings.get(), plan.own_questions.get()
    real: dict[str, Any] = {
        "step": f"step/own-{heading.step_id.hex[:12]}/",
        "heading": f"own/headings/{heading.step_id}/",
        "question": f"own/questions/{own.question_id}/remove/",
    }
    assert look(cast.beth, base + nothing).status == 404
    for address in real.values():
        assert look(cast.beth, base + address).status == 404
        assert look(cast.maureen, base + address).status == 200
