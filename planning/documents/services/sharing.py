"""Who can see a document, and which parts of it: the owner alone decides."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBefore, AnswerBeside, Document, Grant
from planning.documents.policies import (
    check_can_change_share,
    check_can_keep_back,
    check_can_leave_parts_out,
    check_can_share,
    check_is_for_another,
    decides_about_budget,
)
from planning.documents.queries import GrantQuerySet
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.models import CircleMembership, Match
from portal.relationships.queries import named_social_worker

ABOUT_MONEY = "You do not act for them about money, so you cannot let others see the budget."
NOT_HELPING = "They do not help you now."
STOPPED = "You stopped sharing this with them. You can share it again."


def share_with_named_worker(*, document: Document, by: User, at: datetime, left_out: Collection[UUID] = ()) -> Grant:
    """Let whoever is the named social worker, and their cover, read, comment and suggest. Never edit.

    left_out: questions that this share leaves out, beside those that the owner left out before if it is not the
    owner who shares. Doing it twice changes nothing.
    Raises Denied for anybody but the owner and who acts in their place, or without a social worker.
    """
    with transaction.atomic():
        document.hold()
        check_can_share(by, document, at)
        worker = named_social_worker(document.owner, at=at)
        if worker is None:
            raise Denied("You have no named social worker yet. When you have one, you can share this here.")
        standing: Grant | None = document.grants.filter(to_named_worker=True, ends_at=None).first()
        if standing:
            return standing
        grant = Grant.objects.create(
            document=document,
            to_named_worker=True,
            can_comment=True,
            can_suggest=True,
            left_out=_as_asked(document.grants.filter(to_named_worker=True), left_out, document=document, by=by),
            starts_at=at,
        )
        _record("document shared", grant, by=by, at=at)
        notify(user=worker, kind=Kind.SHARED, path=document.get_absolute_url(), at=at)
    return grant


def share_with_supporter(
    *,
    document: Document,
    membership: CircleMembership,
    by: User,
    at: datetime,
    can_comment: bool = False,
    can_suggest: bool = False,
    can_edit: bool = False,
    can_see_budget: bool = False,
    left_out: Collection[UUID] | None = None,
) -> Grant:
    """Share with somebody in the circle; each ability is a tick of its own. If shared, it changes the ticks.

    left_out: questions that this share leaves out; None for those that it leaves out already.
    The invitation may still be waiting: the share opens when it is taken up. Raises Denied for anybody but
    the owner and who acts in their place, and for somebody who is not, or no longer, in the owner's circle.
    """
    ticks: dict[str, Any] = {
        "can_comment": can_comment,
        "can_suggest": can_suggest,
        "can_edit": can_edit,
        "can_see_budget": can_see_budget,
    }
    with transaction.atomic():
        document.hold()
        check_can_share(by, document, at)
        membership = CircleMembership.objects.select_related("person", "supporter").get(pk=membership.pk)
        check_is_for_another(by, membership, at)
        if membership.person_id != document.owner_id or (membership.ends_at and membership.ends_at <= at):
            raise Denied("They are not in your circle. You can invite them first.")
        grant = document.grants.ticked().filter(circle_membership=membership, ends_at=None).first()
        if grant:
            return change_share(grant=grant, by=by, at=at, left_out=left_out, **ticks)
        fields = ticks if left_out is None else {**ticks, "left_out": list(left_out)}
        return _open_for(document, membership, fields, by=by, at=at)


def share_with_helper(
    *, document: Document, match: Match, by: User, at: datetime, left_out: Collection[UUID] = ()
) -> Grant:
    """Let a volunteer or peer who is matched with the owner read, comment and suggest, for as long as the match
    holds. Never edit, and never the budget.

    left_out: questions that this share leaves out. What was left out for this helper before stays left out where
    somebody shares in the owner's place. Doing it twice changes nothing. Raises Denied for anybody but the owner and
    who acts in their place, for somebody else's match, and for one that is over.
    """
    with transaction.atomic():
        document.hold()
        check_can_share(by, document, at)
        match = Match.objects.get(pk=match.pk)
        if match.person_id != document.owner_id or match.ends_at <= at:
            raise Denied(NOT_HELPING)
        standing: Grant | None = document.grants.filter(match=match, ends_at=None).first()
        if standing:
            return standing
        before = document.grants.filter(match__helper=match.helper_id)
        grant = Grant.objects.create(
            document=document,
            match=match,
            can_comment=True,
            can_suggest=True,
            left_out=_as_asked(before, left_out, document=document, by=by),
            starts_at=at,
        )
        _record("document shared", grant, by=by, at=at)
        notify(user=match.helper, kind=Kind.SHARED, path=document.get_absolute_url(), at=at)
    return grant


def _open_for(
    document: Document, membership: CircleMembership, fields: Mapping[str, Any], *, by: User, at: datetime
) -> Grant:
    """A new share with somebody in the circle, who is told. What was left out for them before stays left out."""
    grant = Grant(document=document, circle_membership=membership, starts_at=at)
    so_far = document.grants.filter(circle_membership=membership).left_out_so_far()
    grant.left_out = list(so_far)
    _put(grant, fields, by=by, at=at)
    grant.save()
    _leave_out_beside(grant, so_far)
    _record("document shared", grant, by=by, at=at)
    if membership.supporter:
        notify(user=membership.supporter, kind=Kind.SHARED, path=document.get_absolute_url(), at=at)
    return grant


def change_share(
    *,
    grant: Grant,
    by: User,
    at: datetime,
    can_comment: bool,
    can_suggest: bool,
    can_edit: bool,
    can_see_budget: bool,
    left_out: Collection[UUID] | None = None,
) -> Grant:
    """Change what somebody may do. It counts from their next request on.

    left_out: questions that this share leaves out; None for those that it leaves out already.
    Raises Denied, also when the sharing was stopped meanwhile: changing a tick never opens it again.
    """
    if grant.to_named_worker and can_edit:
        raise Denied("A social worker can comment and suggest, and never changes your words.")
    ticks = {
        "can_comment": can_comment,
        "can_suggest": can_suggest,
        "can_edit": can_edit,
        "can_see_budget": can_see_budget,
    }
    fields = ticks if left_out is None else {**ticks, "left_out": list(left_out)}
    with transaction.atomic():
        grant.document.hold()
        check_can_change_share(by, grant, at)
        return _change(grant, fields, by=by, at=at)


def leave_parts_out(*, grant: Grant, left_out: Collection[UUID], by: User, at: datetime) -> Grant:
    """Leave these questions, and no others, out of one share: to whoever it is for they look empty.

    Also for somebody who acts in the owner's place, and then by the owner alone. It counts for every share through
    which they read this document. What is left out already only the owner opens again.
    Raises Denied, also when the sharing was stopped meanwhile.
    """
    with transaction.atomic():
        grant.document.hold()
        check_can_leave_parts_out(by, grant, at)
        return _change(grant, {"left_out": list(left_out)}, by=by, at=at)


def _change(grant: Grant, fields: Mapping[str, Any], *, by: User, at: datetime) -> Grant:
    """Change these fields of an open share, whose document is held, and no others: what another window changed
    meanwhile stays so."""
    current = Grant.objects.filter(pk=grant.pk, ends_at=None).select_related("document__owner").first()
    if current is None:
        raise Denied(STOPPED)
    before = list(current.left_out)
    _put(current, fields, by=by, at=at)
    current.save(update_fields=list(fields))
    if "left_out" in fields:
        _leave_out_beside(current, before)
    _record("share changed", current, by=by, at=at)
    return cast(Grant, current)


def _put(grant: Grant, fields: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Set these fields, as far as whoever asks for it may decide. Raises Denied."""
    document, fields = grant.document, dict(fields)
    if "left_out" in fields and by.pk != document.owner_id:
        fields["left_out"] = _together(grant.left_out, fields["left_out"])
    if "can_see_budget" in fields and not decides_about_budget(by, document, at):
        if fields["can_see_budget"] and not grant.can_see_budget:
            raise Denied(ABOUT_MONEY)
        fields["can_see_budget"] = grant.can_see_budget
    for name, value in fields.items():
        setattr(grant, name, value)


def _leave_out_beside(grant: Grant, before: Collection[UUID]) -> None:
    """The same in every other open share with the same supporter: they read what any of them lets through.

    before: what this one left out until now, so what it opens again is opened in the others, too.
    """
    opened = set(before).difference(grant.left_out)
    beside = Grant.objects.filter(document=grant.document, circle_membership=grant.circle_membership_id, ends_at=None)
    for other in beside.exclude(pk=grant.pk).exclude(circle_membership=None):
        other.left_out = _together([q for q in other.left_out if q not in opened], grant.left_out)
        other.save(update_fields=["left_out"])


def _as_asked(shares: GrantQuerySet, asked: Collection[UUID], *, document: Document, by: User) -> list[UUID]:
    """What a new share leaves out: stopping one and sharing again opens nothing that the owner left out."""
    return list(asked) if by.pk == document.owner_id else _together(shares.left_out_so_far(), asked)


def _together(*several: Collection[UUID]) -> list[UUID]:
    return list(dict.fromkeys(question for one in several for question in one))


def stop_sharing(*, grant: Grant, by: User, at: datetime) -> None:
    """End a share from now on, without asking why. Stopping twice changes nothing. Raises Denied."""
    with transaction.atomic():
        grant.document.hold()
        check_can_change_share(by, grant, at)
        current = Grant.objects.filter(pk=grant.pk, ends_at=None).select_related("document__owner").first()
        if current is None:
            return
        if current.starts_at >= at:
            # A period ends after it starts; one that has not begun leaves no row.
            _record("share stopped", current, by=by, at=at)
            current.delete()
            return
        current.ends_at = at
        current.save(update_fields=["ends_at"])
        _record("share stopped", current, by=by, at=at)


def set_audience(*, document: Document, question_id: UUID, audience: str, by: User, at: datetime) -> None:
    """Say who may see the answer to one question, also before there is one. Raises Denied."""
    check_can_keep_back(by, document, at)
    if audience not in Audience.values:
        raise Denied("Choose who can see this.")
    with transaction.atomic():
        document.hold()
        row, made = Answer.objects.get_or_create(
            document=document,
            question_id=question_id,
            defaults={"audience": audience, "number": 0, "value": None, "typed_by": by, "saved_at": at},
        )
        if not made:
            if row.audience == audience:
                return
            row.audience = audience
            row.save(update_fields=["audience"])
        audit.record(
            "audience chosen",
            by=by,
            person=document.owner,
            about=document,
            at=at,
            question=str(question_id),
            audience=audience,
        )


@transaction.atomic
def set_audiences(*, document: Document, chosen: Mapping[str, str], by: User, at: datetime) -> None:
    """The same for several at once, by question id: all of them, or none. Raises Denied."""
    for question_id, audience in chosen.items():
        set_audience(document=document, question_id=UUID(question_id), audience=audience, by=by, at=at)


def use_words_beside(*, beside: AnswerBeside, by: User, at: datetime) -> bool:
    """Make words that somebody wrote beside a kept answer the answer.

    The words before are kept. Gives False when it was decided before: then nothing changes.
    Raises Denied for anybody but the owner.
    """
    document = beside.document
    with transaction.atomic():
        document.hold()
        check_can_keep_back(by, document, at)
        if not _settle(beside, "words beside used", by=by, at=at):
            return False
        row = Answer.objects.filter(document=document, question_id=beside.question_id).first()
        if row is None:
            # Left out of a share before anything was written.
            row = Answer(document=document, question_id=beside.question_id, number=0)
        elif row.number:
            AnswerBefore.objects.create(
                answer=row, number=row.number, value=row.value, typed_by=row.typed_by, saved_at=row.saved_at
            )
        row.value, row.number = beside.value, row.number + 1
        row.typed_by, row.saved_at = beside.typed_by, at
        row.save()
    return True


def decline_words_beside(*, beside: AnswerBeside, by: User, at: datetime) -> bool:
    """Say no, thank you to them: the answer stays as it is.

    Gives False when it was decided before. Raises Denied.
    """
    with transaction.atomic():
        beside.document.hold()
        check_can_keep_back(by, beside.document, at)
        return _settle(beside, "words beside declined", by=by, at=at)


def _settle(beside: AnswerBeside, verb: str, *, by: User, at: datetime) -> bool:
    """Write the decision down, once, for this wording and those before it."""
    here = AnswerBeside.objects.filter(document=beside.document, question_id=beside.question_id)
    if not here.waiting().filter(pk=beside.pk).exists():
        return False
    here.waiting().filter(number__lte=beside.number).update(settled_at=at)
    audit.record(
        verb,
        by=by,
        person=beside.document.owner,
        about=beside.document,
        at=at,
        question=str(beside.question_id),
    )
    return True


def _record(verb: str, grant: Grant, *, by: User, at: datetime) -> None:
    audit.record(
        verb,
        by=by,
        person=grant.document.owner,
        about=grant.document,
        at=at,
        grant=grant.pk,
        to_named_worker=grant.to_named_worker,
        membership=grant.circle_membership_id,
        match=grant.match_id,
        in_place_of_owner=by.pk != grant.document.owner_id,
    )
