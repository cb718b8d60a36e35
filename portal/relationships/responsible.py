"""What a person is told of who is responsible for them: their named social worker, and who is there meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.components.lists import in_a_row
from portal.hours.models import Leave
from portal.hours.queries import days_of, stand_in_of
from portal.hours.working_days import BANK_HOLIDAYS, days_in_words, next_working_day
from portal.relationships.duty import duty_for
from portal.relationships.models import Allocation, Cover
from portal.relationships.queries import named_social_worker

# How long before it begins a person is told of a time away.
TOLD_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Away:
    """A time in which the named social worker is not there. `cover` answers then; without one, the manager does."""

    first_day: date
    back_on: date
    now: bool
    cover: User | None


@dataclass(frozen=True)
class Responsible:
    """Who is responsible for a person.

    worker: their named social worker, or None; then `since` says since when nobody is named, and `team` is the
    last worker's (None where there never was one: then it is the council's line). left: who was named and has gone,
    where nobody has been named in their place yet: whoever has no account answers nobody. answer_by: what is asked
    now can be counted on to be answered by then. usually: who stands in when the worker is away.
    """

    worker: User | None
    answer_by: datetime
    since: datetime | None = None
    left: User | None = None
    works_on: str = ""
    away: Away | None = None
    usually: User | None = None
    team: Team | None = None
    managers: tuple[User, ...] = ()

    @property
    def photo(self) -> str:
        """Where the worker's face is."""
        return self.worker.portrait_url if self.worker else ""

    @property
    def manager_names(self) -> str:
        """ "Morag", for a sentence."""
        return in_a_row(manager.known_as for manager in self.managers)


@dataclass(frozen=True)
class Answering:
    """Who answers a person now. worker: None where nobody is named, or who was named has gone."""

    worker: User | None
    away: Away | None = None


def answering(person: User, *, at: datetime) -> Answering:
    """The part of `responsible_for` that stands below a message, which is asked for with each message that is sent."""
    worker = named_social_worker(person, at=at)
    if worker is None or not worker.is_active:
        return Answering(None)
    return Answering(worker, _away(worker, at))


def responsible_for(person: User, *, at: datetime) -> Responsible:
    """Who is responsible for this person at a moment, in words that are true at that moment."""
    answer_by = duty_for(person, since=at).by_when(at)
    rows = Allocation.objects.filter(person=person, starts_at__lte=at).select_related("worker__team__hours")
    last = rows.order_by("-starts_at").first()
    if last is None:
        return Responsible(None, answer_by, since=person.date_joined)
    team = last.worker.team
    if last.ends_at and last.ends_at <= at:
        return Responsible(None, answer_by, since=last.ends_at, team=team, managers=managers_of(team))
    if not last.worker.is_active:
        return Responsible(None, answer_by, left=last.worker, team=team, managers=managers_of(team))
    return Responsible(
        worker=last.worker,
        answer_by=answer_by,
        works_on=days_in_words(days_of(last.worker)),
        away=_away(last.worker, at),
        usually=stand_in_of(last.worker),
        team=team,
        managers=managers_of(team),
    )


def managers_of(team: Team | None) -> tuple[User, ...]:
    """The managers of a team."""
    found = User.objects.filter(team=team, role=Role.TEAM_MANAGER, is_active=True) if team else User.objects.none()
    return tuple(found.order_by("known_as", "pk"))


def _away(worker: User, at: datetime) -> Away | None:
    """The time away that is now, or begins so soon that people are told of it."""
    soon = at + TOLD_AHEAD
    leave = Leave.objects.filter(worker=worker, ends_at__gt=at, starts_at__lte=soon).order_by("starts_at").first()
    covers = Cover.objects.filter(worker=worker, ends_at__gt=at, starts_at__lte=soon).select_related("cover")
    if leave is None:
        # Somebody may stand in without any leave: a manager said so.
        cover = covers.filter(starts_at__lte=at).order_by("starts_at").first()
        return _from_cover(cover) if cover else None
    now = leave.starts_at <= at
    during = covers.filter(Q(leave=leave) | Q(starts_at__lt=leave.ends_at, ends_at__gt=leave.starts_at))
    if now:
        during = during.filter(starts_at__lte=at)
    cover = during.order_by("starts_at").first()
    return Away(leave.first_day, _back_on(worker, leave.ends_at), now, cover.cover if cover else None)


def _from_cover(cover: Cover) -> Away:
    return Away(timezone.localdate(cover.starts_at), _back_on(cover.worker, cover.ends_at), True, cover.cover)


def _back_on(worker: User, ends_at: datetime) -> date:
    """The first day on which they work again: never a day that they do not work anyway."""
    return next_working_day(timezone.localdate(ends_at), working_days=days_of(worker), holidays=BANK_HOLIDAYS)
