"""Who looks after somebody's money."""

from datetime import timedelta

from django.utils import timezone

from planning.money_sharing.models import MoneyShare
from portal.relationships.models import CircleMembership


def let_see_money(membership: CircleMembership, *, manage: bool = False, ended: bool = False) -> MoneyShare:
    """That somebody in a circle sees the person's money since yesterday, and with `manage` looks after it."""
    now = timezone.now()
    return MoneyShare.objects.create(
        membership=membership,
        can_manage=manage,
        given_by=membership.person,
        starts_at=now - timedelta(days=1),
        ends_at=now - timedelta(minutes=1) if ended else None,
    )
