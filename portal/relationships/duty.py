"""Who answers a person, and when: their named social worker, who stands in, else the team. From a moment on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from portal.accounts.models import User
from portal.hours.deadlines import Shift, by_when
from portal.hours.queries import days_of, leave_of, shift_of_team
from portal.relationships.models import Allocation, Cover

# What is promised where nobody is named who could promise anything else.
WITHIN = 2
Leave = dict[int, list[tuple[datetime, datetime]]]


@dataclass(frozen=True)
class Duty:
    """The times in which somebody is there for a person, and who is named: they say how soon they answer."""

    named: tuple[Allocation, ...]
    shifts: tuple[Shift, ...]

    def by_when(self, sent_at: datetime, *, times: int = 1) -> datetime:
        """By when something sent at a moment is answered; times=2: twice the time that is allowed for it."""
        to_come = [shift for shift in self.shifts if shift.ends_at is None or shift.ends_at > sent_at]
        return by_when(sent_at, within=self._within(sent_at) * times, shifts=to_come)

    def _within(self, sent_at: datetime) -> int:
        for one in self.named:
            if one.starts_at <= sent_at and (one.ends_at is None or one.ends_at > sent_at):
                return max(1, one.worker.reply_within_days) if one.worker.is_active else WITHIN
        return WITHIN


def duty_for(person: User, *, since: datetime) -> Duty:
    """The same for one person."""
    return duties_for([person.pk], since=since)[person.pk]


def duties_for(people: Collection[int], *, since: datetime) -> dict[int, Duty]:
    """By person: their duty from a moment on, in three queries however many people.

    Where nobody is named, or somebody is away without anybody who stands in, the hours of the team count: its
    manager is responsible then.
    """
    by_person: dict[int, list[Allocation]] = {person: [] for person in people}
    rows = Allocation.objects.filter(person__in=people).select_related("worker__team__hours").order_by("starts_at")
    for row in rows:
        by_person[row.person_id].append(row)
    covers: dict[int, list[Cover]] = {}
    standing_in = Cover.objects.filter(worker__in={row.worker_id for row in rows}, ends_at__gt=since)
    for cover in standing_in.select_related("cover__team__hours").order_by("starts_at"):
        covers.setdefault(cover.worker_id, []).append(cover)
    everybody = [row.worker for row in rows] + [one.cover for found in covers.values() for one in found]
    leave = leave_of(everybody, since=since)
    return {person: _duty(found, covers, leave, since) for person, found in by_person.items()}


def _duty(allocations: list[Allocation], covers: dict[int, list[Cover]], leave: Leave, since: datetime) -> Duty:
    open_ones = [one for one in allocations if one.ends_at is None or one.ends_at > since]
    # The team in which the person was known last is asked where nobody is named.
    known = [one.worker.team for one in allocations if one.starts_at <= since]
    between = shift_of_team(known[-1] if known else None)
    shifts: list[Shift] = []
    nobody_since: datetime | None = since
    for one in open_ones:
        if nobody_since and one.starts_at > nobody_since:
            shifts.append(replace(between, starts_at=nobody_since, ends_at=one.starts_at))
        shifts += _while_allocated(one, covers.get(one.worker_id, []), leave)
        nobody_since = one.ends_at
    if nobody_since:
        shifts.append(replace(between, starts_at=nobody_since))
    return Duty(named=tuple(open_ones), shifts=tuple(shifts))


def _while_allocated(one: Allocation, covers: Iterable[Cover], leave: Leave) -> list[Shift]:
    worker, team = one.worker, shift_of_team(one.worker.team)
    away = tuple(leave.get(worker.pk, ()))
    own = replace(team, days=days_of(worker), starts_at=one.starts_at, ends_at=one.ends_at, away=away)
    if not worker.is_active:
        # Whoever has left is there on no day: the team answers, as where nobody is named.
        own, away = replace(team, starts_at=one.starts_at, ends_at=one.ends_at), ()
    found, covered = [own], []
    for cover in covers:
        starts_at, ends_at = _within(one, cover.starts_at, cover.ends_at)
        covered.append((cover.starts_at, cover.ends_at))
        gone = tuple(leave.get(cover.cover_id, ()))
        found.append(replace(team, days=days_of(cover.cover), starts_at=starts_at, ends_at=ends_at, away=gone))
    for left_at, back_at in away:
        starts_at, ends_at = _within(one, left_at, back_at)
        found.append(replace(team, starts_at=starts_at, ends_at=ends_at, away=tuple(covered)))
    return found


def _within(one: Allocation, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    return max(starts_at, one.starts_at), min(ends_at, one.ends_at) if one.ends_at else ends_at
