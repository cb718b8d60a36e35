"""Verbs of opening somebody's record in an emergency: by a worker who is not theirs, for an hour, and seen by all."""

from datetime import datetime, timedelta

from django.db import transaction

from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships import policies
from portal.relationships.models import GLASS_HOLDS, BreakGlass
from portal.relationships.queries import managers_of, named_social_worker, person_exactly

# A period ends after it starts: what is closed at the moment of its opening was open for this long.
SHORTEST = timedelta(microseconds=1)


def look_for(
    *, full_name: str = "", year_of_birth: int | None = None, email: str = "", by: User, at: datetime
) -> User | None:
    """The person with exactly these facts, or None; that somebody looked is written down either way."""
    found = person_exactly(full_name=full_name, year_of_birth=year_of_birth, email=email)
    record("record looked for", by=by, person=None, at=at, found=found is not None)
    return found


@transaction.atomic
def open_record(*, person: User, reason: str, by: User, at: datetime) -> BreakGlass:
    """Open what a person shares with their named social worker, to read, for an hour.

    The person is told at once, and so are the managers of the worker's team and of the person's. The same reason
    given twice within the hour is one opening. Raises Denied.
    """
    person.hold()
    policies.check_can_open_record(by, person, reason=reason, at=at)
    reason = reason.strip()
    standing: BreakGlass | None = BreakGlass.objects.open_for(by, at=at).filter(person=person, reason=reason).first()
    if standing:
        return standing
    worker = named_social_worker(person, at=at)
    opening = BreakGlass.objects.create(
        worker=by,
        person=person,
        team_id=worker.team_id if worker else None,
        worker_team_id=by.team_id,
        reason=reason,
        starts_at=at,
        ends_at=at + GLASS_HOLDS,
    )
    record("record opened in an emergency", by=by, person=person, about=opening, at=at)
    notify(user=person, kind=Kind.RECORD_OPENED, path=opening.get_absolute_url(), at=at)
    for manager in managers_of(by.team_id, opening.team_id):
        notify(user=manager, kind=Kind.RECORD_OPENED_IN_TEAM, path=opening.get_absolute_url(), at=at)
    return opening


@transaction.atomic
def close_record(*, opening: BreakGlass, by: User, at: datetime) -> None:
    """End it before its hour is over. What has ended stays as it ended. Raises Denied."""
    policies.check_can_close_record(opening, by=by)
    opening = BreakGlass.objects.select_for_update(of=("self",)).select_related("person").get(pk=opening.pk)
    if opening.ends_at <= at:
        return
    opening.ends_at = max(at, opening.starts_at + SHORTEST)
    opening.save(update_fields=["ends_at"])
    record("record closed", by=by, person=opening.person, about=opening, at=at)
