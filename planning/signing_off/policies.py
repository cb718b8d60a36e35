"""Who decides about what was sent, and who asks for it to be looked at again. Each raises Denied with a sentence."""

from datetime import date, datetime
from decimal import Decimal

from planning.limits.queries import limit_of
from planning.signing_off.enums import Action, Actor, State
from planning.signing_off.life import DECIDED, actor_of, next_state
from planning.signing_off.models import Challenge, Decision, SignOff
from planning.signing_off.queries import managers_for, managers_may_read
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.components.money import format_money
from portal.components.words import can_be_read
from portal.relationships.queries import acts_for

NOT_WORKER = "Only the person’s named social worker, or who stands in for them, can do this."
NOT_MANAGER = "Only a manager who decides about this plan can do this."
NOT_PERSON = "Only the person whose plan it is can do this."
NO_WORDS = "Write the reason in words. The person reads them."
UNCLEAR = "Some costs have no clear amount. Ask for them first, or pass it on."
NO_LIMIT = "You have no sign-off limit. Pass it on to your manager."
SHARE_FIRST = (
    "This plan is not shared with the social worker now, so no manager could read it. Share it again first. Then "
    "you can ask to have the decision looked at again."
)
ANSWERED = "This was answered already. Nothing has changed."
YES_STANDS = "This plan was agreed, and that yes stands. You decide about the sum."


def check_may(user: User, sign_off: SignOff, action: Action, at: datetime) -> None:
    """Whether this user takes this step, in the state in which it is. Raises Denied."""
    checks = {Actor.WORKER: _check_worker, Actor.MANAGER: _check_manager, Actor.PERSON: _check_person}
    checks[actor_of(action)](user, sign_off, at)
    next_state(State(sign_off.state), action)


def may(user: User, sign_off: SignOff, action: Action, at: datetime) -> bool:
    """The same as a yes or no, for pages."""
    try:
        check_may(user, sign_off, action, at)
    except Denied:
        return False
    return True


def check_within_limit(user: User, sign_off: SignOff, at: datetime) -> None:
    """A worker agrees alone up to their limit, that sum included, and nothing of unclear cost. Raises Denied."""
    limit = limit_of(user, at=at)
    if limit is None:
        raise Denied(NO_LIMIT)
    if sign_off.counts > limit.weekly:
        over, most = format_money(sign_off.counts), format_money(Decimal(limit.weekly))
        raise Denied(f"This plan comes to {over} a week. You agree up to {most} alone. Pass it on to your manager.")
    if sign_off.unclear:
        raise Denied(UNCLEAR)


def check_words(words: str) -> None:
    """Nothing is decided or asked without words. Raises Denied."""
    if not can_be_read(words):
        raise Denied(NO_WORDS)


def check_panel_day(panel_on: date, *, sent_on: date, today: date) -> None:
    """A panel that has met, about what was sent by then. Raises Denied."""
    if panel_on > today:
        raise Denied("The panel has not met yet. Give the day on which it decided.")
    if panel_on < sent_on:
        raise Denied(f"The plan was sent on {sent_on:%-d %B %Y}. A panel decides about it on that day or later.")


def check_can_challenge(user: User, sign_off: SignOff, decision: Decision, at: datetime) -> None:
    """The person, or who acts for them about money; once for each decision, and the last one alone. Raises Denied."""
    _check_person(user, sign_off, at)
    if sign_off.state not in DECIDED or Challenge.objects.filter(decision=decision).exists():
        raise Denied("This decision was challenged already, or a newer one is there.")
    if not managers_may_read(sign_off, at=at):
        raise Denied(SHARE_FIRST)


def check_can_answer_challenge(user: User, challenge: Challenge, at: datetime) -> None:
    """A manager who did not decide it, where there is one. Raises Denied."""
    if user.pk not in {one.pk for one in managers_for(challenge.decision.sign_off, at=at, again=True)}:
        raise Denied(NOT_MANAGER)
    if challenge.answered_at:
        raise Denied(ANSWERED)


def is_again(sign_off: SignOff) -> bool:
    """Whether it waits to be decided again."""
    return Challenge.objects.undecided().filter(decision__sign_off=sign_off).exists()


def speaks_for(user: User, sign_off: SignOff, at: datetime) -> bool:
    """The person whose plan it is, or who acts in their place about money."""
    owner = sign_off.version.document.owner_id
    held = Authority.objects.held_by(user, at=at).filter(membership__person=owner, money=True)
    return user.pk == owner or (user.is_person and held.exists())


def _check_worker(user: User, sign_off: SignOff, at: datetime) -> None:
    if not user.is_social_worker or not acts_for(user, sign_off.version.document.owner, at=at):
        raise Denied(NOT_WORKER)


def _check_manager(user: User, sign_off: SignOff, at: datetime) -> None:
    if user.pk not in {one.pk for one in managers_for(sign_off, at=at, again=is_again(sign_off))}:
        raise Denied(NOT_MANAGER)


def _check_person(user: User, sign_off: SignOff, at: datetime) -> None:
    if not speaks_for(user, sign_off, at):
        raise Denied(NOT_PERSON)
