"""The store behind the wizard: numbers, conflicts, entries, and what is kept from whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.wizards.stores import AnswerChange, Saved, StoredAnswer
from planning.documents.composition import pinned_definition
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, AnswerBeside, Document, StepMark
from planning.documents.services import add_heading, add_question
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.content import default_definition, publish, question_id
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
PEOPLE = question_id(default_definition(), "people_list")


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def store_of(plan: Document, user: User) -> DocumentAnswerStore:
    return DocumentAnswerStore(Document.objects.for_pages().get(pk=plan.pk), user, timezone.now())


def type_in(plan: Document, user: User, question: str, value: Any, *, seen: int = 0) -> Saved:
    return store_of(plan, user).save([AnswerChange(question, value, seen)])[0]


def test_what_was_typed_is_there_with_its_number_and_its_typist(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    saved = type_in(plan, cast.beth, WORDS, "The choir.")
    assert (saved.conflict, saved.answer.number, saved.answer.typed_by) == (False, 1, "")
    standing = store_of(plan, cast.maureen).answers()[WORDS]
    assert (standing.value, standing.number, standing.typed_by) == ("The choir.", 1, "Beth")


def test_a_change_keeps_the_words_before(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, WORDS, "One")
    type_in(plan, cast.maureen, WORDS, "Two", seen=1)
    before = AnswerBefore.objects.get()
    assert (before.number, before.value, before.typed_by) == (1, "One", cast.maureen)
    assert Answer.objects.get().value == "Two"


def test_one_save_that_changes_an_answer_twice_keeps_both_wordings(cast: Cast, plan: Document) -> None:
    changes = [AnswerChange(WORDS, "One", 0), AnswerChange(WORDS, "Two", 1), AnswerChange(WORDS, "Late", 1)]
    first, second, late = store_of(plan, cast.maureen).save(changes)
    assert (first.conflict, second.conflict, late.conflict) == (False, False, True)
    assert (Answer.objects.get().value, Answer.objects.get().number) == ("Two", 2)
    assert [before.value for before in AnswerBefore.objects.all()] == ["One"]


def test_a_new_wording_keeps_who_may_see_it(cast: Cast, plan: Document) -> None:
    standing = answer(plan, WORDS, "One", audience=Audience.ONLY_ME)
    type_in(plan, cast.maureen, WORDS, "Two", seen=1)
    kept = Answer.objects.get()
    assert (kept.pk, kept.value, kept.audience) == (standing.pk, "Two", Audience.ONLY_ME)


def test_three_answers_are_saved_in_as_many_queries_as_one(
    cast: Cast, plan: Document, django_assert_num_queries: Any
) -> None:
    ids = [WORDS, *(question_id(default_definition(), kind) for kind in ("short_text", "yes_no"))]
    for question in ids:
        answer(plan, question, "One")
    one, three = store_of(plan, cast.maureen), store_of(plan, cast.maureen)
    pinned_definition(plan)  # read once in each process
    with CaptureQueriesContext(connection) as needed:
        one.save([AnswerChange(ids[0], "Two", 1)])
    with django_assert_num_queries(len(needed)):
        three.save([AnswerChange(ids[0], "Three", 2), *(AnswerChange(q, "Two", 1) for q in ids[1:])])
    kept = {str(a.question_id): a.value for a in Answer.objects.all()}
    assert kept == {ids[0]: "Three", ids[1]: "Two", ids[2]: "Two"}


def test_a_stale_number_changes_nothing_and_gives_the_other_words(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, WORDS, "Hers")
    share_with(plan, cast.beth_in_circle, can_edit=True)
    lost = type_in(plan, cast.beth, WORDS, "Mine", seen=0)
    assert lost.conflict
    assert (lost.answer.value, lost.answer.number, lost.answer.typed_by) == ("Hers", 1, "Maureen")
    assert Answer.objects.get().value == "Hers"


def test_the_same_words_again_are_no_conflict_and_no_new_number(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, WORDS, "Same")
    again = type_in(plan, cast.maureen, WORDS, "Same", seen=0)
    assert not again.conflict
    assert again.answer.number == 1
    assert not AnswerBefore.objects.exists()


def test_changes_of_one_save_are_kept_each_on_its_own(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, WORDS, "First")
    saved = store_of(plan, cast.maureen).save(
        [AnswerChange(WORDS, "Stale", 0), AnswerChange(PEOPLE, [{"name": "Leo"}], 0)]
    )
    assert [s.conflict for s in saved] == [True, False]
    assert store_of(plan, cast.maureen).answers()[PEOPLE].value[0]["name"] == "Leo"


def test_nothing_typed_makes_no_row_and_emptying_keeps_the_words_before(cast: Cast, plan: Document) -> None:
    assert type_in(plan, cast.maureen, WORDS, "").answer == StoredAnswer()
    assert not Answer.objects.exists()
    type_in(plan, cast.maureen, WORDS, "Here")
    emptied = type_in(plan, cast.maureen, WORDS, "", seen=1)
    assert (emptied.answer.value, emptied.answer.number) == (None, 2)
    assert AnswerBefore.objects.get().value == "Here"
    assert not Answer.objects.given().exists()


def test_entries_get_an_id_once_and_keep_it(cast: Cast, plan: Document) -> None:
    first = type_in(plan, cast.maureen, PEOPLE, [{"name": "Beth"}, {"name": "Leo"}]).answer.value
    assert len({entry["id"] for entry in first}) == 2
    changed = [{**first[1], "does": "Shows me the ropes"}, {"name": "Winnie"}]
    second = type_in(plan, cast.maureen, PEOPLE, changed, seen=1).answer.value
    assert second[0]["id"] == first[1]["id"]
    assert second[1]["id"] not in {first[0]["id"], first[1]["id"]}


def test_a_doubled_save_of_new_entries_is_one_change(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, PEOPLE, [{"name": "Beth"}])
    again = type_in(plan, cast.maureen, PEOPLE, [{"name": "Beth"}])
    assert not again.conflict
    assert Answer.objects.get().number == 1


@pytest.mark.parametrize("wrong", ["x", "", None, 7])
def test_entries_with_a_wrong_or_borrowed_id_get_one_of_their_own(cast: Cast, plan: Document, wrong: Any) -> None:
    value = type_in(plan, cast.maureen, PEOPLE, [{"id": wrong, "name": "A"}]).answer.value
    assert len(value[0]["id"]) == 36
    doubled = type_in(plan, cast.maureen, PEOPLE, [value[0], {**value[0], "name": "B"}], seen=1).answer.value
    assert doubled[0]["id"] == value[0]["id"] != doubled[1]["id"]


def test_a_question_that_is_not_asked_is_refused(cast: Cast, plan: Document) -> None:
    with pytest.raises(Denied, match="not in this document"):
        type_in(plan, cast.maureen, "00000000-0000-4000-8000-000000000000", "Anything")
    assert not Answer.objects.exists()


def test_nobody_writes_who_may_not(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle, can_comment=True, can_suggest=True)
    for user in (cast.sunita, cast.ben, cast.beth, cast.amira, cast.hana, cast.ruth):
        with pytest.raises(Denied):
            type_in(plan, user, WORDS, "Not theirs to write")
        with pytest.raises(Denied):
            store_of(plan, user).mark(store_of(plan, cast.maureen).definition.steps[0].id, "done")
    assert not Answer.objects.exists()
    assert not StepMark.objects.exists()


def test_editing_ends_with_the_share_and_with_the_circle(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    open_before = store_of(plan, cast.beth)
    cast.beth_in_circle.ends_at = timezone.now() - timedelta(seconds=1)
    cast.beth_in_circle.save()
    with pytest.raises(Denied):
        open_before.save([AnswerChange(WORDS, "Too late", 0)])


def test_a_change_is_recorded_with_ids_and_without_words(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, WORDS, "CANARY")
    event = Event.objects.get(verb="answer changed")
    assert (event.actor_id, event.person_id, event.object_id) == (
        cast.maureen.pk,
        cast.maureen.pk,
        str(plan.uuid),
    )
    assert event.detail == {"question": WORDS, "number": 1}
    assert "CANARY" not in str(list(Event.objects.values()))


# --- What is kept from somebody -------------------------------------------------------------------


@pytest.mark.parametrize("audience", [Audience.ONLY_ME, Audience.WORKER_ONLY])
def test_a_kept_answer_and_a_missing_one_look_alike(cast: Cast, plan: Document, audience: str) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    before = store_of(plan, cast.beth)
    without = (before.definition, before.answers(), before.marks())
    answer(plan, WORDS, "SECRET", audience=audience)
    StepMark.objects.create(document=plan, step_id=before.definition.steps[0].id, state="done")
    after = store_of(plan, cast.beth)
    assert (after.definition, after.answers(), after.marks()) == without
    assert after.audiences() == {}


def test_writing_where_something_is_kept_back_neither_reveals_nor_overwrites(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    hidden = answer(plan, WORDS, "SECRET", audience=Audience.ONLY_ME)
    other = make_document(cast.maureen, version=plan.question_set_version)
    share_with(other, cast.beth_in_circle, can_edit=True)
    for number, words in enumerate(["Mum likes the choir", "Mum likes the choir and her garden"]):
        at_hidden = type_in(plan, cast.beth, WORDS, words, seen=number)
        at_empty = type_in(other, cast.beth, WORDS, words, seen=number)
        assert (at_hidden.conflict, at_hidden.answer.value, at_hidden.answer.number, at_hidden.answer.typed_by) == (
            at_empty.conflict, at_empty.answer.value, at_empty.answer.number, at_empty.answer.typed_by,
        )  # fmt: skip
    stale = (
        type_in(plan, cast.beth, WORDS, "Older", seen=1),
        type_in(other, cast.beth, WORDS, "Older", seen=1),
    )
    assert stale[0].conflict and stale[1].conflict
    assert stale[0].answer.value == stale[1].answer.value == "Mum likes the choir and her garden"
    assert store_of(plan, cast.beth).answers()[WORDS].value == "Mum likes the choir and her garden"
    hidden.refresh_from_db()
    assert (hidden.value, hidden.number, hidden.typed_by) == ("SECRET", 1, cast.maureen)
    assert not AnswerBefore.objects.filter(answer=hidden).exists()
    assert store_of(plan, cast.maureen).answers()[WORDS].value == "SECRET"
    assert [row.value for row in AnswerBeside.objects.all()] == [
        "Mum likes the choir", "Mum likes the choir and her garden",
    ]  # fmt: skip


def test_a_question_left_out_of_one_share_is_empty_to_that_supporter_alone(cast: Cast, plan: Document) -> None:
    answer(plan, WORDS, "Not for Beth")
    share_with(plan, cast.beth_in_circle, can_edit=True, left_out=[WORDS])
    share_with_worker(plan)
    assert WORDS not in store_of(plan, cast.beth).answers()
    assert store_of(plan, cast.sunita).answers()[WORDS].value == "Not for Beth"


def test_an_own_question_that_is_kept_back_is_not_there_at_all(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    without = store_of(plan, cast.beth).definition
    at = timezone.now()
    heading = add_heading(document=plan, title="SECRET heading", by=cast.maureen, at=at)
    kept = add_question(document=plan, step_id=str(heading.step_id), label="SECRET question", by=cast.maureen, at=at)
    answer(plan, str(kept.question_id), "SECRET", audience=Audience.ONLY_ME)
    assert store_of(plan, cast.beth).definition == without
    assert "SECRET question" in {q.label for q in store_of(plan, cast.maureen).definition.questions()}


def test_the_worker_sees_what_is_for_the_worker_and_a_supporter_does_not(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    answer(plan, WORDS, "For Sunita", audience=Audience.WORKER_ONLY)
    assert store_of(plan, cast.sunita).answers()[WORDS].value == "For Sunita"
    assert store_of(plan, cast.ben).answers()[WORDS].value == "For Sunita"
    assert WORDS not in store_of(plan, cast.beth).answers()


def test_where_the_owner_left_off_is_not_moved_by_who_helps(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    store_of(plan, cast.maureen).visited("what-matters")
    store_of(plan, cast.beth).visited("your-budget")
    plan.refresh_from_db()
    assert plan.last_step == "what-matters"


def test_newer_questions_never_change_an_old_answer(cast: Cast) -> None:
    first = publish()
    plan = make_document(cast.maureen, version=first)
    type_in(plan, cast.maureen, WORDS, "Stays")
    shorter = default_definition()
    shorter["steps"] = shorter["steps"][1:]
    publish(shorter, question_set=first.question_set)
    assert store_of(plan, cast.maureen).answers()[WORDS].value == "Stays"
    assert WORDS in {q.id for q in store_of(plan, cast.maureen).definition.questions()}
