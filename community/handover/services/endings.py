"""A social worker goes, and nobody follows yet: said with a day and a reason, and told first."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from community.handover.models import Ending
from community.handover.policies import GONE, check_can_end, check_is_manager_of
from community.handover.queries import change_to_come, ending_to_come
from community.handover.services.naming import begins, hint
from community.replies.services import reckon_anew
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.models import Allocation

NO_REASON = "Write why it ends. They read it."
TOO_SOON = "This began just now. Wait a moment, then do it once more."


@transaction.atomic
def end_without_next(*, person: User, day: date, reason: str, by: User, at: datetime) -> Ending:
    """Say from when nobody is this person's social worker; the person is told with the same stroke, and who goes.

    day: today means from now on, a later day from its first moment. Where a day was said before, this one takes its
    place. The same day and reason again give the ending that is there. Raises Denied.
    """
    person = person.hold()
    allocation = Allocation.objects.active(at=at).filter(person=person).select_related("worker").first()
    check_can_end(by, person, allocation, day=day, at=at)
    assert allocation is not None  # noqa: S101 - checked just now
    if not can_be_read(reason):
        raise Denied(NO_REASON)
    ends_at = begins(day, at)
    if ends_at <= allocation.starts_at:
        raise Denied(TOO_SOON)
    standing: Ending | None = ending_to_come(person, at=at)
    if standing and (standing.ends_at, standing.reason) == (ends_at, reason.strip()):
        return standing
    if standing:
        Ending.objects.filter(pk=standing.pk).update(taken_back_at=at)
    _end(allocation, ends_at)
    ending = Ending.objects.create(
        person=person,
        worker=allocation.worker,
        allocation=allocation,
        ends_at=ends_at,
        reason=reason.strip(),
        named_by=by,
        told_at=at,
        begun_at=at if ends_at <= at else None,
    )
    record("social worker ended", by=by, person=person, about=ending, at=at, day=ends_at.isoformat())
    _tell(ending, Kind.FAREWELL if ends_at <= at else Kind.HANDOVER, at)
    return ending


@transaction.atomic
def take_back_ending(*, ending: Ending, by: User, at: datetime) -> None:
    """Leave everything as it is, before the day; who was told of it is told of that. Raises Denied."""
    person = ending.person.hold()
    check_is_manager_of(by, person, at)
    held: Ending | None = Ending.objects.to_come(at=at).filter(pk=ending.pk).for_pages().first()
    if held is None:
        raise Denied(GONE)
    coming = change_to_come(person, at=at)
    if coming is not None:
        raise Denied(f"{coming.worker.known_as} is named for {person.known_as} already. Call that off first.")
    held.taken_back_at = at
    held.save(update_fields=["taken_back_at"])
    _end(held.allocation, None)
    record("social worker stays", by=by, person=person, about=held, at=at)
    _tell(held, Kind.HANDOVER_NEWS, at)


def begin_endings(at: datetime) -> None:
    """A chore: tell each person whose day has come, once. The end itself needs nobody: the allocation says it."""
    for ending in Ending.objects.standing().filter(ends_at__lte=at, begun_at=None).for_pages():
        with transaction.atomic():
            if Ending.objects.filter(pk=ending.pk, begun_at=None).update(begun_at=at):
                notify(user=ending.person, kind=Kind.FAREWELL, path=ending.get_absolute_url(), at=at)
                hint(ending.person, at)


def _end(allocation: Allocation, ends_at: datetime | None) -> None:
    allocation.ends_at = ends_at
    allocation.save(update_fields=["ends_at"])


def _tell(ending: Ending, kind: Kind, at: datetime) -> None:
    reckon_anew(people=[ending.person_id], at=at)
    notify(user=ending.person, kind=kind, path=ending.get_absolute_url(), at=at)
    notify(user=ending.worker, kind=Kind.PEOPLE_NEWS, path=reverse("caseload"), at=at)
    hint(ending.person, at)
