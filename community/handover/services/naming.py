"""Naming who comes next, changing that, calling it off, and the day itself."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.handover.models import Ending, Handover
from community.handover.policies import GONE, check_can_change, check_can_name, check_worker_and_day
from community.handover.queries import named_already
from community.messaging.live import hint_on_commit
from community.messaging.models import Thread
from community.replies.services import reckon_anew
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.queries import waiting_at
from portal.notifications.services import mark_read, notify, withdraw
from portal.relationships.models import Allocation
from portal.relationships.queries import acts_for

CHANGED_MEANWHILE = "Somebody else changed this just now. Look at the page once more."


@transaction.atomic
def name_next_worker(*, person: User, worker: User, day: date, reason: str, by: User, at: datetime) -> Handover:
    """Name who becomes this person's social worker on a day; the person is told with the same stroke.

    day: today means from now on, a later day from its first moment. The old allocation ends in the moment in which
    the new one begins. reason: for the person to read, "" for none. Naming the same worker for the same day again
    gives the handover that is there. Raises Denied.
    """
    person = person.hold()
    if standing := named_already(person, worker, day, at=at):
        return standing  # type: ignore[no-any-return]
    check_can_name(by, person, worker=worker, day=day, at=at)
    starts_at = begins(day, at)
    before, allocation = _allocate(person, worker, starts_at, at=at)
    handover = Handover.objects.create(
        person=person,
        before=before.worker if before else None,
        worker=worker,
        allocation=allocation,
        starts_at=starts_at,
        reason=reason,
        named_by=by,
        told_at=at,
        begun_at=at if starts_at <= at else None,
    )
    record(
        "handover named", by=by, person=person, about=handover, at=at, worker_id=worker.pk, day=starts_at.isoformat()
    )
    reckon_anew(people=[person.pk], at=at)
    _tell_of_naming(handover, at)
    return handover


@transaction.atomic
def name_for_several(
    *, people: Sequence[User], worker: User, day: date, reason: str, by: User, at: datetime
) -> list[Handover]:
    """The same for several people at once, all or none. Raises Denied for the first for whom it cannot be."""
    # In one order, so that two managers who do this at once never wait for each other.
    return [
        name_next_worker(person=person, worker=worker, day=day, reason=reason, by=by, at=at)
        for person in sorted(people, key=lambda person: person.pk)
    ]


@transaction.atomic
def change_handover(*, handover: Handover, worker: User, day: date, reason: str, by: User, at: datetime) -> Handover:
    """Choose another worker, another day or other words of why, until the day; everybody it concerns is told.

    Where somebody else comes, the person's approval of the summary ends with it: they gave it for another reader.
    Raises Denied.
    """
    handover = _held(handover, at=at, by=by)
    starts_at = begins(day, at)
    moved, replaced = starts_at != handover.starts_at, worker.pk != handover.worker_id
    if not moved and not replaced and reason == handover.reason:
        return handover
    check_worker_and_day(worker, day, at=at)
    if worker.pk == handover.before_id:
        raise Denied(f"{worker.known_as} is the social worker now. To leave it like that, call the change off.")
    was = handover.worker
    if moved or replaced:
        _take_back_allocation(handover)
        _, handover.allocation = _allocate(handover.person, worker, starts_at, at=at)
        reckon_anew(people=[handover.person_id], at=at)
    if replaced:
        handover.summary, handover.approved_at, handover.read_at = None, None, None
    handover.worker, handover.starts_at, handover.reason = worker, starts_at, reason
    handover.begun_at = at if starts_at <= at else None
    handover.save()
    record(
        "handover changed",
        by=by,
        person=handover.person,
        about=handover,
        at=at,
        worker_id=worker.pk,
        day=starts_at.isoformat(),
    )
    _tell_of_change(handover, was if replaced else None, at)
    return handover


@transaction.atomic
def call_off(*, handover: Handover, by: User, at: datetime) -> None:
    """Leave everything as it is, until the day; everybody who was told of the change is told of that. Raises Denied."""
    handover = _held(handover, at=at, by=by)
    _take_back_allocation(handover)
    reckon_anew(people=[handover.person_id], at=at)
    handover.allocation, handover.called_off_at, handover.called_off_by = None, at, by
    handover.save()
    record("handover called off", by=by, person=handover.person, about=handover, at=at)
    for gone in (reverse("handover_summary", args=[handover.uuid]), handover.worker_url):
        withdraw(below=gone)
    notify(user=handover.person, kind=Kind.HANDOVER_NEWS, path=handover.get_absolute_url(), at=at)
    notify(user=handover.worker, kind=Kind.PEOPLE_NEWS, path=reverse("caseload"), at=at)
    _tell_the_old_worker(handover, at)
    hint(handover.person, at)


def begin_handovers(at: datetime) -> None:
    """A chore: tell each person whose day has come, once. The change itself needs nobody: the allocations say it."""
    for handover in Handover.objects.begun(at=at).filter(begun_at=None).for_pages():
        with transaction.atomic():
            if Handover.objects.filter(pk=handover.pk, begun_at=None).update(begun_at=at):
                notify(user=handover.person, kind=Kind.FAREWELL, path=handover.get_absolute_url(), at=at)
                hint(handover.person, at)


def begins(day: date, at: datetime) -> datetime:
    """Today means now; a later day begins at midnight."""
    if day == timezone.localdate(at):
        return at
    return timezone.make_aware(datetime.combine(day, time.min))


def _allocate(person: User, worker: User, starts_at: datetime, *, at: datetime) -> tuple[Allocation | None, Allocation]:
    """The allocation that ends as the new one begins, and the new one. Where a manager had said that the old one ends
    later, with nobody to follow, that is over; where it ends earlier, it does. Raises Denied where another allocation
    came between meanwhile."""
    before = Allocation.objects.active(at=starts_at).filter(person=person, starts_at__lt=starts_at).first()
    ended_there = Allocation.objects.filter(person=person, ends_at=starts_at).first()
    try:
        with transaction.atomic():
            if before:
                before.ends_at = starts_at
                before.save(update_fields=["ends_at"])
                Ending.objects.standing().filter(allocation=before).update(taken_back_at=at)
            return before or ended_there, Allocation.objects.create(person=person, worker=worker, starts_at=starts_at)
    except IntegrityError as overlap:
        raise Denied(CHANGED_MEANWHILE) from overlap


def _take_back_allocation(handover: Handover) -> None:
    """Undo what was dated ahead: the new allocation never begins, the old one goes on, unless it was to end anyway."""
    coming = handover.allocation
    assert coming is not None  # noqa: S101 - checked: it was not called off
    before: Allocation | None = Allocation.objects.filter(person=handover.person, ends_at=handover.starts_at).first()
    handover.allocation = None
    handover.save(update_fields=["allocation"])
    coming.delete()
    if before and not Ending.objects.standing().filter(allocation=before).exists():
        before.ends_at = None
        before.save(update_fields=["ends_at"])


def _held(handover: Handover, *, by: User, at: datetime) -> Handover:
    """The handover as it is now, held until this transaction ends, if this manager may change it. Raises Denied."""
    handover.person.hold()
    held: Handover | None = Handover.objects.select_for_update(of=("self",)).for_pages().filter(pk=handover.pk).first()
    if held is None:
        raise Denied(GONE)
    check_can_change(by, held, at)
    return held


def _tell_of_naming(handover: Handover, at: datetime) -> None:
    notify(user=handover.person, kind=Kind.HANDOVER, path=handover.get_absolute_url(), at=at)
    notify(user=handover.person, kind=Kind.SUMMARY, path=reverse("handover_summary", args=[handover.uuid]), at=at)
    notify(user=handover.worker, kind=Kind.TAKING_OVER, path=handover.worker_url, at=at)
    _tell_the_old_worker(handover, at)
    hint(handover.person, at)


def _tell_of_change(handover: Handover, replaced: User | None, at: datetime) -> None:
    if replaced:
        # What was said to who does not come after all leads nowhere any more.
        withdraw(below=handover.worker_url)
    notify(user=handover.person, kind=Kind.HANDOVER_NEWS, path=handover.get_absolute_url(), at=at)
    kind = Kind.TAKING_OVER if replaced else Kind.PEOPLE_NEWS
    notify(user=handover.worker, kind=kind, path=handover.worker_url, at=at)
    if replaced:
        notify(user=replaced, kind=Kind.PEOPLE_NEWS, path=reverse("home"), at=at)
    _tell_the_old_worker(handover, at)
    hint(handover.person, at)


def _tell_the_old_worker(handover: Handover, at: datetime) -> None:
    if handover.before:
        notify(user=handover.before, kind=Kind.PEOPLE_NEWS, path=reverse("caseload"), at=at)


def hint(person: User, at: datetime) -> None:
    """Open pages of the person's threads look again who is in them; what waited there for a worker who is not any more
    waits for them no longer, for it would lead nowhere."""
    for thread in Thread.objects.filter(person=person, with_worker=True):
        hint_on_commit(thread)
        for worker in waiting_at(path=thread.get_absolute_url()):
            if worker.is_social_worker and not acts_for(worker, person, at=at):
                mark_read(user=worker, path=thread.get_absolute_url(), at=at)
