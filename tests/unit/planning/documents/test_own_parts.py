"""Beginning documents, own headings and questions, and newer questions."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from content.wizards.stores import AnswerChange
from planning.documents import services
from planning.documents.composition import MORE_TITLE, earlier_questions
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document
from planning.documents.queries import newer_version
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from tests.factories.content import default_definition, publish, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def titles(plan: Document, user: Any) -> list[str]:
    return [step.title for step in DocumentAnswerStore(plan, user, timezone.now()).definition.steps]


def labels(plan: Document, user: Any) -> list[str]:
    questions = DocumentAnswerStore(plan, user, timezone.now()).definition.questions()
    return [question.label for question in questions if question.own]


def heading(plan: Document, title: str, *, after: str | None = None, by: Any = None) -> Any:
    return services.add_heading(document=plan, title=title, after_step_id=after, by=by or plan.owner, at=timezone.now())


def question(plan: Document, step_id: Any, label: str, *, by: Any = None) -> Any:
    return services.add_question(
        document=plan, step_id=str(step_id), label=label, by=by or plan.owner, at=timezone.now()
    )


def test_a_document_begins_with_the_newest_questions_of_its_kind(cast: Cast) -> None:
    first = publish()
    second = publish(question_set=first.question_set)
    plan = services.create_document(kind="support_plan", by=cast.maureen, at=timezone.now())
    assert plan.question_set_version == second
    assert (plan.owner, plan.title) == (cast.maureen, "My support plan")
    assert not plan.grants.exists()


def test_nothing_begins_where_nothing_is_published(cast: Cast) -> None:
    with pytest.raises(Denied, match="still writing"):
        services.create_document(kind="support_plan", by=cast.maureen, at=timezone.now())
    assert not Document.objects.exists()


def test_what_was_kept_once_is_kept_once(cast: Cast) -> None:
    publish()
    trial = uuid4()
    made = [
        services.create_document(
            kind="support_plan", by=cast.maureen, at=timezone.now(), kept_from=trial,
            answers={WORDS: "Kept", str(uuid4()): "to no question"},
        )
        for _ in range(2)
    ]  # fmt: skip
    assert made[0] == made[1]
    assert [a.value for a in Answer.objects.all()] == ["Kept"]
    other = services.create_document(kind="support_plan", by=cast.amira, at=timezone.now(), kept_from=trial)
    assert other.owner == cast.amira and other != made[0]


def test_headings_go_anywhere_and_move_by_one(cast: Cast, plan: Document) -> None:
    published = titles(plan, cast.maureen)
    first_id = DocumentAnswerStore(plan, cast.maureen, timezone.now()).definition.steps[0].id
    music = heading(plan, "My music", after=first_id)
    dog = heading(plan, "My dog", after=first_id)
    last = heading(plan, "Last")
    assert titles(plan, cast.maureen) == [published[0], "My dog", "My music", *published[1:], "Last"]
    services.move_heading(heading=music, up=True, by=cast.maureen, at=timezone.now())
    assert titles(plan, cast.maureen)[:3] == [published[0], "My music", "My dog"]
    for _ in range(5):
        music.refresh_from_db()
        services.move_heading(heading=music, up=True, by=cast.maureen, at=timezone.now())
    assert titles(plan, cast.maureen)[:3] == ["My music", published[0], "My dog"]
    last.refresh_from_db()
    services.move_heading(heading=last, up=False, by=cast.maureen, at=timezone.now())
    dog.refresh_from_db()
    services.move_heading(heading=dog, up=False, by=cast.maureen, at=timezone.now())
    assert titles(plan, cast.maureen) == [
        "My music",
        published[0],
        published[1],
        "My dog",
        *published[2:],
        "Last",
    ]


def test_a_supporters_move_never_tells_of_a_heading_they_do_not_see(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    private = heading(plan, "SECRET")
    hers = question(plan, private.step_id, "SECRET?")
    answer(plan, str(hers.question_id), "SECRET", audience=Audience.ONLY_ME)
    shown = heading(plan, "Shown")
    before = titles(plan, cast.beth)
    services.move_heading(heading=shown, up=True, by=cast.beth, at=timezone.now())
    assert titles(plan, cast.beth) == [*before[:-2], before[-1], before[-2]]
    with pytest.raises(Denied):
        services.move_heading(heading=private, up=True, by=cast.beth, at=timezone.now())


def test_questions_can_be_added_anywhere_renamed_and_moved(cast: Cast, plan: Document) -> None:
    step = DocumentAnswerStore(plan, cast.maureen, timezone.now()).definition.steps[2]
    one, two = question(plan, step.id, "One?"), question(plan, step.id, "Two?")
    assert labels(plan, cast.maureen) == ["One?", "Two?"]
    services.move_question(question=two, up=True, by=cast.maureen, at=timezone.now())
    assert labels(plan, cast.maureen) == ["Two?", "One?"]
    one.refresh_from_db()
    services.move_question(question=one, up=False, by=cast.maureen, at=timezone.now())
    services.rename_question(question=one, label="First?", by=cast.maureen, at=timezone.now())
    assert labels(plan, cast.maureen) == ["Two?", "First?"]
    saved = DocumentAnswerStore(plan, cast.maureen, timezone.now()).save(
        [AnswerChange(str(one.question_id), "Answered", 0)]
    )
    assert saved[0].answer.number == 1


def test_what_is_taken_out_comes_back_with_its_answer(cast: Cast, plan: Document) -> None:
    dog = heading(plan, "My dog")
    name = question(plan, dog.step_id, "What is it called?")
    key = str(name.question_id)
    DocumentAnswerStore(plan, cast.maureen, timezone.now()).save([AnswerChange(key, "Rex", 0)])
    services.remove_heading(heading=dog, by=cast.maureen, at=timezone.now())
    assert "My dog" not in titles(plan, cast.maureen) and labels(plan, cast.maureen) == []
    store = DocumentAnswerStore(plan, cast.maureen, timezone.now())
    assert store.answers()[key].value == "Rex"
    assert earlier_questions(plan, [key])[key].label == "What is it called?"
    name.refresh_from_db()
    services.restore_question(question=name, by=cast.maureen, at=timezone.now())
    assert "My dog" in titles(plan, cast.maureen) and labels(plan, cast.maureen) == ["What is it called?"]


def test_a_heading_comes_back_with_the_questions_that_went_with_it(cast: Cast, plan: Document) -> None:
    dog = heading(plan, "My dog")
    gone_before, with_it = question(plan, dog.step_id, "Before?"), question(plan, dog.step_id, "With it?")
    services.remove_question(question=gone_before, by=cast.maureen, at=timezone.now())
    services.remove_heading(heading=dog, by=cast.maureen, at=timezone.now())
    services.restore_heading(heading=dog, by=cast.maureen, at=timezone.now())
    assert labels(plan, cast.maureen) == [with_it.label]


def test_who_may_not_write_adds_and_changes_nothing(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True)
    mine = heading(plan, "Mine")
    for by in (cast.sunita, cast.beth, cast.amira):
        for verb in (
            lambda by=by: heading(plan, "Theirs", by=by),
            lambda by=by: question(plan, mine.step_id, "Theirs?", by=by),
            lambda by=by: services.rename_heading(heading=mine, title="Theirs", by=by, at=timezone.now()),
            lambda by=by: services.move_heading(heading=mine, up=True, by=by, at=timezone.now()),
            lambda by=by: services.remove_heading(heading=mine, by=by, at=timezone.now()),
            lambda by=by: services.rename_document(document=plan, title="Theirs", by=by, at=timezone.now()),
        ):
            with pytest.raises(Denied):
                verb()
    assert titles(plan, cast.maureen)[-1] == "Mine"
    plan.refresh_from_db()
    assert plan.title == "My support plan"


def test_newer_questions_are_offered_and_every_answer_stays(cast: Cast) -> None:
    first = publish()
    plan = make_document(cast.maureen, version=first)
    assert newer_version(plan) is None
    answer(plan, WORDS, "Stays with me")
    step = DocumentAnswerStore(plan, cast.maureen, timezone.now()).definition.steps[0]
    own = question(plan, step.id, "Mine?")
    answer(plan, str(own.question_id), "Also stays")
    shorter = default_definition()
    shorter["steps"] = shorter["steps"][1:]
    newer = publish(shorter, question_set=first.question_set)
    assert newer_version(plan) == newer
    services.accept_newer_questions(document=plan, version=newer, by=cast.maureen, at=timezone.now())
    plan = Document.objects.get()
    store = DocumentAnswerStore(plan, cast.maureen, timezone.now())
    assert store.answers()[WORDS].value == "Stays with me"
    assert earlier_questions(plan, [WORDS])[WORDS].label == "What matters most in your life?"
    assert store.definition.steps[-1].title == MORE_TITLE
    assert store.answers()[str(own.question_id)].value == "Also stays"
    assert newer_version(plan) is None


def test_declined_questions_are_not_offered_again_but_the_next_ones_are(cast: Cast) -> None:
    first = publish()
    plan = make_document(cast.maureen, version=first)
    second = publish(question_set=first.question_set)
    services.decline_newer_questions(document=plan, version=second, by=cast.maureen, at=timezone.now())
    plan = Document.objects.get()
    assert newer_version(plan) is None
    with pytest.raises(Denied, match="not on offer"):
        services.accept_newer_questions(document=plan, version=second, by=cast.maureen, at=timezone.now())
    third = publish(question_set=first.question_set)
    assert newer_version(plan) == third


def test_only_the_owner_moves_on_to_newer_questions(cast: Cast) -> None:
    first = publish()
    plan = make_document(cast.maureen, version=first)
    share_with(plan, cast.beth_in_circle, can_edit=True)
    newer = publish(question_set=first.question_set)
    with pytest.raises(Denied):
        services.accept_newer_questions(document=plan, version=newer, by=cast.beth, at=timezone.now())
    assert Document.objects.get().question_set_version == first


def test_a_question_on_no_step_is_refused(cast: Cast, plan: Document) -> None:
    with pytest.raises(Denied):
        question(plan, UUID(int=4), "Where?")
