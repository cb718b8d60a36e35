"""How far somebody is, as a task list and "check your answers" tell it."""

import pytest

from content.wizards.progress import BEGUN, DONE, LEFT_OUT, NOT_STARTED, answered_questions, asked_now, overview
from content.wizards.stores import AnswerChange
from tests.factories.content import default_definition, question_id
from tests.factories.files import album
from tests.integration.content.wizards.memory import PLANS, MemoryStore

SET = default_definition()
STEPS = SET["steps"]
LONG, COSTS, HELP = (question_id(SET, kind) for kind in ("long_text", "cost_list", "several_of"))


@pytest.fixture
def store() -> MemoryStore:
    PLANS.clear()
    return MemoryStore("hers", "Maureen")


def states(store: MemoryStore) -> list[str]:
    return [step.state for step in overview(store)]


def test_at_first_nothing_is_begun(store: MemoryStore) -> None:
    assert states(store) == [NOT_STARTED] * 8


def test_an_answer_begins_a_step_and_its_writer_ends_it(store: MemoryStore) -> None:
    store.save([AnswerChange(LONG, "The choir", 0)])
    assert states(store)[:2] == [BEGUN, NOT_STARTED]
    store.mark(STEPS[0]["id"], "done")
    store.mark(STEPS[1]["id"], "left_out")
    assert states(store)[:3] == [DONE, LEFT_OUT, NOT_STARTED]
    assert [step.answered for step in overview(store)][:2] == [1, 0]


def test_an_answer_that_was_emptied_is_none(store: MemoryStore) -> None:
    store.save([AnswerChange(LONG, "The choir", 0)])
    store.save([AnswerChange(LONG, None, 1)])
    assert states(store)[0] == NOT_STARTED
    assert not next(found for found in answered_questions(store) if found.question.id == LONG).has_answer


def test_what_makes_no_sense_yet_is_told_beside_its_answer(store: MemoryStore) -> None:
    store.save([AnswerChange(COSTS, [{"id": "1", "what_for": "Taxi", "amount": "ten or so"}], 0)])
    found = next(found for found in answered_questions(store) if found.question.id == COSTS)
    assert [problem.sentence for problem in found.problems] == [
        "“Taxi”: Write the amount in pounds, for example 12.50."
    ]


def test_only_what_is_asked_is_told(store: MemoryStore) -> None:
    before = len(answered_questions(store))
    store.save([AnswerChange(HELP, {"chosen": ["pa"], "something_else": ""}, 0)])
    assert len(answered_questions(store)) == before + 1


def test_where_no_file_can_be_kept_none_is_asked_for(store: MemoryStore) -> None:
    assert any(q.kind == "file" for q in asked_now(store).questions())
    store.accepts_files = False
    assert len(overview(store)) == 7
    assert not any(q.kind == "file" for q in asked_now(store).questions())


def test_photos_files_and_recordings_need_an_account_too() -> None:
    PLANS["album"].definition = album()
    there = MemoryStore("album", "Maureen")
    assert [question.kind for question in asked_now(there).questions()] == ["photos", "files", "recording"]
    there.accepts_files = False
    assert not asked_now(there).steps


def test_a_file_among_other_questions_leaves_them_standing(store: MemoryStore) -> None:
    plan = PLANS["hers"]
    plan.definition["steps"][0]["questions"].append(plan.definition["steps"].pop()["questions"][0])
    again = MemoryStore("hers", "Maureen")
    again.accepts_files = False
    kinds = [question.kind for question in asked_now(again).steps[0].questions]
    assert kinds == ["long_text", "short_text", "people_list"]
