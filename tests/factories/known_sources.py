"""Places that workers know, and where they pointed people to."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from community.known_sources.models import KnownSource, PointedSource
from community.organisations.models import Organisation
from portal.accounts.models import User


def know(worker: User, organisation: Organisation, note: str = "", seen_on: date | None = None) -> KnownSource:
    """A place on a worker's list."""
    facts: dict[str, Any] = {"note": note, "seen_on": seen_on, "changed_at": timezone.now()}
    return KnownSource.objects.create(worker=worker, organisation=organisation, **facts)


def point(
    person: User, worker: User, organisation: Organisation, words: str, at: datetime | None = None
) -> PointedSource:
    """What a worker pointed out to a person."""
    return PointedSource.objects.create(
        person=person, worker=worker, organisation=organisation, words=words, pointed_at=at or timezone.now()
    )
