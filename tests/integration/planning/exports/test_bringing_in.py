"""A document kept as data and brought in again is an equal one; nothing else gets in."""

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import one_line
from content.questions.kinds.choices import OUTCOMES
from content.questions.kinds.files import MOST_FILES
from content.questions.kinds.lists import HOW_OFTEN
from content.wizards.stores import AnswerChange
from planning.documents.enums import Audience, StepState
from planning.documents.models import Document, OwnHeading, OwnQuestion, StepMark
from planning.documents.services import set_audience
from planning.documents.store import DocumentAnswerStore
from planning.exports.data import as_data
from planning.exports.enums import Parts
from planning.exports.parts import reading_for
from planning.exports.services import bring_in
from planning.exports.shapes import Misshapen, shaped
from portal.accounts.models import User
from portal.files.policies import Refused
from tests.factories.comments import comment
from tests.factories.content import default_definition, publish
from tests.factories.files import PHOTOS, album
from tests.factories.planning import make_document, make_version, share_with
from tests.integration.planning.exports.conftest import PHOTO, SECRET, SET, SHARED, WORDS, photo
from tests.integration.planning.exports.packed import brought_in, document_in, kept, packed_as
from tests.personas import Cast

QUESTIONS = [q for step in SET["steps"] for q in step["questions"]]


def comparable(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is the document's own: whose it is, when it was, who typed it, and how its files are kept."""
    names = {file["id"]: file["name"] for file in data["files"]}
    text = json.dumps({k: v for k, v in data.items() if k not in {"exported_at", "owner", "files", "comments"}})
    for uuid, name in names.items():
        text = text.replace(uuid, f"file {name}")
    found: dict[str, Any] = json.loads(text, object_hook=_without_moments)
    return found | {"files": sorted(names.values())}


def _without_moments(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in {"typed_by", "saved_at", "size"}}


def test_export_import_export_is_equal(cast: Cast, plan: Document, now: datetime) -> None:
    StepMark.objects.create(document=plan, step_id=SET["steps"][0]["id"], state=StepState.DONE)
    first = kept(plan, cast.maureen, now)
    again = brought_in(first, cast.amira, now)
    assert again.owner == cast.amira
    assert again.question_set_version_id == plan.question_set_version_id
    assert comparable(document_in(kept(again, cast.amira, now))) == comparable(document_in(first))
    assert again.files.get().uuid != plan.files.get().uuid
    with again.files.get().blob.open() as content:
        assert content.read(2) == b"\xff\xd8"


text = st.text(max_size=30)


uuids = st.uuids(version=4).map(str)


dates = st.dates(datetime(1900, 1, 1).date(), datetime(2190, 1, 1).date()).map(lambda day: day.isoformat())  # noqa: DTZ001


ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "short_text": text,
    "long_text": text,
    "yes_no": st.fixed_dictionaries({"answer": st.sampled_from(["", "yes", "no"]), "follow_up": text}),
    "date": dates | st.fixed_dictionaries({"typed": st.lists(text, min_size=3, max_size=3)}),
    "money": st.decimals(0, 9999, places=2).map(str) | st.fixed_dictionaries({"typed": text}),
    "week": st.dictionaries(
        st.sampled_from(["monday", "friday"]), st.dictionaries(st.sampled_from(["morning", "night"]), text, max_size=2)
    ),
    "outcomes": st.lists(st.sampled_from(sorted(OUTCOMES)), unique=True).map(sorted),
    "people_list": st.lists(
        st.fixed_dictionaries({"id": uuids, "name": text, "relation": text, "does": text}), max_size=3
    ),
    "todo_list": st.lists(
        st.fixed_dictionaries({"id": uuids, "what": text, "who": text, "by": st.just("") | dates}), max_size=3
    ),
    "cost_list": st.lists(
        st.fixed_dictionaries(
            {
                "id": uuids,
                "what_for": text,
                "amount": text,
                "times": text,
                "how_often": st.sampled_from(sorted(HOW_OFTEN)),
            }
        ),
        max_size=3,
    ),
}


def answer_to(question: dict[str, Any]) -> st.SearchStrategy[Any]:
    keys = [choice["key"] for choice in question.get("choices", ())]
    if question["type"] == "one_of":
        return st.sampled_from(keys)
    if question["type"] == "several_of":
        chosen = st.lists(st.sampled_from(keys), unique=True)
        return st.fixed_dictionaries({"chosen": chosen, "something_else": text})
    return ANSWERS[question["type"]]


ASKED = [question for question in QUESTIONS if question["type"] != "file"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_document_comes_back_equal(cast: Cast, now: datetime, data: st.DataObject) -> None:
    document = make_document(
        cast.maureen, title=data.draw(st.text("abc é👩مر", min_size=1, max_size=20)).strip() or "x"
    )
    heading = OwnHeading.objects.create(document=document, title="My music", after_step_id=SET["steps"][1]["id"])
    first = OwnHeading.objects.create(document=document, title="Before all")
    for position, step in enumerate([heading.step_id, first.step_id, SET["steps"][0]["id"]]):
        OwnQuestion.objects.create(document=document, step_id=step, label=f"Mine {position}?", position=position)
    gone = OwnQuestion.objects.create(document=document, step_id=heading.step_id, label="Taken out?")
    own = [{"id": str(q.question_id), "type": "long_text"} for q in document.own_questions.all()]
    store = DocumentAnswerStore(document, cast.maureen, now)
    questions = data.draw(st.lists(st.sampled_from([*ASKED, *own]), unique_by=lambda q: q["id"], max_size=8))
    # What a page keeps is tidied there; so is what is drawn here.
    values = {q["id"]: tidied(data.draw(answer_to(q))) for q in questions}
    store.save([AnswerChange(q, value, 0) for q, value in values.items()])
    for question in data.draw(st.lists(st.sampled_from([*ASKED, *own]), unique_by=lambda q: q["id"], max_size=3)):
        audience = data.draw(st.sampled_from(Audience.values))
        set_audience(document=document, question_id=UUID(question["id"]), audience=audience, by=cast.maureen, at=now)
    store.mark(SET["steps"][2]["id"], data.draw(st.sampled_from(StepState.values)))
    gone.removed_at = now
    gone.save()
    before = kept(document, cast.maureen, now)
    again = brought_in(before, cast.maureen, now)
    assert comparable(document_in(kept(again, cast.maureen, now))) == comparable(document_in(before))


def tidied(value: Any) -> Any:

    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [tidied(each) for each in value]
    if isinstance(value, dict):
        found = {key: tidied(each) for key, each in value.items()}
        return {k: v for k, v in found.items() if v not in ({},) and not (k in {"morning", "night"} and not v)}
    return value


def test_a_week_of_duties_keeps_its_shape() -> None:
    question = QuestionDefinition(str(uuid4()), "duty_week", "What is done when?")
    duty = {
        "id": str(uuid4()),
        "what": "Breakfast",
        "days": ["monday", "friday"],
        "from": "08:00",
        "to": "9",
        "hours": "",
    }
    assert shaped(question, [{**duty, "shift": "any"}]) == [{**duty, "shift": "any"}]
    with pytest.raises(Misshapen):
        shaped(question, [{**duty, "days": "monday"}])


def test_questions_that_are_not_asked_here_become_ones_own(cast: Cast, plan: Document, now: datetime) -> None:
    content = kept(plan, cast.maureen, now)
    data = document_in(content)
    data["steps"][0]["questions"].append(
        {
            "id": str(uuid4()),
            "kind": "a_kind_of_the_future",
            "label": "How do you feel?",
            "answer": {"value": {"mood": 3}, "in_words": "Quite well"},
        }
    )
    data["steps"].append(
        {
            "id": str(uuid4()),
            "title": "Elsewhere",
            "questions": [
                {
                    "id": str(uuid4()),
                    "kind": "one_of",
                    "label": "Which?",
                    "choices": [{"key": "a", "label": "Apples"}],
                    "answer": {"value": "a"},
                }
            ],
        }
    )
    with zipfile.ZipFile(packed_as(data)) as packed:
        made = bring_in(packed=packed, by=cast.amira, at=now)
    own = {q.label: q for q in made.document.own_questions.all()}
    assert str(own["How do you feel?"].step_id) == data["steps"][0]["id"]
    store = DocumentAnswerStore(made.document, cast.amira, now)
    assert store.answers()[str(own["How do you feel?"].question_id)].value == "Quite well"
    assert store.answers()[str(own["Which?"].question_id)].value == "Apples"
    assert [h.title for h in made.document.own_headings.all()][-1] == "Elsewhere"
    # Its photo was not packed with it: that is said, and the caption stays.
    assert len(made.left_behind) == 1
    assert "garden.jpg" in made.left_behind[0]


def test_a_kind_of_document_that_is_not_known_goes_onto_a_blank_page(cast: Cast, plan: Document, now: datetime) -> None:
    blank = {**default_definition(), "kind": "my_own_way", "title": "My own way", "steps": []}
    version = publish(blank)
    data = document_in(kept(plan, cast.maureen, now)) | {"kind": "diary", "files": []}
    with zipfile.ZipFile(packed_as(data)) as packed:
        made = bring_in(packed=packed, by=cast.amira, at=now).document
    assert made.question_set_version == version
    assert made.title == plan.title
    values = [a.value for a in DocumentAnswerStore(made, cast.amira, now).answers().values()]
    assert SHARED in values
    assert SECRET in values


def test_nobody_speaks_by_way_of_a_file(cast: Cast, plan: Document, now: datetime) -> None:
    """What others said beside it, and who typed it, is not believed."""
    comment(plan, WORDS, cast.sunita, "I agree to all of it")
    data = document_in(kept(plan, cast.maureen, now))
    assert data["comments"][0]["author"] == "Sunita"
    for step in data["steps"]:
        for question in step["questions"]:
            if question["answer"]:
                question["answer"]["typed_by"] = "Sunita"
    with zipfile.ZipFile(packed_as(data)) as packed:
        made = bring_in(packed=packed, by=cast.amira, at=now).document
    assert not made.comments.exists()
    assert set(made.answers.values_list("typed_by", flat=True)) == {cast.amira.pk}
    assert not made.grants.exists()


def test_a_photo_that_was_uploaded_here_comes_back(cast: Cast, now: datetime) -> None:
    plan = make_document(cast.maureen)
    store = DocumentAnswerStore(plan, cast.maureen, now)
    kept_file = store.keep_file(PHOTO, SimpleUploadedFile("garden.jpg", photo()))
    store.save([AnswerChange(PHOTO, {**kept_file, "caption": "My garden"}, 0)])
    again = brought_in(kept(plan, cast.maureen, now), cast.amira, now)
    value = DocumentAnswerStore(again, cast.amira, now).answers()[PHOTO].value
    assert (value["caption"], value["width"], value["height"]) == ("My garden", 60, 40)


def test_a_file_may_be_called_anything(cast: Cast, plan: Document, now: datetime) -> None:
    data = document_in(kept(plan, cast.maureen, now))
    name = data["files"][0]["path"].removeprefix("files/")
    for odd in ("..", "/", "../..", "."):
        data["files"][0]["name"] = odd
        with zipfile.ZipFile(packed_as(data, **{name: photo()})) as packed:
            assert bring_in(packed=packed, by=cast.amira, at=now).document.files.count() == 1


def test_a_version_says_to_which_questions_it_was_written(cast: Cast, plan: Document, now: datetime) -> None:
    version, before = make_version(plan), plan.question_set_version
    plan.question_set_version = publish({**SET, "intro": "Newer"}, question_set=before.question_set)
    plan.save()
    reading = reading_for(plan, version, cast.maureen, parts=Parts.ALL, at=now)
    asked = as_data(reading, parts=Parts.ALL, version=version)["questions"]
    assert asked == {"number": before.number, "sha256": before.sha256}


def test_a_file_in_it_is_checked_as_if_it_had_just_been_uploaded(cast: Cast, plan: Document, now: datetime) -> None:
    data = document_in(kept(plan, cast.maureen, now))
    name = data["files"][0]["path"].removeprefix("files/")
    with zipfile.ZipFile(packed_as(data, **{name: b"<svg onload=alert(1)>"})) as packed:
        made = bring_in(packed=packed, by=cast.amira, at=now)
    assert not made.document.files.exists()
    assert "hidden commands" in made.left_behind[0]


def test_one_photo_that_is_named_often_is_drawn_anew_once(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file must not keep the machine busy for minutes."""
    book = make_document(cast.maureen, version=publish(album()), title="My album")
    data = document_in(kept(book, cast.maureen, now))
    file = str(uuid4())
    asked = next(q for step in data["steps"] for q in step["questions"] if q["id"] == PHOTOS)
    data["files"] = [{"id": file, "path": "files/pond.jpg", "name": "pond.jpg"}]
    asked["answer"] = {"value": [{"id": str(uuid4()), "file": file, "caption": f"Pond {n}"} for n in range(MOST_FILES)]}
    drawn = []
    take = DocumentAnswerStore.keep_file
    monkeypatch.setattr(DocumentAnswerStore, "keep_file", lambda *given: drawn.append(1) or take(*given))
    with zipfile.ZipFile(packed_as(data, **{"pond.jpg": photo()})) as packed:
        made = bring_in(packed=packed, by=cast.amira, at=now)
    assert len(drawn) == 1
    assert made.left_behind == []
    assert len(made.document.answers.get(question_id=PHOTOS).value) == MOST_FILES
    asked["answer"]["value"].append({"id": str(uuid4()), "file": file, "caption": "One more"})
    with pytest.raises(Refused), zipfile.ZipFile(packed_as(data)) as packed:
        bring_in(packed=packed, by=cast.amira, at=now)


def test_it_is_brought_in_on_a_page_and_twice_is_once(
    cast: Cast, plan: Document, now: datetime, browser_of: Callable[[User], Client]
) -> None:
    browser, key = browser_of(cast.amira), uuid4()
    shown = browser.get("/documents/").content.decode()
    assert "/documents/import/" in shown
    for _ in range(2):
        upload = SimpleUploadedFile("my-support-plan.zip", kept(plan, cast.maureen, now))
        response = browser.post("/documents/import/", {"file": upload, "key": str(key)}, follow=True)
        assert "Only you can see it" in response.content.decode()
    document = Document.objects.get(owner=cast.amira)
    assert document.title == plan.title
    refused = browser.post("/documents/import/", {"file": SimpleUploadedFile("x.zip", b"no"), "key": ""})
    assert "Error:" in refused.content.decode()
    assert "kept from here as data" in refused.content.decode()
    assert browser_of(cast.sunita).get("/documents/import/").status_code == 404


def test_the_answers_of_a_reader_are_brought_in_without_what_they_could_not_see(
    cast: Cast, plan: Document, now: datetime
) -> None:
    share_with(plan, cast.beth_in_circle)
    document = brought_in(kept(plan, cast.beth, now), cast.beth, now)
    values = [str(a.value) for a in DocumentAnswerStore(document, cast.beth, now).answers().values()]
    assert SHARED in values
    assert SECRET not in "".join(values)
