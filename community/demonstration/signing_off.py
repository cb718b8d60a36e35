"""Up to how much the workers of both teams agree plans alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from planning.limits.models import SignOffLimit
from portal.accounts.models import User

# By team: who set it, and who was the second. The limit of York's pilot.
LIMITS = (("morag", "yusuf"), ("yusuf", "morag"))
WEEKLY = Decimal("100.00")


def seed_limits(users: Mapping[str, User], *, at: datetime) -> None:
    """£100 a week for each team, since a year ago, unless somebody set another meanwhile."""
    since = at - timedelta(days=365)
    for first, second in LIMITS:
        if not SignOffLimit.objects.filter(team=users[first].team).exists():
            SignOffLimit.objects.create(
                team=users[first].team,
                weekly=WEEKLY,
                starts_at=since,
                set_by=users[first],
                set_at=since,
                confirmed_by=users[second],
                confirmed_at=since,
            )
