"""Answering a question about spending, and ending an answer for the time to come."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planning.spending.earlier import earlier_answers
from planning.spending.enums import Said, State
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingQuestion
from planning.spending.policies import check_can_answer, check_can_end
from planning.spending.services.telling import deciding, hold, tell_those_who_asked, tell_workers, write_down
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify

NEEDS_WORDS = "Write why, or on what it depends."
NEEDS_REASON = "Write why it counts no longer. The person reads it."
MEANWHILE = "There is another answer since you opened this page. Read it first. Your words are still here."
A_NEWER_ONE = "A newer answer to the same question took its place."


class DoesNotFitError(Exception):
    """A new answer does not fit these, which count; nothing was kept."""

    def __init__(self, answers: list[SpendingAnswer]) -> None:
        super().__init__("does not fit an earlier answer")
        self.answers = answers


@transaction.atomic
def answer_question(
    *,
    question: SpendingQuestion,
    said: str,
    words: str,
    by: User,
    at: datetime,
    seen: int,
    ticked: Collection[UUID] = (),
    shown: Collection[UUID] = (),
    flagged: Collection[UUID] = (),
    made_from: UUID | None = None,
) -> SpendingAnswer:
    """Answer; the person and who manages the money are told at once. Where it does not fit an earlier answer that
    counts, it is kept and not given, a manager is asked, and the person is told that this is so.

    seen: how many answers to this question were on the page. ticked, shown: see `Earlier.not_fitting`. flagged: the
    earlier answers of which the worker was told that theirs does not fit. made_from: the form; sent twice, it counts
    once, and other words from it are an answer of their own.

    Raises DoesNotFitError where the worker was not told yet, and Denied: for anybody but the person's workers, without
    the words that "if" and "no" need, and where somebody answered meanwhile.
    """
    held = hold(question)
    before: SpendingAnswer | None = held.answers.filter(made_from=made_from).first() if made_from else None
    if before and (before.said, before.words, before.answered_by_id) == (said, words, by.pk):
        return before
    _check(held, said, words, by=by, at=at, seen=seen)
    not_fitting = earlier_answers(held).not_fitting(said=said, words=words, ticked=ticked, shown=shown)
    if {answer.uuid for answer in not_fitting} - set(flagged):
        raise DoesNotFitError(not_fitting)
    facts = {"said": said, "words": words, "made_from": None if before else made_from}
    answer = SpendingAnswer(question=held, answered_by=by, answered_at=at, state=State.WAITING, **facts)
    if not_fitting:
        _flag(answer, not_fitting, by=by, at=at)
    else:
        _send(answer, by=by, at=at)
    mark_read(user=by, path=held.get_absolute_url(), at=at)
    return answer


def _check(question: SpendingQuestion, said: str, words: str, *, by: User, at: datetime, seen: int) -> None:
    """Whether this worker can say this now, having read what was said before. Raises Denied."""
    if question.answers.count() != seen:
        raise Denied(MEANWHILE)
    check_can_answer(by, question, at)
    if said in (Said.YES_IF, Said.NO) and not can_be_read(words):
        raise Denied(NEEDS_WORDS)


def _send(answer: SpendingAnswer, *, by: User, at: datetime) -> None:
    """Give an answer that fits what was said before, and tell those who wait for it."""
    question = answer.question
    give(answer, by=by, at=at)
    write_down("spending answered", question, by=by, at=at, about=question, said=answer.said)
    tell_those_who_asked(question, Kind.SPENDING_ANSWERED, by=by, at=at)


def give(answer: SpendingAnswer, *, by: User, at: datetime) -> None:
    """Let an answer count from now on. An earlier one to the same question, which it fits, ends in its favour."""
    if answer.said != Said.TALK:
        standing = SpendingAnswer.objects.counting().filter(question=answer.question_id).exclude(pk=answer.pk)
        standing.update(ends_at=at, ended_by=by, ended_why=A_NEWER_ONE)
    answer.state, answer.given_at = State.GIVEN, at
    answer.save()


def _flag(answer: SpendingAnswer, earlier: Collection[SpendingAnswer], *, by: User, at: datetime) -> None:
    """Ask a manager. Until they decide, everything that counted goes on counting."""
    answer.save()
    managers = deciding(answer.question, by, at=at)
    own = any(manager.team_id == by.team_id and by.team_id for manager in managers)
    conflict = SpendingConflict.objects.create(answer=answer, team=by.team if own else None, flagged_at=at)
    conflict.earlier.set(earlier)
    write_down("spending conflict flagged", answer.question, by=by, at=at, about=answer.question)
    for manager in managers:
        notify(user=manager, kind=Kind.SPENDING_CONFLICT, path=conflict.get_absolute_url(), at=at)
    tell_those_who_asked(answer.question, Kind.SPENDING_CONFLICT, by=by, at=at)
    tell_workers(answer.question, Kind.SPENDING_CONFLICT, by=by, at=at)


@transaction.atomic
def end_answer(*, answer: SpendingAnswer, why: str, by: User, at: datetime) -> SpendingAnswer:
    """Say that an answer counts no longer, from now on; what was spent under it until now stays right.

    The same reason twice counts once. Raises Denied for anybody but who gave it, without a reason, and where it counts
    no longer already.
    """
    held = hold(answer.question)
    current: SpendingAnswer = SpendingAnswer.objects.for_pages().get(pk=answer.pk)
    if (current.ended_by_id, current.ended_why) == (by.pk, why):
        return current
    check_can_end(by, current, at)
    if not can_be_read(why):
        raise Denied(NEEDS_REASON)
    current.ends_at, current.ended_by, current.ended_why = at, by, why
    current.save(update_fields=["ends_at", "ended_by", "ended_why"])
    write_down("spending answer ended", held, by=by, at=at, about=held)
    tell_those_who_asked(held, Kind.SPENDING_ANSWERED, by=by, at=at)
    return current
