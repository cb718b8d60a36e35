"""Sign-off limits."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from planning.limits.models import SignOffLimit
from portal.accounts.models import Team, User
from tests.factories.portal import UserFactory


def limit(
    whose: Team | User,
    weekly: str | None,
    *,
    by: User,
    second: User | None = None,
    starts_at: datetime | None = None,
    confirmed_at: datetime | None = None,
) -> SignOffLimit:
    """A limit since ten days ago, confirmed by `second` (somebody new, where nobody is named)."""
    then = starts_at or timezone.now() - timedelta(days=10)
    second = second or UserFactory(team_manager=True)
    return SignOffLimit.objects.create(
        team=whose if isinstance(whose, Team) else None,
        worker=whose if isinstance(whose, User) else None,
        weekly=None if weekly is None else Decimal(weekly),
        starts_at=then,
        set_by=by,
        set_at=then,
        confirmed_by=second,
        confirmed_at=confirmed_at or then,
    )
