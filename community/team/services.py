"""Verbs of a team's manager."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from community.team.models import Buddy
from community.team.policies import check_can_name_buddy, check_manages
from portal.accounts.models import User
from portal.audit.services import record


@transaction.atomic
def name_buddy(*, worker: User, buddy: User, last_day: date, by: User, at: datetime) -> Buddy:
    """Name who is there for a new worker's questions, from now until the end of a day. It opens no record.

    It takes the place of the buddy they have; naming the same one again changes the day. Raises Denied.
    """
    worker = worker.hold()
    check_can_name_buddy(by, worker=worker, buddy=buddy, last_day=last_day, at=at)
    ends_at = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
    standing: Buddy | None = Buddy.objects.not_over(at=at).filter(worker=worker).first()
    if standing and standing.buddy_id == buddy.pk:
        if standing.ends_at == ends_at:
            return standing
        standing.ends_at = ends_at
        standing.save(update_fields=["ends_at"])
        named = standing
    else:
        if standing:
            _end(standing, at)
        named = Buddy.objects.create(worker=worker, buddy=buddy, starts_at=at, ends_at=ends_at, named_by=by)
    record("buddy named", by=by, person=None, about=named, at=at, worker_id=worker.pk, buddy_id=buddy.pk)
    return named


@transaction.atomic
def end_buddy(*, worker: User, by: User, at: datetime) -> None:
    """The new worker has settled in. Where nobody is named, nothing changes. Raises Denied."""
    worker = worker.hold()
    check_manages(by, worker)
    standing: Buddy | None = Buddy.objects.not_over(at=at).filter(worker=worker).first()
    if standing:
        record("buddy ended", by=by, person=None, about=standing, at=at, worker_id=worker.pk)
        _end(standing, at)


def _end(standing: Buddy, at: datetime) -> None:
    """End it now; one that began in this very moment was never there."""
    if standing.starts_at >= at:
        standing.delete()
    else:
        standing.ends_at = at
        standing.save(update_fields=["ends_at"])
