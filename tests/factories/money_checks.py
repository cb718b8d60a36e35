"""What was shared for a money check."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from planning.diary.models import MoneyDiary
from planning.money_checks.models import MoneyCheck
from planning.money_checks.period import Chosen, period_of
from planning.money_checks.services import share_period
from portal.accounts.models import User
from tests.factories.diary import BEGAN


def share_days(
    diary: MoneyDiary,
    *,
    by: User | None = None,
    at: datetime | None = None,
    first_day: date = BEGAN,
    last_day: date = BEGAN + timedelta(days=30),
    with_receipts: bool = False,
    words: str = "",
) -> MoneyCheck:
    """A diary's first month, by its person, unless said otherwise: exactly what is there."""
    by = by or diary.person
    chosen = Chosen(first_day, last_day, with_receipts, words)
    mark = period_of(diary, chosen, by).mark
    return share_period(diary=diary, chosen=chosen, mark=mark, by=by, at=at or timezone.now())
