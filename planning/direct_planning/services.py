"""Writing a direct plan, showing it, answering it, and letting somebody read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from planning.direct_planning.enums import State
from planning.direct_planning.models import DirectAnswer, DirectPart, DirectPartBefore, DirectPlan, DirectShare
from planning.direct_planning.policies import (
    NOTHING_YET,
    check_can_answer,
    check_can_begin,
    check_can_choose_readers,
    check_can_write,
)
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.crisis.queries import acting_for
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify
from portal.relationships.models import CircleMembership

# What a plan begins with; each heading can be changed, taken out, or joined by others.
HEADINGS = (
    "What has happened",
    "What matters to you, as far as I know",
    "What we do now",
    "Who does what, and by when",
    "What we look at again, and on which day",
    "What it may cost",
)
MOST_PARTS = 30
TOO_MANY = "There is no room for more parts. You can take some out first."
NOT_IN_CIRCLE = "They are not in your circle any more."


@dataclass(frozen=True)
class PartChange:
    """What a worker typed for one part. seen: the number of the wording that was before them."""

    part: UUID
    heading: str
    words: str
    seen: int


@transaction.atomic
def begin_direct_plan(
    *, person: User, why: str, by: User, at: datetime, reason: str = "", begun_from: UUID | None = None
) -> DirectPlan:
    """Begin a plan in the worker's own voice. Nobody but the person's workers sees it until it is shown.

    begun_from: the form; sent twice, it gives the plan of the first time. Raises Denied.
    """
    person.hold()
    before = DirectPlan.objects.filter(person=person, begun_from=begun_from).first() if begun_from else None
    if before:
        return cast(DirectPlan, before)
    check_can_begin(by, person, why=why, reason=reason, at=at)
    plan = DirectPlan.objects.create(
        person=person, begun_by=by, begun_at=at, why=why, reason=reason, begun_from=begun_from
    )
    DirectPart.objects.bulk_create(
        DirectPart(plan=plan, position=place, heading=heading, written_by=by, written_at=at)
        for place, heading in enumerate(HEADINGS)
    )
    _record("direct plan begun", plan, by=by, at=at)
    return plan


@transaction.atomic
def save_parts(*, plan: DirectPlan, changes: Sequence[PartChange], by: User, at: datetime) -> list[DirectPart]:
    """Keep what was typed, each part on its own, and the words before. Gives those that somebody else had changed
    meanwhile, as they stand: for these nothing is kept yet. What was answered to words that change is asked again.

    Raises Denied for anybody but the person's workers.
    """
    held = _hold(plan)
    check_can_write(by, held, at)
    parts = {part.uuid: part for part in held.parts.select_related("written_by")}
    clashes, written = [], 0
    for change in changes:
        part = parts.get(change.part)
        if part is None or (part.heading, part.words) == (change.heading, change.words):
            continue
        if part.number != change.seen:
            clashes.append(part)
            continue
        _rewrite(part, change, by=by, at=at)
        written += 1
    if written:
        _changed(held, by=by, at=at)
    return clashes


def _rewrite(part: DirectPart, change: PartChange, *, by: User, at: datetime) -> None:
    DirectPartBefore.objects.create(
        part=part,
        number=part.number,
        heading=part.heading,
        words=part.words,
        written_by=part.written_by,
        written_at=part.written_at,
    )
    part.heading, part.words, part.number = change.heading, change.words, part.number + 1
    part.written_by, part.written_at = by, at
    part.save()


@transaction.atomic
def add_part(*, plan: DirectPlan, heading: str, by: User, at: datetime) -> DirectPart:
    """One more part, at the end. The same heading again, while nothing is written below it, is the one that is there.

    Raises Denied.
    """
    held = _hold(plan)
    check_can_write(by, held, at)
    same = held.parts.kept().filter(heading=heading, words="").first()
    if same:
        return cast(DirectPart, same)
    if held.parts.kept().count() >= MOST_PARTS:
        raise Denied(TOO_MANY)
    last = held.parts.aggregate(last=Max("position"))["last"]
    return DirectPart.objects.create(
        plan=held, heading=heading, position=0 if last is None else last + 1, written_by=by, written_at=at
    )


@transaction.atomic
def take_out_part(*, part: DirectPart, by: User, at: datetime, put_back: bool = False) -> None:
    """Take a part out, or put it back as it was, with what was answered to it. Raises Denied."""
    held = _hold(part.plan)
    check_can_write(by, held, at)
    current = DirectPart.objects.get(pk=part.pk)
    if (current.taken_out_at is None) is not put_back:
        current.taken_out_at = None if put_back else at
        current.save(update_fields=["taken_out_at"])
        if current.words:
            _changed(held, by=by, at=at)


@transaction.atomic
def set_day(*, plan: DirectPlan, day: date | None, by: User, at: datetime) -> None:
    """Say on which day it is looked at again. Raises Denied."""
    held = _hold(plan)
    check_can_write(by, held, at)
    if held.look_again_on != day:
        held.look_again_on = day
        held.save(update_fields=["look_again_on"])
        _changed(held, by=by, at=at)


@transaction.atomic
def show_direct_plan(*, plan: DirectPlan, by: User, at: datetime) -> None:
    """Let the person see it, and tell them. From now on each change is there for them at once. Twice counts once.

    Raises Denied for anybody but the person's workers, and for a plan with nothing in it.
    """
    held = _hold(plan)
    check_can_write(by, held, at)
    if held.state == State.SHOWN:
        return
    if not held.parts.written().exists():
        raise Denied(NOTHING_YET)
    held.state, held.shown_at = State.SHOWN, at
    held.save(update_fields=["state", "shown_at"])
    _record("direct plan shown", held, by=by, at=at)
    notify(user=held.person, kind=Kind.DIRECT_PLAN, path=held.get_absolute_url(), at=at)


def open_direct_plan(*, plan: DirectPlan, by: User, at: datetime) -> None:
    """Write down that somebody else opened it, for the person to see; notices about it wait no longer."""
    if by.pk != plan.person_id:
        _record("direct plan opened", plan, by=by, at=at)
    mark_read(user=by, path=plan.get_absolute_url(), at=at)


@transaction.atomic
def answer_part(
    *,
    part: DirectPart,
    said: str,
    words: str,
    seen: int,
    by: User,
    at: datetime,
    said_by: str = "",
    how: str = "",
    made_from: UUID | None = None,
) -> DirectAnswer:
    """Say to one part whether it is right, in one's own words; earlier answers stay.

    seen: the wording that was answered. said_by, how: who said it and how, where `by` writes it down for the
    person. made_from: the form; sent twice, it counts once. Raises Denied.
    """
    plan = _hold(part.plan)
    check_can_answer(by, plan, at)
    before = part.answers.filter(made_from=made_from).first() if made_from else None
    if before:
        return before
    own = by.pk == plan.person_id
    answer = DirectAnswer.objects.create(
        part=part,
        to_number=seen,
        said=said,
        words=words,
        typed_by=by,
        answered_at=at,
        own=own,
        said_by="" if own else said_by,
        how="" if own else how,
        made_from=made_from,
    )
    _record("direct plan answered", plan, by=by, at=at, said=said)
    _tell_of_answer(plan, by=by, at=at)
    return answer


def _tell_of_answer(plan: DirectPlan, *, by: User, at: datetime) -> None:
    """The person, and those who act for them; not whoever typed it."""
    for user in [*acting_for(plan.person, at=at), plan.person]:
        if user.pk != by.pk:
            kind = Kind.DIRECT_PLAN if user.pk == plan.person_id else Kind.DIRECT_ANSWER
            notify(user=user, kind=kind, path=plan.get_absolute_url(), at=at)


@transaction.atomic
def choose_reader(
    *, plan: DirectPlan, membership: CircleMembership, reads: bool, may_answer: bool, by: User, at: datetime
) -> None:
    """Let somebody of the circle read it, or no longer; may_answer: also write down what the person says.

    The same again changes nothing. Raises Denied for anybody but the person.
    """
    held = _hold(plan)
    check_can_choose_readers(by, held)
    membership = CircleMembership.objects.select_related("supporter").get(pk=membership.pk)
    if membership.person_id != plan.person_id or membership.ends_at or membership.supporter is None:
        raise Denied(NOT_IN_CIRCLE)
    share: DirectShare | None = held.shares.filter(membership=membership, ends_at=None).first()
    if reads and share is None:
        DirectShare.objects.create(plan=held, membership=membership, may_answer=may_answer, starts_at=at)
        notify(user=membership.supporter, kind=Kind.SHARED, path=held.get_absolute_url(), at=at)
    elif reads and share and share.may_answer != may_answer:
        share.may_answer = may_answer
        share.save(update_fields=["may_answer"])
    elif not reads and share and share.starts_at >= at:
        # A period ends after it starts; one that has not begun leaves no row.
        share.delete()
    elif not reads and share:
        share.ends_at = at
        share.save(update_fields=["ends_at"])
    else:
        return
    _record("direct plan readers chosen", held, by=by, at=at, membership=membership.pk)


def _hold(plan: DirectPlan) -> DirectPlan:
    """One change at a time; the plan as it is now."""
    held: DirectPlan = DirectPlan.objects.select_for_update(no_key=True, of=("self",)).for_pages().get(pk=plan.pk)
    return held


def _changed(plan: DirectPlan, *, by: User, at: datetime) -> None:
    """A plan that is shown already is there for the person with each change, and they are told once."""
    _record("direct plan changed", plan, by=by, at=at)
    if plan.state == State.SHOWN:
        notify(user=plan.person, kind=Kind.DIRECT_PLAN, path=plan.get_absolute_url(), at=at)


def _record(verb: str, plan: DirectPlan, *, by: User, at: datetime, **detail: object) -> None:
    audit.record(verb, by=by, person=plan.person, about=plan, at=at, **detail)
