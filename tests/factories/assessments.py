"""Assessments and first figures."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from planning.assessments.models import Assessment, IndicativeBudget
from portal.accounts.models import User


def assess(person: User, by: User, *, on: date | None = None, at: datetime | None = None, **found: Any) -> Assessment:
    """An assessment ten days ago, unless said otherwise."""
    return Assessment.objects.create(
        person=person,
        assessed_on=on or timezone.localdate() - timedelta(days=10),
        recorded_by=by,
        recorded_at=at or timezone.now(),
        **found,
    )


def indicate(person: User, by: User, weekly: str, *, at: datetime | None = None) -> IndicativeBudget:
    """A first figure, in pounds a week."""
    return IndicativeBudget.objects.create(
        person=person, weekly=Decimal(weekly), set_by=by, set_at=at or timezone.now()
    )
