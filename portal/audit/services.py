"""Writing down what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from portal.audit.models import Event

if TYPE_CHECKING:
    from portal.accounts.models import User


def record(
    verb: str,
    *,
    by: "User | None",
    person: "User | None",
    about: models.Model | None = None,
    at: datetime,
    **detail: Any,
) -> Event:
    """Add one event, inside the transaction of what it speaks of.

    verb: what happened, as noun and past participle ("document opened").
    by: who did it, None for the portal itself; person: whose record it concerns.
    about: the row it concerns; its `uuid` is kept where it has one, else its id.
    detail: ids, counts and choices. Never anybody's words.
    """
    return record_each(verb, by=by, person=person, about=about, at=at, details=[detail])[0]


def record_each(
    verb: str,
    *,
    by: "User | None",
    person: "User | None",
    about: models.Model | None = None,
    at: datetime,
    details: Sequence[Mapping[str, Any]],
) -> list[Event]:
    """The same for several events that differ in their detail alone, in one query."""
    events = [
        Event(
            at=at,
            verb=verb,
            actor_id=by.pk if by else None,
            person_id=person.pk if person else None,
            object_type=about._meta.model_name or "" if about else "",
            object_id=str(getattr(about, "uuid", about.pk)) if about else "",
            detail=dict(detail),
        )
        for detail in details
    ]
    return Event.objects.bulk_create(events)
