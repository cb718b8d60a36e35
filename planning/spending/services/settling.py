"""Deciding between answers that do not fit together: by a manager, with reasons, for the time to come alone."""

from datetime import datetime

from django.db import transaction

from planning.spending.enums import Outcome, State
from planning.spending.models import SpendingAnswer, SpendingConflict
from planning.spending.policies import check_can_settle, check_can_take_back
from planning.spending.services.answering import give
from planning.spending.services.telling import hold, tell_those_who_asked, tell_who_answered, write_down
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import withdraw

NEEDS_REASONS = "Write your reasons. The person reads them."
ONE_QUESTION = "Both are answers to one question, so one of them has to go on."


@transaction.atomic
def settle(*, conflict: SpendingConflict, outcome: str, reason: str, by: User, at: datetime) -> SpendingConflict:
    """Decide: the earlier answer goes on; the new one counts from now on, and the earlier ends; or both count, because
    they are about different things. What was spent under an answer while it counted stays right, whatever is decided.

    The person, who manages the money, and the workers are told. The same decision sent twice counts once. Raises
    Denied: for anybody but a manager of the team, without reasons, and where it was decided or taken back already.
    """
    held = _hold(conflict)
    if (held.settled_by_id, held.outcome, held.reason) == (by.pk, outcome, reason):
        return held
    check_can_settle(by, held, at)
    if not can_be_read(reason):
        raise Denied(NEEDS_REASONS)
    answer, earlier = held.answer, list(held.earlier.all())
    if outcome == Outcome.BOTH and any(old.question_id == answer.question_id for old in earlier):
        raise Denied(ONE_QUESTION)
    _close(held, outcome, reason, by=by, at=at)
    if outcome == Outcome.EARLIER:
        _drop(answer)
    else:
        if outcome == Outcome.NEW:
            ending = SpendingAnswer.objects.counting().filter(pk__in=[old.pk for old in earlier])
            ending.update(ends_at=at, ended_by=by, ended_why=reason)
        give(answer, by=by, at=at)
    write_down("spending conflict settled", answer.question, by=by, at=at, about=answer.question, outcome=outcome)
    tell_those_who_asked(answer.question, Kind.SPENDING_ANSWERED, by=by, at=at)
    workers = {answer.answered_by, *(old.answered_by for old in earlier)}
    tell_who_answered(answer.question, Kind.SPENDING_CONFLICT, workers, by=by, at=at)
    return held


@transaction.atomic
def take_back_answer(*, conflict: SpendingConflict, by: User, at: datetime) -> SpendingConflict:
    """Take back an answer before a manager has decided. It was never given; the earlier one goes on.

    Raises Denied for anybody but who wrote it, and once a manager has decided.
    """
    held = _hold(conflict)
    check_can_take_back(by, held, at)
    _close(held, Outcome.TAKEN_BACK, "", by=by, at=at)
    _drop(held.answer)
    write_down("spending answer taken back", held.answer.question, by=by, at=at, about=held.answer.question)
    tell_those_who_asked(held.answer.question, Kind.SPENDING_ANSWERED, by=by, at=at)
    return held


def _hold(conflict: SpendingConflict) -> SpendingConflict:
    """After the person, as everywhere; the conflict as it is now."""
    hold(conflict.answer.question)
    held: SpendingConflict = SpendingConflict.objects.for_pages().get(pk=conflict.pk)
    return held


def _close(conflict: SpendingConflict, outcome: str, reason: str, *, by: User, at: datetime) -> None:
    conflict.outcome, conflict.reason, conflict.settled_by, conflict.settled_at = outcome, reason, by, at
    conflict.save(update_fields=["outcome", "reason", "settled_by", "settled_at"])
    # Other managers have nothing to decide any more.
    withdraw(below=conflict.get_absolute_url())


def _drop(answer: SpendingAnswer) -> None:
    answer.state = State.NOT_GIVEN
    answer.save(update_fields=["state"])
