"""PAs, their hours and their wages."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from planning.diary.models import MoneyDiary
from planning.timesheets.lookup import monday_of
from planning.timesheets.models import Assistant, Week
from planning.timesheets.services import AssistantValues, WeekValues, take_on, write_week


def hire(diary: MoneyDiary, name: str = "Ana", hourly: str = "13.00", **more: Any) -> Assistant:
    """A PA since the diary's first day."""
    key = more.pop("key", uuid4())
    began = more.pop("began_on", diary.begins_on)
    values = AssistantValues(name, began, Decimal(hourly), more.pop("hourly_from", began), **more)
    return take_on(diary=diary, values=values, by=diary.person, at=timezone.now(), key=key)


def work(assistant: Assistant, *hours: str, begins: date | None = None, seen: int = 0, **more: Any) -> Week:
    """A week's hours, Monday first; last week's unless said otherwise."""
    begins = begins or monday_of(timezone.localdate()) - timedelta(days=7)
    worked = tuple(Decimal(each) for each in (*hours, *["0"] * 7)[:7])
    values = WeekValues(worked, Decimal(more.pop("holiday", "0")))
    by = more.pop("by", assistant.diary.person)
    return write_week(assistant=assistant, begins=begins, values=values, seen=seen, by=by, at=timezone.now())
