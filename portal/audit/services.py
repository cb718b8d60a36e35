"""Writing down what happened."""

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
    return Event.objects.create(
        at=at,
        verb=verb,
        actor_id=by.pk if by else None,
        person_id=person.pk if person else None,
        object_type=about._meta.model_name or "" if about else "",
        object_id=str(getattr(about, "uuid", about.pk)) if about else "",
        detail=detail,
    )
