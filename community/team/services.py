"""Verbs of a team's manager."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from community.handover.policies import GONE
from community.handover.queries import change_to_come, ending_to_come, named_already, was_called_off, was_taken_back
from community.handover.services import call_off, change_handover, end_without_next, name_next_worker, take_back_ending
from community.team.models import Buddy
from community.team.policies import check_can_name_buddy, check_manages
from community.team.queries import how_it_stands
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.relationships.queries import named_social_worker

CHANGED_SINCE = (
    "This was changed after you opened the page, here or in another window. Nothing of yours was done. "
    "The page shows how it is now. If you still want your change, press the button once more."
)


@transaction.atomic
def decide_as_shown(*, person: User, seen: str, worker: User, day: date, reason: str, by: User, at: datetime) -> None:
    """Name who comes next, or change that, if it still stands as the page showed it.

    seen: `how_it_stands` from that page. Saying once more what stands already changes nothing. Raises Denied.
    """
    person = person.hold()
    same = named_already(person, worker, day, at=at)
    if same is not None and same.reason == reason:
        return
    _check_stands(person, seen, at)
    if coming := change_to_come(person, at=at):
        change_handover(handover=coming, worker=worker, day=day, reason=reason, by=by, at=at)
    else:
        name_next_worker(person=person, worker=worker, day=day, reason=reason, by=by, at=at)


@transaction.atomic
def call_off_as_shown(*, person: User, seen: str, by: User, at: datetime) -> None:
    """Call off the change that the page showed, if it still stands like that. A second tap changes nothing.

    seen: `how_it_stands` from that page. Raises Denied.
    """
    person = person.hold()
    coming = change_to_come(person, at=at)
    if coming is None and was_called_off(person):
        return
    _check_stands(person, seen, at)
    if coming is None:
        raise Denied(GONE)
    call_off(handover=coming, by=by, at=at)


@transaction.atomic
def end_as_shown(*, person: User, seen: str, day: date, reason: str, by: User, at: datetime) -> None:
    """Say from when nobody is their social worker, or change that, if it still stands as the page showed it.

    seen: `how_it_stands` from that page. Saying once more what stands already changes nothing. Raises Denied.
    """
    person = person.hold()
    standing = ending_to_come(person, at=at)
    if standing and (timezone.localdate(standing.ends_at), standing.reason) == (day, reason.strip()):
        return
    # Where nobody is there to go, that is what there is to say.
    if named_social_worker(person, at=at):
        _check_stands(person, seen, at)
    end_without_next(person=person, day=day, reason=reason, by=by, at=at)


@transaction.atomic
def take_back_as_shown(*, person: User, seen: str, by: User, at: datetime) -> None:
    """Take back the ending that the page showed, if it still stands like that. A second tap changes nothing.

    seen: `how_it_stands` from that page. Raises Denied.
    """
    person = person.hold()
    ending = ending_to_come(person, at=at)
    if ending is None and was_taken_back(person):
        return
    _check_stands(person, seen, at)
    if ending is None:
        raise Denied(GONE)
    take_back_ending(ending=ending, by=by, at=at)


def _check_stands(person: User, seen: str, at: datetime) -> None:
    if seen != how_it_stands(person, at=at):
        raise Denied(CHANGED_SINCE)


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
