"""Verbs of being away: what is said once makes the leave, lets somebody stand in, and tells the people."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.services import record
from portal.away import policies
from portal.hours.deadlines import at_time
from portal.hours.models import Leave
from portal.hours.places import tell_of_changed_times
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.models import Allocation, Cover
from portal.relationships.queries import managers_of
from portal.relationships.responsible import TOLD_AHEAD
from portal.relationships.services import PEOPLE_PATH

A_DAY = timedelta(days=1)


@transaction.atomic
def go_away(*, worker: User, first_day: date, last_day: date, cover: User | None, by: User, at: datetime) -> Leave:
    """Say that a worker is away from a first to a last day, both included, and who stands in.

    From today on means from now on. The colleague is told at once; the people are told a week before it begins, or
    now when that is nearer. Raises Denied for days that cannot be, or a colleague who is not there then.
    """
    _one_at_a_time(worker, cover)
    starts_at = max(at_time(first_day, time.min), at) if last_day >= first_day else at_time(first_day, time.min)
    ends_at = at_time(last_day + A_DAY, time.min)
    policies.check_can_go_away(worker, starts_at=starts_at, ends_at=ends_at, cover=cover, by=by, at=at)
    return _leave(worker, cover, starts_at, ends_at, by, at)


@transaction.atomic
def stand_in_now(*, worker: User, by: User, at: datetime) -> Leave:
    """Who usually stands in says: they are not here today, I answer. It holds until the end of the day.

    For the morning on which somebody is ill. It opens a whole caseload by one button: so the worker and their manager
    are told, and the people by a notice that nobody can switch off; it stands in what each of them sees of who looked
    at their record. Saying it twice is once. Raises Denied for anybody else.
    """
    _one_at_a_time(worker, by)
    tonight = at_time(timezone.localdate(at) + A_DAY, time.min)
    # Only who steps in says this of a colleague: a second tap finds what the first one said.
    said: Leave | None = Leave.objects.filter(
        worker=worker, said_by=by, starts_at__lt=tonight, ends_at=tonight, covers__cover=by, covers__ends_at=tonight
    ).first()
    if said:
        return said
    policies.check_can_stand_in_now(worker, by=by, at=at)
    leave = _leave(worker, by, at, tonight, by, at, kind=Kind.HANDOVER_NEWS)
    for allocation in Allocation.objects.active(at=at).filter(worker=worker).select_related("person"):
        record("stepped in unasked", by=by, person=allocation.person, about=leave, at=at, worker_id=worker.pk)
    notify(user=worker, kind=Kind.PEOPLE_NEWS, path=reverse("away"), at=at)
    there = reverse("team_away_worker", args=[worker.uuid])
    for manager in managers_of(worker.team_id):
        notify(user=manager, kind=Kind.PEOPLE_NEWS, path=there, at=at)
    return leave


@transaction.atomic
def come_back(*, leave: Leave, by: User, at: datetime) -> None:
    """End a time away now, or take it back before it begins. Whoever stood in stops in the same moment.

    Raises Denied when it is over already, or for anybody but the worker and their manager.
    """
    _one_at_a_time(leave.worker, None)
    leave = Leave.objects.select_related("worker__team").get(pk=leave.pk)
    policies.check_can_end(leave, by=by, at=at)
    record("time away ended", by=by, person=None, about=leave, at=at, worker_id=leave.worker_id)
    _end_covers(leave, at)
    if leave.starts_at < at:
        leave.ends_at = at
        leave.save(update_fields=["ends_at"])
    else:
        leave.delete()
    tell_of_changed_times([leave.worker], at=at)


@transaction.atomic
def change_cover(*, leave: Leave, cover: User, by: User, at: datetime) -> Cover:
    """Let somebody else stand in for what is left of a time away. Raises Denied as go_away does."""
    _one_at_a_time(leave.worker, cover)
    leave = Leave.objects.select_related("worker__team").get(pk=leave.pk)
    policies.check_can_end(leave, by=by, at=at)
    starts_at = max(leave.starts_at, at)
    policies.check_can_cover(leave.worker, cover, starts_at=starts_at, ends_at=leave.ends_at, by=by)
    same: Cover | None = Cover.objects.filter(leave=leave, cover=cover, ends_at__gt=at).first()
    if same:
        return same
    _end_covers(leave, at)
    made = _let_stand_in(leave, cover, starts_at, by, at)
    tell_of_changed_times([leave.worker], at=at)
    return made


@transaction.atomic
def tell_people(*, leave: Leave, at: datetime, kind: Kind = Kind.AWAY) -> None:
    """Tell the people of a worker of their time away, once, from a week before it begins."""
    held = Leave.objects.select_for_update().filter(pk=leave.pk, told_at=None, starts_at__lte=at + TOLD_AHEAD)
    if not held.update(told_at=at):
        return
    for allocation in Allocation.objects.active(at=at).filter(worker=leave.worker_id).select_related("person"):
        notify(user=allocation.person, kind=kind, path=PEOPLE_PATH, at=at)


def _leave(
    worker: User,
    cover: User | None,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    at: datetime,
    kind: Kind = Kind.AWAY,
) -> Leave:
    leave = Leave.objects.create(worker=worker, starts_at=starts_at, ends_at=ends_at, said_by=by, said_at=at)
    record("time away said", by=by, person=None, about=leave, at=at, worker_id=worker.pk)
    if cover:
        _let_stand_in(leave, cover, starts_at, by, at)
    tell_of_changed_times([worker], at=at)
    tell_people(leave=leave, at=at, kind=kind)
    return leave


def _let_stand_in(leave: Leave, cover: User, starts_at: datetime, by: User, at: datetime) -> Cover:
    made = Cover.objects.create(
        worker=leave.worker, cover=cover, starts_at=starts_at, ends_at=leave.ends_at, leave=leave
    )
    record("stand-in named", by=by, person=None, about=made, at=at, worker_id=leave.worker_id, cover_id=cover.pk)
    if cover != by:
        notify(user=cover, kind=Kind.STANDING_IN, path=reverse("away"), at=at)
    return made


def _end_covers(leave: Leave, at: datetime) -> None:
    open_ones = Cover.objects.filter(leave=leave, ends_at__gt=at)
    open_ones.filter(starts_at__gte=at).delete()
    open_ones.update(ends_at=at)


def _one_at_a_time(worker: User, cover: User | None) -> None:
    """Two windows queue up; always in the same order, so that two who stand in for each other never block."""
    for one in sorted({worker, cover or worker}, key=lambda user: user.pk):
        one.hold()
