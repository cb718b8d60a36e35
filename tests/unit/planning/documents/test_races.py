"""Many hands at once: nothing that was acknowledged is lost, and one key makes one row."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from content.wizards.stores import AnswerChange, Saved
from planning.documents.models import Answer, AnswerBefore, AnswerBeside, Document
from planning.documents.services import create_document
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User
from tests.factories.content import default_definition, publish, question_id
from tests.factories.planning import make_document, share_with
from tests.personas import make_cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
PEOPLE = question_id(default_definition(), "people_list")


def at_once(what: Callable[[int], Any], times: int) -> list[Any]:
    """Do something in as many threads at once, each with its own connection to the database."""
    ready = Barrier(min(times, 25))

    def run(number: int) -> Any:
        try:
            if number < ready.parties:
                ready.wait(timeout=30)
            return what(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=ready.parties) as pool:
        return list(pool.map(run, range(times)))


def save(document_id: int, user: User, question: str, value: Any, seen: int) -> Saved:
    document = Document.objects.select_related("owner", "question_set_version").get(pk=document_id)
    return DocumentAnswerStore(document, user, timezone.now()).save([AnswerChange(question, value, seen)])[0]


@pytest.mark.django_db(transaction=True)
def test_fifty_saves_of_one_form_are_one_row_and_no_conflict() -> None:
    cast = make_cast()
    plan = make_document(cast.maureen)
    saved = at_once(lambda _: save(plan.pk, cast.maureen, WORDS, "Same words", 0), 50)
    assert Answer.objects.get().number == 1
    assert not AnswerBefore.objects.exists()
    assert not [result for result in saved if result.conflict]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_five_different_texts_one_wins_and_the_others_are_told() -> None:
    cast = make_cast()
    plan = make_document(cast.maureen)
    saved = at_once(lambda number: save(plan.pk, cast.maureen, WORDS, f"Text {number}", 0), 25)
    winners = [result for result in saved if not result.conflict]
    assert len(winners) == 1
    standing = Answer.objects.get()
    assert (standing.value, standing.number) == (winners[0].answer.value, 1)
    assert {result.answer.value for result in saved} == {standing.value}


@pytest.mark.django_db(transaction=True)
def test_keeping_one_trial_in_many_tabs_makes_one_document() -> None:
    cast = make_cast()
    publish()
    trial = uuid4()
    kept = at_once(
        lambda _: (
            create_document(
                kind="support_plan", by=cast.maureen, at=timezone.now(), kept_from=trial, answers={WORDS: "Kept"}
            ).pk
        ),
        25,
    )
    assert len(set(kept)) == 1
    assert Answer.objects.get().value == "Kept"


def two_editors(rounds: int, *, seed: int) -> None:
    """Maureen and Beth save at random, each knowing only what they last saw; then everything is accounted for."""
    cast = make_cast()
    plan = make_document(cast.maureen)
    share_with(plan, cast.beth_in_circle, can_edit=True)
    acknowledged: list[tuple[str, Any]] = []

    def write(number: int) -> None:
        chance = random.Random(seed * 100_000 + number)  # noqa: S311 - a game, not a secret
        user = cast.maureen if number % 2 else cast.beth
        seen = {WORDS: 0, SHORT: 0, PEOPLE: 0}
        for turn in range(rounds // 10):
            question = chance.choice([WORDS, SHORT, PEOPLE])
            text = f"{user.known_as} {number} {turn}"
            value = [{"name": text}] if question == PEOPLE else text
            result = save(plan.pk, user, question, value, seen[question])
            seen[question] = result.answer.number
            if not result.conflict:
                acknowledged.append((question, text))

    at_once(write, 10)
    kept = {(str(a.question_id), _text(a.value)) for a in Answer.objects.all()}
    kept |= {(str(b.answer.question_id), _text(b.value)) for b in AnswerBefore.objects.select_related("answer")}
    assert len(acknowledged) == len(set(acknowledged)) > 0
    assert set(acknowledged) == kept
    assert not AnswerBeside.objects.exists()
    for answer in Answer.objects.all():
        numbers = sorted([*answer.before.values_list("number", flat=True), answer.number])
        assert numbers == list(range(1, answer.number + 1))


def _text(value: Any) -> str:
    return value[0]["name"] if isinstance(value, list) else value


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_lose_nothing() -> None:
    two_editors(30, seed=1)


@pytest.mark.endurance
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_two_editors_a_thousand_times_lose_nothing(seed: int) -> None:
    two_editors(250, seed=seed)
