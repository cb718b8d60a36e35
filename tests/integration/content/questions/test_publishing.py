"""Publishing a question set, and what it leaves alone."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client

from content.questions.models import QuestionSet, QuestionSetVersion
from content.questions.services import publish_version
from content.questions.writing import stream_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.accounts.services import make_editor
from tests.factories.content import default_definition
from tests.personas import Cast


@pytest.fixture
def question_set(db: None) -> QuestionSet:
    call_command("seed_question_sets", verbosity=0)
    return QuestionSet.objects.get(kind="support_plan")


def rewrite(question_set: QuestionSet, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Let an editor change the steps, and publish."""
    steps = question_set.definition()["steps"]
    change(steps)
    field = QuestionSet._meta.get_field("steps")
    # What the form of the CMS does with what an editor sends.
    question_set.steps = field.stream_block.clean(field.to_python(json.dumps(stream_of(steps))))
    question_set.save_revision().publish()


def test_the_default_set_arrives_with_its_own_ids(question_set: QuestionSet) -> None:
    seed = [(step["id"], [q["id"] for q in step["questions"]]) for step in default_definition()["steps"]]
    version = question_set.versions.get()
    assert [(s["id"], [q["id"] for q in s["questions"]]) for s in version.definition["steps"]] == seed
    assert len({q.kind for q in version.as_definition().questions()}) == 13


def test_seeding_again_keeps_what_an_editor_wrote(question_set: QuestionSet) -> None:
    rewrite(question_set, lambda steps: steps[0].update(title="What makes you happy?"))
    call_command("seed_question_sets", verbosity=0)
    question_set.refresh_from_db()
    assert question_set.definition()["steps"][0]["title"] == "What makes you happy?"
    assert question_set.versions.count() == 2


def test_publishing_makes_the_next_version_and_leaves_the_one_before_as_it_was(question_set: QuestionSet) -> None:
    first = question_set.versions.get()
    wording = first.definition["steps"][0]["questions"][0]["label"]
    rewrite(question_set, lambda steps: steps[0]["questions"][0].update(label="What matters to you most of all?"))
    numbers = question_set.versions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]
    first.refresh_from_db()
    assert first.definition["steps"][0]["questions"][0]["label"] == wording
    newest = question_set.versions.get(number=2)
    assert newest.definition["steps"][0]["questions"][0]["id"] == first.definition["steps"][0]["questions"][0]["id"]


def test_publishing_the_same_again_makes_no_version(question_set: QuestionSet, now: datetime) -> None:
    assert publish_version(question_set=question_set, at=now).number == 1


@pytest.mark.as_owner
def test_the_database_lets_nobody_change_a_version(question_set: QuestionSet) -> None:
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        QuestionSetVersion.objects.update(number=7)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        QuestionSetVersion.objects.all().delete()


def test_two_equal_questions_are_refused_with_a_sentence(question_set: QuestionSet) -> None:
    label = question_set.definition()["steps"][0]["questions"][0]["label"]
    with pytest.raises(ValidationError) as refusal:
        rewrite(question_set, lambda steps: steps[1]["questions"][0].update(label=label))
    assert "is asked twice" in str(refusal.value.as_json_data())
    assert question_set.versions.count() == 1


def test_a_set_that_would_confuse_people_is_not_published_by_any_way(question_set: QuestionSet, now: datetime) -> None:
    steps = question_set.definition()["steps"]
    steps[1]["questions"][0]["label"] = steps[0]["questions"][0]["label"]
    question_set.steps = QuestionSet._meta.get_field("steps").to_python(json.dumps(stream_of(steps)))
    with pytest.raises(Denied, match="is asked twice"):
        publish_version(question_set=question_set, at=now)


def test_an_editor_edits_and_previews_the_questions(
    question_set: QuestionSet, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    make_editor(cast.ed)
    client = browser_of(cast.ed)
    edit = client.get(f"/cms/snippets/content/questionset/edit/{question_set.pk}/")
    assert edit.status_code == 200
    assert "What is important to you?" in edit.content.decode()
    preview = client.get(f"/cms/snippets/content/questionset/history/{question_set.pk}/")
    assert preview.status_code == 200
    shown = question_set.make_preview_request(preview_mode="").content.decode()
    assert "This is a preview" in shown
    assert default_definition()["steps"][0]["questions"][0]["label"] in shown


def test_what_is_refused_does_not_go_live_either(question_set: QuestionSet) -> None:
    steps = question_set.definition()["steps"]
    steps[1]["questions"][0]["label"] = steps[0]["questions"][0]["label"]
    question_set.title = "A set that confuses people"
    question_set.steps = QuestionSet._meta.get_field("steps").to_python(json.dumps(stream_of(steps)))
    with pytest.raises(Denied, match="is asked twice"):
        question_set.save_revision().publish()
    question_set.refresh_from_db()
    assert question_set.title == default_definition()["title"]
    assert question_set.versions.count() == 1


def test_an_editor_publishes_in_the_cms(
    question_set: QuestionSet, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    make_editor(cast.ed)
    client = browser_of(cast.ed)
    url = f"/cms/snippets/content/questionset/edit/{question_set.pk}/"
    form = client.get(url).context["form"]
    data = form_data(form) | {"title": "My plan", "action-publish": "1"}
    response = client.post(url, data)
    assert response.status_code == 302
    newest = question_set.versions.order_by("-number").first()
    assert newest is not None
    assert (newest.number, newest.definition["title"]) == (2, "My plan")
    before = question_set.versions.get(number=1).definition
    assert newest.definition["steps"] == before["steps"]


def test_an_editor_reads_what_is_wrong_and_nothing_is_published(
    question_set: QuestionSet, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    make_editor(cast.ed)
    client = browser_of(cast.ed)
    url = f"/cms/snippets/content/questionset/edit/{question_set.pk}/"
    data = form_data(client.get(url).context["form"])
    label = data["steps-0-value-questions-0-value-label"]
    response = client.post(url, data | {"steps-1-value-questions-0-value-label": label, "action-publish": "1"})
    assert response.status_code == 200
    assert "is asked twice" in response.content.decode()
    assert question_set.versions.count() == 1


def form_data(form: Any) -> dict[str, Any]:
    """What the editor's page would send, as it stands."""
    steps: dict[str, Any] = {}
    _streamed(steps, "steps", form.instance.steps.get_prep_value())
    return {"title": form.instance.title, "kind": form.instance.kind, "intro": form.instance.intro, **steps}


def _streamed(data: dict[str, Any], prefix: str, items: list[dict[str, Any]]) -> None:
    data[f"{prefix}-count"] = str(len(items))
    for n, item in enumerate(items):
        own = f"{prefix}-{n}"
        data |= {f"{own}-id": item["id"], f"{own}-type": item["type"], f"{own}-order": str(n), f"{own}-deleted": ""}
        _value(data, f"{own}-value", item["value"], child=item["type"])


def _value(data: dict[str, Any], prefix: str, value: Any, *, child: str = "") -> None:
    if isinstance(value, dict):
        for name, part in value.items():
            _value(data, f"{prefix}-{name}", part, child=name)
    elif isinstance(value, list) and child in {"questions", "choices", "parts"}:
        _streamed(data, prefix, value)
    elif isinstance(value, bool):
        if value:
            data[prefix] = "on"
    else:
        data[prefix] = value if value is not None else ""


def test_an_editor_cannot_delete_what_plans_are_written_on(
    cast: Cast, browser_of: Callable[[User], Client], question_set: QuestionSet
) -> None:
    make_editor(cast.ed)
    client = browser_of(cast.ed)
    response = client.post(f"/cms/snippets/content/questionset/delete/{question_set.pk}/", follow=True)
    assert "cannot be deleted, because plans may use it. Unpublish it instead." in response.content.decode()
    assert QuestionSet.objects.filter(pk=question_set.pk).exists()
    draft = QuestionSet.objects.create(title="A first try", kind="first_try", live=False)
    client.post(f"/cms/snippets/content/questionset/delete/{draft.pk}/")
    assert not QuestionSet.objects.filter(pk=draft.pk).exists()
