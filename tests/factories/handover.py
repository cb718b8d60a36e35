"""Changes of social worker."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from community.handover.models import Handover
from community.handover.services import approve_summary, name_next_worker
from community.handover.summary import digest_of, words_of
from portal.accounts.models import User


def in_days(days: int, at: datetime | None = None) -> date:
    """A day from today on."""
    return timezone.localdate(at) + timedelta(days=days)


def hand_over(
    person: User, worker: User, by: User, *, days: int = 3, reason: str = "", at: datetime | None = None
) -> Handover:
    """A manager names the next worker; today where `days` is 0."""
    at = at or timezone.now()
    return name_next_worker(person=person, worker=worker, day=in_days(days, at), reason=reason, by=by, at=at)


def say_yes(handover: Handover, at: datetime) -> Handover:
    """The person approves the summary as it stands."""
    seen = digest_of(words_of(handover, at=at))
    return approve_summary(handover=handover, seen=seen, by=handover.person, at=at)
