"""Many hands at once on one question: one answer, one decision, one request for a manager."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from planning.spending.enums import Outcome, Said, State
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingQuestion
from planning.spending.services import answer_question, ask, settle, take_back_answer
from portal.access.decisions import Denied
from tests.factories.spending import ask_about, say_to
from tests.personas import Cast, make_cast
from tests.unit.planning.documents.test_races import at_once


def done(what: Callable[[], Any]) -> str:
    """Whether it was done, or the sentence that says why not."""
    try:
        what()
    except Denied as denied:
        return denied.reason
    return "done"


def conflict_of(cast: Cast) -> SpendingConflict:
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita)
    say_to(question, cast.ben, Said.NO, "Too dear.")
    return SpendingConflict.objects.for_pages().get()


@pytest.mark.django_db(transaction=True)
def test_two_workers_answer_at_once_and_one_of_them_reads_that_the_other_has() -> None:
    cast = make_cast()
    question = ask_about(cast.maureen)
    said = [(cast.sunita, Said.YES, ""), (cast.ben, Said.NO, "No.")] * 4

    def answer(number: int) -> str:
        by, what, words = said[number]
        here = SpendingQuestion.objects.get(pk=question.pk)
        given = {"said": what, "words": words, "by": by, "seen": 0, "made_from": uuid4()}
        return done(lambda: answer_question(question=here, at=timezone.now(), **given))  # type: ignore[arg-type]

    told = at_once(answer, len(said))
    assert told.count("done") == 1 and SpendingAnswer.objects.counting().count() == SpendingAnswer.objects.count() == 1
    assert all(one == "done" or one.startswith("There is another answer") for one in told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_a_manager_decides_while_the_worker_takes_it_back(turn: int) -> None:
    cast = make_cast()
    found = conflict_of(cast)

    def act(number: int) -> str:
        here, at = SpendingConflict.objects.for_pages().get(pk=found.pk), timezone.now()
        if number % 2:
            return done(lambda: take_back_answer(conflict=here, by=cast.ben, at=at))
        outcome = Outcome.NEW if number % 4 else Outcome.EARLIER
        why = f"Because, {number}."
        return done(lambda: settle(conflict=here, outcome=outcome, reason=why, by=cast.morag, at=at))

    assert at_once(act, 8).count("done") == 1
    settled = SpendingConflict.objects.get()
    counts = SpendingAnswer.objects.counting().get()
    assert counts.said == (Said.NO if settled.outcome == Outcome.NEW else Said.YES)
    assert not SpendingAnswer.objects.filter(state=State.WAITING).exists()


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_is_one_question() -> None:
    cast, key = make_cast(), uuid4()
    sent = {"person": cast.maureen, "words": "A bus pass?", "by": cast.maureen, "made_from": key}
    at_once(lambda _: ask(at=timezone.now(), **sent), 12)  # type: ignore[arg-type]
    assert SpendingQuestion.objects.count() == 1
