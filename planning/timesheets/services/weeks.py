"""Writing down the hours of a week."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.db import transaction

from planning.diary.services import Stale
from planning.diary.services.deeds import hold_diary, tell_the_person
from planning.timesheets.enums import Did
from planning.timesheets.models import DAYS, Assistant, Week, WeekDeed
from planning.timesheets.policies import check_can_change, check_not_paid, check_week
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

TOO_LONG = "A day has 24 hours. Check the hours."


@dataclass(frozen=True)
class WeekValues:
    """worked: seven numbers of hours, Monday first; holiday: paid hours of holiday in the week."""

    worked: tuple[Decimal, ...]
    holiday: Decimal = Decimal(0)

    def as_json(self) -> dict[str, str]:
        """For the history."""
        return {**{day: str(h) for day, h in zip(DAYS, self.worked, strict=True)}, "holiday": str(self.holiday)}


@transaction.atomic
def write_week(*, assistant: Assistant, begins: date, values: WeekValues, seen: int, by: User, at: datetime) -> Week:
    """Write down or change the hours of one week; what they were before is kept.

    begins: its Monday; seen: the number that was on the page, 0 where nothing was written. The same hours again change
    nothing. Raises Denied, and Stale where somebody else wrote other hours meanwhile.
    """
    held = hold_diary(assistant.diary)
    assistant.diary = held
    check_can_change(by, assistant, at)
    check_week(assistant, begins, at)
    if any(not 0 <= hours <= 24 for hours in values.worked) or not 0 <= values.holiday <= 168:
        raise Denied(TOO_LONG)
    week: Week | None = Week.objects.select_related("entry").filter(assistant=assistant, begins=begins).first()
    if week and values_of(week) == values:
        return week
    if (week.number if week else 0) != seen:
        raise Stale(week)
    before = values_of(week).as_json() if week else None
    if week is None:
        week = Week(assistant=assistant, begins=begins, number=0)
    check_not_paid(week)
    for day, hours in zip(DAYS, values.worked, strict=True):
        setattr(week, day, hours)
    week.holiday = values.holiday
    done(Did.CHANGED if before else Did.WROTE, week, by=by, at=at, before=before, after=values.as_json())
    audit.record("hours written down", by=by, person=held.person, about=assistant, at=at)
    tell_the_person(held, by=by, at=at)
    return week


def done(did: Did, week: Week, *, by: User, at: datetime, before: Any = None, after: Any = None) -> None:
    """Save a week as it is now, and keep what was done."""
    week.number += 1
    week.changed_by, week.changed_at = by, at
    week.save()
    WeekDeed.objects.create(week=week, number=week.number, did=did, by=by, at=at, before=before, after=after)


def values_of(week: Week) -> WeekValues:
    """The hours of a week as they stand."""
    return WeekValues(week.hours.worked, week.hours.holiday)


def latest_before(assistant: Assistant, begins: date) -> Week | None:
    """The last earlier week with hours."""
    return cast(Week | None, Week.objects.filter(assistant=assistant).before(begins).first())
