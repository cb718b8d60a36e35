"""Who writes a direct plan, who answers it, and who may read it. Each raises Denied with a sentence."""

from datetime import datetime

from planning.direct_planning.enums import State, Why
from planning.direct_planning.models import DirectPlan, DirectShare
from planning.direct_planning.queries import standing_authorities
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.crisis.queries import in_crisis
from portal.relationships.queries import acts_for

NOT_THEIRS = "Only the person’s named social worker, and who stands in for them, can write here."
NO_CRISIS = "Nobody has marked a crisis. Mark it first, or say why they cannot plan themselves."
NO_REASON = "Say why they cannot decide this alone, and that there is no family to plan with."
NOT_SHOWN = "This is not finished. It can be answered once it is shown."
NOTHING_YET = "Write something in one part first. An empty plan helps nobody."


def check_can_begin(user: User, person: User, *, why: str, reason: str, at: datetime) -> None:
    """The person's worker: in a crisis, or with a reason where somebody cannot decide alone and has no family."""
    if not acts_for(user, person, at=at):
        raise Denied(NOT_THEIRS)
    if why not in Why.values:
        raise Denied(NO_CRISIS)
    if why == Why.CRISIS and not in_crisis(person, at=at):
        raise Denied(NO_CRISIS)
    if why == Why.NOBODY and not reason:
        raise Denied(NO_REASON)


def check_can_write(user: User, plan: DirectPlan, at: datetime) -> None:
    """The worker of now, and who stands in. Nobody else changes a word of it, and the person answers instead.

    Also after the crisis: what was agreed then has a day on which it is looked at again.
    """
    if not acts_for(user, plan.person, at=at):
        raise Denied(NOT_THEIRS)


def check_can_answer(user: User, plan: DirectPlan, at: datetime) -> None:
    """The person; for them, naming who said it and how, their worker, a supporter whom they let do so, and who acts in
    their place."""
    if not may_answer(user, plan, at):
        raise Denied(f"You can read this. {plan.person.known_as} answers it.")
    if plan.state != State.SHOWN:
        raise Denied(NOT_SHOWN)


def may_answer(user: User, plan: DirectPlan, at: datetime) -> bool:
    """Whether somebody may, once it is shown."""
    if user.pk == plan.person_id or acts_for(user, plan.person, at=at):
        return True
    in_place = standing_authorities(at=at).filter(membership__supporter=user, membership__person=plan.person_id)
    return DirectShare.objects.of(user, at=at).filter(plan=plan, may_answer=True).exists() or in_place.exists()


def check_can_choose_readers(user: User, plan: DirectPlan) -> None:
    """Only the person decides who of their circle reads it."""
    if user.pk != plan.person_id:
        raise Denied(f"Only {plan.person.known_as} decides who can read this.")
