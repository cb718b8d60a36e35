"""Suggestions: offered by those who were asked, decided by the owner alone, and never lost."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from content.questions.definitions import QuestionDefinition
from planning.comments import services
from planning.comments.enums import SuggestionState
from planning.comments.models import Suggestion
from planning.comments.services import SentBeforeError, WordsChangedError
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, Document
from planning.documents.services import add_question
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.comments import shared_plan, suggestion
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer
from tests.personas import Cast, everybody

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
LIST = question_id(default_definition(), "people_list")


@pytest.fixture
def plan(cast: Cast) -> Document:
    return shared_plan(cast, WORDS, "Two hours of cleaning.")


def question(plan: Document, wanted: str) -> QuestionDefinition:
    asked = DocumentAnswerStore(plan, plan.owner, plan.created_at).definition.questions()
    return next(q for q in asked if q.id == wanted)


def offer(plan: Document, by: User, now: datetime, words: str = "Two hours, on Wednesdays.", **more: Any) -> Suggestion:
    return services.suggest(
        document=plan, question=question(plan, more.pop("about", WORDS)), words=words, by=by, at=now, **more
    )


def the_answer() -> tuple[Any, int, str]:
    row = Answer.objects.get(question_id=WORDS)
    return row.value, row.number, row.typed_by.known_as


def test_a_suggestion_changes_nothing_and_only_its_author_and_the_owner_see_it(
    cast: Cast, plan: Document, now: datetime
) -> None:
    offered = offer(plan, cast.sunita, now)
    assert the_answer() == ("Two hours of cleaning.", 1, "Maureen")
    seen_by = {
        name
        for name, user in everybody(cast).items()
        if Suggestion.objects.visible_to(user, at=now).filter(pk=offered.pk).exists()
    }
    assert seen_by == {"maureen", "sunita"}
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.SUGGESTION).exists()
    assert list(Suggestion.objects.waiting_for(cast.maureen)) == [offered]


def test_the_owner_never_suggests_to_herself(cast: Cast, plan: Document, now: datetime) -> None:
    with pytest.raises(Denied, match="your own words"):
        offer(plan, cast.maureen, now)


def test_it_needs_its_own_tick(cast: Cast, plan: Document, now: datetime) -> None:
    plan.grants.filter(to_named_worker=False).update(can_suggest=False, can_edit=True)
    with pytest.raises(Denied, match="has not asked you for other words"):
        offer(plan, cast.beth, now)


@pytest.mark.parametrize("name", ["hana", "amira", "ruth", "morag", "ed", "pat", "dee"])
def test_nobody_without_a_share_suggests(cast: Cast, plan: Document, now: datetime, name: str) -> None:
    with pytest.raises(Denied):
        offer(plan, getattr(cast, name), now)


def test_only_for_answers_that_are_words(cast: Cast, plan: Document, now: datetime) -> None:
    answer(plan, LIST, [{"id": "1", "name": "Winnie"}])
    with pytest.raises(Denied, match="all words"):
        offer(plan, cast.sunita, now, about=LIST)
    answer(plan, SHORT, "Soup.")
    own = add_question(
        document=plan,
        step_id=default_definition()["steps"][0]["id"],
        label="And my dog?",
        by=cast.maureen,
        at=now,
    )
    answer(plan, str(own.question_id), "She is called Bess.")
    offer(plan, cast.sunita, now, about=SHORT)
    offer(plan, cast.sunita, now, about=str(own.question_id))
    assert Suggestion.objects.count() == 2


def test_not_for_what_the_author_cannot_read(cast: Cast, plan: Document, now: datetime) -> None:
    Answer.objects.update(audience=Audience.ONLY_ME)
    with pytest.raises(Denied, match="nothing written here yet"):
        offer(plan, cast.sunita, now)


def test_the_same_words_are_no_suggestion(cast: Cast, plan: Document, now: datetime) -> None:
    with pytest.raises(Denied, match="the words that stand there now"):
        offer(plan, cast.sunita, now, "Two hours of cleaning.")


def test_accepting_makes_them_the_owners_words_and_keeps_those_before(
    cast: Cast, plan: Document, now: datetime
) -> None:
    offered = offer(plan, cast.sunita, now)
    assert services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert the_answer() == ("Two hours, on Wednesdays.", 2, "Maureen")
    before = AnswerBefore.objects.get()
    assert (before.value, before.number) == ("Two hours of cleaning.", 1)
    offered.refresh_from_db()
    assert (offered.state, offered.decided_at, offered.decided_by) == (SuggestionState.ACCEPTED, now, cast.maureen)
    assert Event.objects.filter(verb="suggestion accepted", actor_id=cast.maureen.pk).count() == 1
    assert Notice.objects.filter(user=cast.sunita, kind=Kind.DECIDED).exists()


def test_accepting_twice_is_accepting_once(cast: Cast, plan: Document, now: datetime) -> None:
    offered = offer(plan, cast.sunita, now)
    assert services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert not services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert not services.decline_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert the_answer()[1] == 2
    assert AnswerBefore.objects.count() == 1


def test_a_second_accept_does_not_undo_what_was_written_since(cast: Cast, plan: Document, now: datetime) -> None:
    offered = offer(plan, cast.sunita, now)
    services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now)
    Answer.objects.filter(question_id=WORDS).update(value="My newest words.", number=3)
    assert not services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now, seen=3)
    assert the_answer()[0] == "My newest words."


@pytest.mark.parametrize("name", ["sunita", "beth", "ben", "hana"])
def test_nobody_but_the_owner_decides(cast: Cast, plan: Document, now: datetime, name: str) -> None:
    plan.grants.filter(to_named_worker=False).update(can_edit=True)
    offered = offer(plan, cast.sunita, now)
    decisions: list[Any] = [services.accept_suggestion, services.decline_suggestion]
    for decide in decisions:
        with pytest.raises(Denied, match="Only Maureen decides"):
            decide(suggestion=offered, by=getattr(cast, name), at=now)
    with pytest.raises(Denied, match="Only Maureen decides"):
        services.accept_with_changes(suggestion=offered, words="Mine", by=getattr(cast, name), at=now)
    offered.refresh_from_db()
    assert offered.state == SuggestionState.OPEN
    assert the_answer()[1] == 1


def test_words_for_an_answer_that_changed_since_are_not_used_unasked(cast: Cast, plan: Document, now: datetime) -> None:
    offered = offer(plan, cast.sunita, now)
    Answer.objects.filter(question_id=WORDS).update(value="Three hours.", number=2)
    with pytest.raises(WordsChangedError) as changed:
        services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert (changed.value.standing.value, changed.value.standing.number) == ("Three hours.", 2)
    offered.refresh_from_db()
    assert offered.state == SuggestionState.OPEN
    assert the_answer()[0] == "Three hours."
    assert services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now, seen=2)
    assert the_answer()[:2] == ("Two hours, on Wednesdays.", 3)
    assert AnswerBefore.objects.get().value == "Three hours."


def test_what_the_author_had_before_them_counts_not_what_came_meanwhile(
    cast: Cast, plan: Document, now: datetime
) -> None:
    Answer.objects.filter(question_id=WORDS).update(value="Three hours.", number=2)
    assert offer(plan, cast.sunita, now, seen=1).based_on == 1
    assert offer(plan, cast.sunita, now, seen=99).based_on == 2
    assert offer(plan, cast.sunita, now).based_on == 2


def test_with_changes_the_changed_words_are_used(cast: Cast, plan: Document, now: datetime) -> None:
    offered = offer(plan, cast.sunita, now)
    assert services.accept_with_changes(suggestion=offered, words="On Mondays.", by=cast.maureen, at=now)
    offered.refresh_from_db()
    assert offered.state == SuggestionState.CHANGED
    assert offered.words == "Two hours, on Wednesdays."
    assert the_answer() == ("On Mondays.", 2, "Maureen")


def test_changed_back_to_the_same_words_they_were_simply_used(cast: Cast, plan: Document, now: datetime) -> None:
    offered = offer(plan, cast.sunita, now)
    services.accept_with_changes(suggestion=offered, words=offered.words, by=cast.maureen, at=now)
    offered.refresh_from_db()
    assert offered.state == SuggestionState.ACCEPTED


def test_no_thank_you_leaves_the_answer(cast: Cast, plan: Document, now: datetime) -> None:
    offered = offer(plan, cast.sunita, now)
    assert services.decline_suggestion(suggestion=offered, by=cast.maureen, at=now)
    offered.refresh_from_db()
    assert offered.state == SuggestionState.DECLINED
    assert the_answer() == ("Two hours of cleaning.", 1, "Maureen")
    assert not services.accept_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert the_answer()[1] == 1
    assert not Suggestion.objects.waiting_for(cast.maureen).exists()


def test_an_author_whose_share_ended_is_not_told(cast: Cast, plan: Document, now: datetime) -> None:
    offered = suggestion(plan, WORDS, cast.ruth, "Other words")
    services.decline_suggestion(suggestion=offered, by=cast.maureen, at=now)
    assert not Notice.objects.filter(user=cast.ruth).exists()


def test_one_form_sent_twice_is_one_suggestion(cast: Cast, plan: Document, now: datetime) -> None:
    key = uuid4()
    assert offer(plan, cast.sunita, now, key=key) == offer(plan, cast.sunita, now, key=key)
    with pytest.raises(SentBeforeError):
        offer(plan, cast.sunita, now, "Others", key=key)
    assert Suggestion.objects.count() == 1
