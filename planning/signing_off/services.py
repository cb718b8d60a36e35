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
from planning.signing_off.enums import Action, Outcome, State, Step
from planning.signing_off.figures import Part
from planning.signing_off.freezing import freeze, freeze_what_was_sent
from planning.signing_off.life import OPEN, next_state
from planning.signing_off.models import Challenge, Decision, FinalBudget, SignOff, SignOffTurn
from planning.signing_off.policies import (
    YES_STANDS,
    check_may,
    check_panel_day,
    check_within_limit,
    check_words,
    is_again,
)
from planning.signing_off.telling import tell_managers, tell_person, tell_worker
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

# Far above anything that anybody pays: somebody typed some noughts too many.
MOST = Decimal("9999999.99")
TOO_MUCH = "The costs come to more than £9,999,999.99. Check the figures in your plan. Nothing was sent."


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
    document before, and is not decided, is replaced by it. Raises Denied where it comes to more than can be kept.
    """
    # Its own rows alone: who serves pages may not lock a version, which never changes.
    before = SignOff.objects.select_for_update(of=("self",)).filter(
        version__document=version.document_id, state__in=OPEN
    )
    for older in before.exclude(version=version):
        _step(older, Action.SEND_ANEW, by=version.kept_by, at=at)
    cost = planned_in(version)
    if max(cost.weekly, cost.once, cost.counts) > MOST:
        raise Denied(TOO_MUCH)
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
        tell_managers(sign_off, at=at)
    return sign_off


@transaction.atomic
def agree_alone(
    *, sign_off: SignOff, words: str, yes: Yes, by: User, at: datetime, made_from: UUID | None = None
) -> Decision:
    """The named social worker, or who stands in, agrees what was sent as it was planned, within their limit.

    Raises Denied above the limit, for anybody else, and where it was decided or replaced meanwhile.
    """
    held = sign_off.hold()
    if (done := _made_before(held, made_from, words, by=by)) and _same_sums(done, yes):
        return done
    check_may(by, held, Action.AGREE_ALONE, at)
    check_within_limit(by, held, at)
    if (yes.weekly, yes.once) != (held.weekly, held.once):
        raise Denied("You agree the sum as it was planned. Another sum is for the manager.")
    decision = _decide(held, Outcome.AGREED, words, by=by, at=at, limit=limit_of(by, at=at))
    _agree(held, decision, yes, at=at)
    _step(held, Action.AGREE_ALONE, by=by, at=at, made_from=made_from)
    tell_person(held, by=by, at=at)
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
    held = sign_off.hold()
    if (done := _made_before(held, made_from, words, by=by)) and _same_sums(done, yes):
        return done
    check_may(by, held, Action.AGREE, at)
    decision = _decide(held, Outcome.AGREED, words, by=by, at=at, panel_on=panel_on)
    _agree(held, decision, yes, at=at)
    _step(held, Action.AGREE, by=by, at=at, made_from=made_from)
    tell_person(held, by=by, at=at)
    tell_worker(held, by=by, at=at)
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
    held = sign_off.hold()
    if (done := _made_before(held, made_from, words, by=by)) and done.reason == reason:
        return done
    check_may(by, held, Action.REFUSE, at)
    if Agreement.objects.filter(version=held.version_id).exists():
        raise Denied(YES_STANDS)
    decision = _decide(held, Outcome.REFUSED, words, by=by, at=at, panel_on=panel_on, reason=reason)
    _step(held, Action.REFUSE, by=by, at=at, made_from=made_from)
    tell_person(held, by=by, at=at)
    tell_worker(held, by=by, at=at)
    return decision


@transaction.atomic
def take_step(
    *, sign_off: SignOff, action: Action, words: str, by: User, at: datetime, made_from: UUID | None = None
) -> SignOff:
    """Pass it on, say what one thinks of it, ask the person, or answer: each in words that stay.

    Whoever waits for it is told. made_from: the form; a second tap counts once, and other words from the same page are
    a step of their own, where there is one to take. Raises Denied.
    """
    held = sign_off.hold()
    before = SignOffTurn.objects.filter(made_from=made_from, sign_off=held).first() if made_from else None
    if before and before.words == words:
        return held
    check_words(words)
    check_may(by, held, action, at)
    _step(held, action, by=by, at=at, words=words, made_from=made_from)
    if action in {Action.PASS_ON, Action.ANSWER}:
        tell_managers(held, at=at)
    if action in {Action.PASS_ON, Action.ASK, Action.ANSWER}:
        tell_person(held, by=by, at=at)
    if action in {Action.ASK, Action.ANSWER}:
        tell_worker(held, by=by, at=at)
    return held


def _made_before(held: SignOff, made_from: UUID | None, words: str, *, by: User) -> Decision | None:
    """What the same form decided before, in the same words: a second tap."""
    if made_from is None or not SignOffTurn.objects.filter(made_from=made_from, sign_off=held, by=by).exists():
        return None
    return held.decisions.filter(decided_by=by, words=words).order_by("-decided_at", "-pk").first()


def _same_sums(done: Decision, yes: Yes) -> bool:
    """Whether a yes says what was agreed before, part by part."""
    final = FinalBudget.objects.filter(decision=done).first()
    if final is None or (final.weekly, final.once) != (yes.weekly, yes.once):
        return False
    parts = [Part(Step(row.step), row.reason, row.words, row.weekly, row.once) for row in final.differences.all()]
    return parts == list(yes.parts)


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
    if panel_on:
        check_panel_day(panel_on, sent_on=timezone.localdate(held.version.kept_at), today=timezone.localdate(at))
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
    # What a form sends a second time, in other words or about another plan, is a step of its own.
    if made_from and SignOffTurn.objects.filter(made_from=made_from).exists():
        made_from = None
    SignOffTurn.objects.create(
        sign_off=held, action=action, before=before, after=after, words=words, by=by, at=at, made_from=made_from
    )
    if before != after:
        held.state, held.since = after, at
    if after == State.WITH_MANAGER and held.came_to_manager_at is None:
        held.came_to_manager_at = at
    if after in {State.AGREED, State.REFUSED, State.REPLACED}:
        held.open_to_others = False
    held.save(update_fields=["state", "since", "came_to_manager_at", "open_to_others"])
    owner = held.version.document.owner
    audit.record("sign-off step", by=by, person=owner, about=held, at=at, action=str(action))
