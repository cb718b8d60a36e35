"""Editors say which answer goes where; what would not work gets a sentence when it is saved."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from content.questions.models import QuestionMapping, QuestionSet
from content.questions.queries import latest_version
from portal.accounts.services import make_editor
from tests.factories.portal import UserFactory
from tests.personas import signed_in

PHOTO = "ef9ce51f-f495-5b84-9f4a-1084c624cad9"
IMPORTANT = "b64815c0-1cd1-5f47-b5d2-6acdad243246"
MATTERS = "44c1c7fb-1ca0-4222-9017-584ea402e11a"
PEOPLE = "3cf27308-7f47-410a-b2d7-b287a98ace5d"


@pytest.fixture
def sets(db: None) -> tuple[QuestionSet, QuestionSet]:
    call_command("seed_question_sets", verbosity=0)
    return QuestionSet.objects.get(kind="one_page_profile"), QuestionSet.objects.get(kind="support_plan")


def mapping(sets: tuple[QuestionSet, QuestionSet], *rows: tuple[str, str, str]) -> QuestionMapping:
    QuestionMapping.objects.all().delete()
    found = QuestionMapping(source_set=sets[0], target_set=sets[1], button="Turn this into my support plan")
    raw = [{"type": "row", "value": {"source": a, "target": b, "how": how}} for a, b, how in rows]
    found.rows = QuestionMapping.rows.field.to_python(json.dumps(raw))
    return found


def test_the_portal_comes_with_a_way_from_the_profile_to_the_plan(sets: tuple[QuestionSet, QuestionSet]) -> None:
    call_command("seed_question_sets", verbosity=0)
    seeded = QuestionMapping.objects.published().get(source_set=sets[0])
    assert seeded.target_set == sets[1]
    assert (IMPORTANT, MATTERS, "as_it_is") in {(r.source, r.target, r.how) for r in seeded.as_rows()}
    # Every row of the seed is one that works.
    assert len(seeded.as_rows()) == 4


def test_it_is_on_offer_while_it_and_where_it_leads_are_published(sets: tuple[QuestionSet, QuestionSet]) -> None:
    here = QuestionMapping.objects.from_set(sets[0].pk)
    assert here.published().exists()
    QuestionSet.objects.filter(kind="support_plan").update(live=False)
    assert not here.published().exists()
    QuestionSet.objects.filter(kind="support_plan").update(live=True)
    QuestionMapping.objects.update(live=False)
    assert not here.published().exists()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(MATTERS, MATTERS, "as_it_is")], "Answer 1 comes from a question that “My one-page profile” does not ask."),
        (
            [(IMPORTANT, IMPORTANT, "as_it_is")],
            "Answer 1 goes to a question that “My support plan” does not ask.",
        ),
        ([(PHOTO, MATTERS, "as_words")], "(A photo or a file) cannot go to “What matters most in your life?”"),
        ([(IMPORTANT, PEOPLE, "as_it_is")], "as it is. Choose “As entries of a list”."),
        ([(IMPORTANT, MATTERS, "as_it_is")] * 2, "twice. Take one of them out."),
    ],
)
def test_what_would_not_work_gets_a_sentence(
    sets: tuple[QuestionSet, QuestionSet], rows: list[tuple[str, str, str]], sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        mapping(sets, *rows).full_clean()
    assert sentence in " ".join(refused.value.messages)


def test_it_leads_from_one_published_set_to_another(sets: tuple[QuestionSet, QuestionSet]) -> None:
    with pytest.raises(ValidationError, match="two different sets"):
        mapping((sets[0], sets[0])).full_clean()
    unwritten = QuestionSet.objects.create(title="Holidays", kind="holidays", live=False)
    with pytest.raises(ValidationError, match="“Holidays” is not published yet"):
        mapping((sets[0], unwritten)).full_clean()
    mapping(sets, (IMPORTANT, MATTERS, "as_it_is")).save()
    again = QuestionMapping(source_set=sets[0], target_set=sets[1], button="Again")
    with pytest.raises(ValidationError, match="There is one for these two sets already"):
        again.full_clean()


def test_a_new_wording_changes_nothing(sets: tuple[QuestionSet, QuestionSet]) -> None:
    profile = sets[0]
    raw = json.loads(json.dumps(profile.steps.get_prep_value()))
    raw[1]["value"]["questions"][0]["value"]["label"] = "What must stay as it is?"
    profile.steps = QuestionSet.steps.field.to_python(json.dumps(raw))
    profile.save_revision().publish()
    newest = latest_version("one_page_profile")
    assert newest and "What must stay as it is?" in {q.label for q in newest.as_definition().questions()}
    QuestionMapping.objects.get(source_set=profile).full_clean()


def test_an_editor_chooses_from_lists_and_what_is_wrong_says_so(sets: tuple[QuestionSet, QuestionSet]) -> None:
    editor = UserFactory(known_as="Ed", editor=True)
    make_editor(editor)
    ed = signed_in(editor)
    seeded = QuestionMapping.objects.get(source_set=sets[0])
    address = reverse("wagtailsnippets_content_questionmapping:edit", args=[seeded.pk])
    page = ed.get(address)
    assert page.status_code == 200
    assert b"What can spoil your day?" in page.content
    data = {
        "source_set": sets[0].pk,
        "target_set": sets[1].pk,
        "button": "Turn it into a plan",
        "intro": "",
        "rows-count": "1",
        "rows-0-deleted": "",
        "rows-0-order": "0",
        "rows-0-type": "row",
        "rows-0-id": "",
        "rows-0-value-source": PHOTO,
        "rows-0-value-target": MATTERS,
        "rows-0-value-how": "as_words",
        "action-publish": "yes",
    }
    refused = ed.post(address, data)
    assert "cannot go to “What matters most in your life?”" in refused.content.decode()
    assert ed.post(address, {**data, "rows-0-value-source": IMPORTANT}).status_code == 302
    seeded.refresh_from_db()
    assert [(row.source, row.target, row.how) for row in seeded.as_rows()] == [(IMPORTANT, MATTERS, "as_words")]
