"""Asking to have a decision looked at again, and the answer in writing."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from planning.signing_off.enums import Action, Answer, State
from planning.signing_off.life import next_state
from planning.signing_off.models import Challenge, Decision, SignOffTurn
from planning.signing_off.policies import check_can_answer_challenge, check_can_challenge, check_words
from planning.signing_off.queries import managers_for, nobody_of_their_team
from planning.signing_off.telling import tell_person, tell_worker
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.components.words import can_be_read
from portal.hours.working_days import answer_by
from portal.notifications.enums import Kind
from portal.notifications.services import notify

# A reasonable time for a manager who reads the plan afresh; the page says the day. Monday to Friday.
WITHIN_WORKING_DAYS = 10
WEEKDAYS = range(5)


@transaction.atomic
def challenge(*, decision: Decision, words: str, by: User, at: datetime) -> Challenge:
    """Ask to have a decision looked at again, in one's own words. Its clock begins, and is no other's.

    It goes to a manager who did not decide, where there is one; the worker is told. Asking the same again gives what
    was asked. Raises Denied.
    """
    sign_off = decision.sign_off.hold()
    same: Challenge | None = Challenge.objects.filter(decision=decision, words=words, made_by=by).first()
    if same:
        return same
    if not can_be_read(words):
        raise Denied("Write what you would like to have looked at again.")
    check_can_challenge(by, sign_off, decision, at)
    made: Challenge = Challenge.objects.create(
        decision=decision, words=words, made_by=by, made_at=at, answer_by=_answer_by(at)
    )
    who = managers_for(sign_off, at=at, again=True)
    sign_off.came_to_manager_at = sign_off.came_to_manager_at or at
    owner = sign_off.version.document.owner
    sign_off.open_to_others = nobody_of_their_team(sign_off, who, at=at)
    sign_off.save(update_fields=["came_to_manager_at", "open_to_others"])
    audit.record("decision challenged", by=by, person=owner, about=sign_off, at=at)
    for manager in who:
        notify(user=manager, kind=Kind.CHALLENGE, path=sign_off.get_absolute_url(), at=at)
    tell_person(sign_off, kind=Kind.CHALLENGE, by=by, at=at)
    tell_worker(sign_off, kind=Kind.CHALLENGE, by=by, at=at)
    return made


@transaction.atomic
def answer_challenge(*, challenge: Challenge, outcome: str, words: str, by: User, at: datetime) -> Challenge:
    """Answer in writing: the decision stays as it is, or it is decided again, by somebody who did not decide it.

    What was agreed stays agreed all the while. Once only. Raises Denied.
    """
    sign_off = challenge.decision.sign_off.hold()
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("decision__sign_off")
    held: Challenge = rows.get(pk=challenge.pk)
    if held.answered_by_id == by.pk and (held.outcome, held.answer) == (outcome, words):
        return held
    check_words(words)
    check_can_answer_challenge(by, held, at)
    held.outcome, held.answer, held.answered_by, held.answered_at = outcome, words, by, at
    held.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    if outcome == Answer.AGAIN:
        before, after = State(sign_off.state), next_state(State(sign_off.state), Action.LOOK_AGAIN)
        SignOffTurn.objects.create(
            sign_off=sign_off, action=Action.LOOK_AGAIN, before=before, after=after, by=by, at=at
        )
        sign_off.state, sign_off.since = after, at
    else:
        sign_off.open_to_others = False
    sign_off.save(update_fields=["state", "since", "open_to_others"])
    owner = sign_off.version.document.owner
    audit.record("challenge answered", by=by, person=owner, about=sign_off, at=at, outcome=str(outcome))
    tell_person(sign_off, kind=Kind.CHALLENGE, by=by, at=at)
    tell_worker(sign_off, kind=Kind.CHALLENGE, by=by, at=at)
    return held


def _answer_by(at: datetime) -> date:
    return answer_by(timezone.localdate(at), working_days=WEEKDAYS, within=WITHIN_WORKING_DAYS)
