"""Letting somebody in the circle see or manage one's money, and ending it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from planning.money_sharing.enums import Reach
from planning.money_sharing.models import MoneyShare
from planning.money_sharing.policies import check_can_share_money, check_is_for_another
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.models import CircleMembership

NOT_IN_CIRCLE = "They are not in the circle any more. Nothing has changed."


@transaction.atomic
def share_money(*, membership: CircleMembership, reach: str, by: User, at: datetime) -> MoneyShare | None:
    """Let somebody in the circle see or manage the person's money (see Reach), or nothing of it; gives the share that
    is open now.

    Saying the same again changes nothing. An invitation may still be waiting: the share opens when it is taken up.
    The other one is told; and the person, where somebody else decided. Raises Denied for anybody but the person and
    who acts in their place about money, for oneself, and for somebody who is not in the circle.
    """
    person = membership.person.hold()
    check_can_share_money(by, person, at)
    membership = CircleMembership.objects.select_related("supporter").get(pk=membership.pk)
    check_is_for_another(by, membership)
    if membership.ends_at and membership.ends_at <= at:
        raise Denied(NOT_IN_CIRCLE)
    standing = MoneyShare.objects.filter(membership=membership, ends_at=None).first()
    if _reach_of(standing) == reach:
        return standing
    if standing:
        standing.ends_at = at
        standing.save(update_fields=["ends_at"])
    share = None
    if reach != Reach.NOTHING:
        share = MoneyShare.objects.create(
            membership=membership, can_manage=reach == Reach.MANAGE, given_by=by, starts_at=at
        )
    record("money shared", by=by, person=person, about=membership, at=at, reach=reach)
    _tell(membership, person, by=by, at=at, still=share is not None)
    return share


def _reach_of(share: MoneyShare | None) -> Reach:
    if share is None:
        return Reach.NOTHING
    return Reach.MANAGE if share.can_manage else Reach.SEE


def _tell(membership: CircleMembership, person: User, *, by: User, at: datetime, still: bool) -> None:
    """still: whether there is anything left for the other one to see."""
    if membership.supporter:
        path = reverse("budget_of", args=[person.uuid]) if still else reverse("people")
        notify(user=membership.supporter, kind=Kind.MONEY_SHARED, path=path, at=at)
    if by.pk != person.pk:
        notify(user=person, kind=Kind.MONEY_SHARED, path=reverse("money_sharing"), at=at)
