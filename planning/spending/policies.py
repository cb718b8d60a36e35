"""Who asks, answers and decides about spending. Each raises Denied with a sentence that a person can read."""

from datetime import datetime

from planning.money_sharing.policies import check_can_manage_money
from planning.spending.enums import Stage, State
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingGuidance, SpendingQuestion
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.crisis.queries import managers_of
from portal.relationships.queries import acts_for

NOT_THEIR_WORKER = "Only the person’s named social worker, and who stands in for them, can answer."
WAITS = "An answer to this waits for a manager. Nobody can answer meanwhile."
NOT_YOURS = "Only who gave this answer can end it. You can write another answer; it is compared with this one."
COUNTS_NO_MORE = "This answer counts no longer. Nothing has changed."
NOT_YOUR_DECISION = "Only a manager of the team decides this."
TAKEN_BACK = "The new answer was taken back before you decided. Nothing has changed."
SETTLED = "A manager has decided already. Nothing has changed."
NOT_A_DECISION = "Only an answer that counts and decides something can help others."
ONLY_THE_PERSON = "Only the person whose answer it is can decide this."
NOT_TO_CHECK = "This does not wait for a manager now."
NOT_TO_AGREE = "This does not wait for you now. Nothing has changed."
ENDED_MEANWHILE = "This answer was ended meanwhile, so it is not shown to others."
OTHER_WORDS = "The words have changed since you opened the page. Please read them once more."


def check_can_ask(user: User, person: User, at: datetime) -> None:
    """The person, and who manages their money with them. Raises Denied."""
    check_can_manage_money(user, person, at)


def check_can_answer(user: User, question: SpendingQuestion, at: datetime) -> None:
    """The worker of now, and who stands in; not while an answer waits for a manager. Raises Denied."""
    if not acts_for(user, question.person, at=at):
        raise Denied(NOT_THEIR_WORKER)
    if question.answers.filter(state=State.WAITING).exists():
        raise Denied(WAITS)


def check_can_end(user: User, answer: SpendingAnswer, at: datetime) -> None:
    """Who gave it, while they act for the person: nobody undoes a colleague's word alone. Raises Denied."""
    if answer.answered_by_id != user.pk or not acts_for(user, answer.question.person, at=at):
        raise Denied(NOT_YOURS)
    if not answer.counts:
        raise Denied(COUNTS_NO_MORE)


def check_can_settle(user: User, conflict: SpendingConflict, at: datetime) -> None:
    """A manager of the team whose worker flagged it, or who is responsible for the person now. Raises Denied."""
    _check_decides(user, conflict, at)
    if conflict.outcome:
        raise Denied(TAKEN_BACK if conflict.answer.state == State.NOT_GIVEN and not conflict.reason else SETTLED)


def check_can_take_back(user: User, conflict: SpendingConflict, at: datetime) -> None:
    """Who gave the new answer, while no manager has decided. Raises Denied."""
    if conflict.answer.answered_by_id != user.pk or not acts_for(user, conflict.answer.question.person, at=at):
        raise Denied("Only who wrote the new answer can take it back.")
    if conflict.outcome:
        raise Denied(SETTLED)


def check_can_write_guidance(user: User, answer: SpendingAnswer, at: datetime) -> None:
    """The worker of now, for an answer that decides something and counts. Raises Denied."""
    if not acts_for(user, answer.question.person, at=at):
        raise Denied(NOT_THEIR_WORKER)
    if not answer.counts:
        raise Denied(NOT_A_DECISION)


def check_can_check(user: User, guidance: SpendingGuidance, at: datetime) -> None:
    """A manager of the worker's team, or who is responsible for the person, while it waits for them. Raises Denied."""
    _check_decides(user, guidance, at)
    if guidance.stage != Stage.WRITTEN:
        raise Denied(NOT_TO_CHECK)


def check_still_counts(answer: SpendingAnswer) -> None:
    """Nobody is shown, as help, an answer that was ended on the way. Raises Denied."""
    if not answer.counts:
        raise Denied(ENDED_MEANWHILE)


def check_can_agree(user: User, guidance: SpendingGuidance) -> None:
    """The person alone, once a manager has checked it. Raises Denied."""
    if guidance.answer.question.person_id != user.pk:
        raise Denied(ONLY_THE_PERSON)
    if guidance.stage not in (Stage.CHECKED, Stage.AGREED):
        raise Denied(NOT_TO_AGREE)


def _check_decides(user: User, waits: SpendingConflict | SpendingGuidance, at: datetime) -> None:
    """A manager of the team that it waits for; where there is no such team, who is responsible for the person now."""
    if user.role == Role.TEAM_MANAGER:
        if waits.team_id and user.team_id == waits.team_id:
            return
        if not waits.team_id and user in managers_of(waits.answer.question.person, at=at):
            return
    raise Denied(NOT_YOUR_DECISION)
