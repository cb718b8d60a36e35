"""The steps of a version that was sent: agreeing it, passing it on, asking, answering, saying no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from planning.budgets.plan_lines import planned_in
from planning.documents.models import Agreement, Version
from planning.limits.queries import limit_of
from planning.signing_off.enums import Action, Outcome, State
from planning.signing_off.figures import Part
from planning.signing_off.freezing import freeze, freeze_what_was_sent
from planning.signing_off.life import OPEN, next_state
from planning.signing_off.models import Challenge, Decision, SignOff, SignOffTurn
from planning.signing_off.policies import (
    YES_STANDS,
    check_may,
    check_within_limit,
    check_words,
    is_again,
)
from planning.signing_off.queries import managers_for
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.queries import named_social_worker


@dataclass(frozen=True)
class Yes:
    """What a decider agrees: the sums, and every part of the differences between the figures.

    indicative_id: the first figure that was before them; None where there was none.
    """

    weekly: Decimal
    once: Decimal
    parts: Sequence[Part]
    indicative_id: int | None


@transaction.atomic
def begin_sign_off(*, version: Version, at: datetime) -> SignOff:
    """A version was sent: what it costs is worked out once, and held against the limit of whoever it was sent to.

    Within it, it waits for them; above it, or where there is none, for the manager at once. Whatever was sent of this
    document before, and is not decided, is replaced by it.
    """
    before = SignOff.objects.select_for_update().filter(version__document=version.document_id, state__in=OPEN)
    for older in before.exclude(version=version):
        _step(older, Action.SEND_ANEW, by=version.kept_by, at=at)
    cost = planned_in(version)
    limit = limit_of(version.sent_to, at=at) if version.sent_to else None
    alone = limit is not None and cost.counts <= limit.weekly
    sign_off = SignOff.objects.create(
        version=version,
        state=State.WITH_WORKER if alone else State.WITH_MANAGER,
        since=at,
        weekly=cost.weekly,
        once=cost.once,
        counts=cost.counts,
        unclear=len(cost.unclear),
        came_to_manager_at=None if alone else at,
    )
    freeze_what_was_sent(sign_off)
    owner = version.document.owner
    audit.record("sign-off begun", by=owner, person=owner, about=sign_off, at=at, state=str(sign_off.state))
    if not alone:
        _tell_managers(sign_off, at=at)
    return sign_off


@transaction.atomic
def agree_alone(
    *, sign_off: SignOff, words: str, yes: Yes, by: User, at: datetime, made_from: UUID | None = None
) -> Decision:
    """The named social worker, or who stands in, agrees what was sent as it was planned, within their limit.

    Raises Denied above the limit, for anybody else, and where it was decided or replaced meanwhile.
    """
    held = _hold(sign_off)
    if done := _made_before(held, made_from):
        return done
    check_may(by, held, Action.AGREE_ALONE, at)
    check_within_limit(by, held, at)
    if (yes.weekly, yes.once) != (held.weekly, held.once):
        raise Denied("You agree the sum as it was planned. Another sum is for the manager.")
    decision = _decide(held, Outcome.AGREED, words, by=by, at=at, limit=limit_of(by, at=at))
    _agree(held, decision, yes, at=at)
    _step(held, Action.AGREE_ALONE, by=by, at=at, made_from=made_from)
    _tell_person(held, at=at)
    return decision


@transaction.atomic
def agree(
    *,
    sign_off: SignOff,
    words: str,
    yes: Yes,
    by: User,
    at: datetime,
    panel_on: date | None = None,
    made_from: UUID | None = None,
) -> Decision:
    """A manager agrees, or records that a panel did, on its day. The worker and the person are told. Raises Denied."""
    held = _hold(sign_off)
    if done := _made_before(held, made_from):
        return done
    check_may(by, held, Action.AGREE, at)
    decision = _decide(held, Outcome.AGREED, words, by=by, at=at, panel_on=panel_on)
    _agree(held, decision, yes, at=at)
    _step(held, Action.AGREE, by=by, at=at, made_from=made_from)
    _tell_person(held, at=at)
    _tell_worker(held, by=by, at=at)
    return decision


@transaction.atomic
def refuse(
    *,
    sign_off: SignOff,
    reason: str,
    words: str,
    by: User,
    at: datetime,
    panel_on: date | None = None,
    made_from: UUID | None = None,
) -> Decision:
    """A manager says no, or records that a panel did: with a coded reason, and in words for the person.

    What was agreed once is not refused any more. Raises Denied.
    """
    held = _hold(sign_off)
    if done := _made_before(held, made_from):
        return done
    check_may(by, held, Action.REFUSE, at)
    if Agreement.objects.filter(version=held.version_id).exists():
        raise Denied(YES_STANDS)
    decision = _decide(held, Outcome.REFUSED, words, by=by, at=at, panel_on=panel_on, reason=reason)
    _step(held, Action.REFUSE, by=by, at=at, made_from=made_from)
    _tell_person(held, at=at)
    _tell_worker(held, by=by, at=at)
    return decision


@transaction.atomic
def take_step(
    *, sign_off: SignOff, action: Action, words: str, by: User, at: datetime, made_from: UUID | None = None
) -> SignOff:
    """Pass it on, say what one thinks of it, ask the person, or answer: each in words that stay.

    Whoever waits for it is told. made_from: the form; a second tap counts once, and other words from the same page are
    a step of their own, where there is one to take. Raises Denied.
    """
    held = _hold(sign_off)
    before = SignOffTurn.objects.filter(made_from=made_from, sign_off=held).first() if made_from else None
    if before and before.words == words:
        return held
    made_from = None if before else made_from
    check_words(words)
    check_may(by, held, action, at)
    _step(held, action, by=by, at=at, words=words, made_from=made_from)
    if action in {Action.PASS_ON, Action.ANSWER}:
        _tell_managers(held, at=at)
    if action in {Action.PASS_ON, Action.ASK}:
        _tell_person(held, at=at)
    if action in {Action.ASK, Action.ANSWER}:
        _tell_worker(held, by=by, at=at)
    return held


def _made_before(held: SignOff, made_from: UUID | None) -> Decision | None:
    """What the same form decided before: a second tap."""
    if made_from is None or not SignOffTurn.objects.filter(made_from=made_from, sign_off=held).exists():
        return None
    return held.decisions.order_by("-decided_at", "-pk").first()


def _decide(
    held: SignOff,
    outcome: Outcome,
    words: str,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    limit: object = None,
    panel_on: date | None = None,
) -> Decision:
    """The row; called with the sign-off held. The database takes one for a version, and one for each challenge."""
    check_words(words)
    if panel_on and panel_on > timezone.localdate(at):
        raise Denied("The panel has not met yet. Give the day on which it decided.")
    after = Challenge.objects.undecided().filter(decision__sign_off=held).first() if is_again(held) else None
    facts = {"reason": reason, "limit": limit, "panel_on": panel_on, "after": after}
    decision: Decision = Decision.objects.create(
        sign_off=held, outcome=outcome, words=words, decided_by=by, decided_at=at, **facts
    )
    owner = held.version.document.owner
    audit.record("plan decided", by=by, person=owner, about=held, at=at, outcome=str(outcome))
    return decision


def _agree(held: SignOff, decision: Decision, yes: Yes, *, at: datetime) -> None:
    freeze(
        decision=decision,
        version=held.version,
        weekly=yes.weekly,
        once=yes.once,
        parts=yes.parts,
        indicative_id=yes.indicative_id,
    )
    Agreement.objects.get_or_create(version=held.version, defaults={"agreed_at": at, "agreed_by": decision.decided_by})


def _step(
    held: SignOff, action: Action, *, by: User, at: datetime, words: str = "", made_from: UUID | None = None
) -> None:
    """The turn, and the state that follows."""
    before, after = State(held.state), next_state(State(held.state), action)
    SignOffTurn.objects.create(
        sign_off=held, action=action, before=before, after=after, words=words, by=by, at=at, made_from=made_from
    )
    if before != after:
        held.state, held.since = after, at
    if after == State.WITH_MANAGER and held.came_to_manager_at is None:
        held.came_to_manager_at = at
    if after in {State.AGREED, State.REFUSED}:
        held.open_to_others = False
    held.save(update_fields=["state", "since", "came_to_manager_at", "open_to_others"])
    owner = held.version.document.owner
    audit.record("sign-off step", by=by, person=owner, about=held, at=at, action=str(action))


def _hold(sign_off: SignOff) -> SignOff:
    """The person first, then the row: one step at a time, and each sees what the one before did."""
    sign_off.version.document.owner.hold()
    rows = SignOff.objects.for_pages().select_for_update(of=("self",), no_key=True)
    held: SignOff = rows.get(pk=sign_off.pk)
    return held


def _tell_managers(sign_off: SignOff, *, at: datetime) -> None:
    for manager in managers_for(sign_off, at=at, again=is_again(sign_off)):
        notify(user=manager, kind=Kind.PLAN_TO_DECIDE, path=sign_off.get_absolute_url(), at=at)


def _tell_person(sign_off: SignOff, *, at: datetime) -> None:
    notify(user=sign_off.version.document.owner, kind=Kind.PLAN_DECIDED, path=sign_off.get_absolute_url(), at=at)


def _tell_worker(sign_off: SignOff, *, by: User, at: datetime) -> None:
    worker = named_social_worker(sign_off.version.document.owner, at=at)
    if worker and worker.is_active and worker.pk != by.pk:
        notify(user=worker, kind=Kind.PLAN_DECIDED, path=sign_off.get_absolute_url(), at=at)
