"""Verbs of a worker's own list of places, and of pointing a person to one."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from community.known_sources import policies
from community.known_sources.models import KnownSource, PointedSource
from community.known_sources.places import pointed_path
from community.organisations.models import Organisation
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

# The same words to the same person within it are one tap that was made twice.
A_SECOND_TAP = timedelta(minutes=1)


@transaction.atomic
def keep_source(*, organisation: Organisation, note: str, seen_on: date | None, by: User, at: datetime) -> KnownSource:
    """Put an organisation on one's own list, or change what one keeps about it. Nobody is told, and nobody else reads
    the note; the worker's own people see that the worker knows the place. Raises Denied."""
    known = KnownSource.objects.of(by).filter(organisation=organisation).exists()
    policies.check_can_keep(by, organisation, known=known, seen_on=seen_on, at=at)
    facts = {"note": note, "seen_on": seen_on, "changed_at": at}
    kept: KnownSource
    kept, _ = KnownSource.objects.update_or_create(worker=by, organisation=organisation, defaults=facts)
    record("known source kept", by=by, person=None, about=kept, at=at)
    return kept


@transaction.atomic
def drop_source(*, source: KnownSource, by: User, at: datetime) -> None:
    """Take it off one's own list, with its note. What people were pointed to before stays with them. Done twice, it is
    done once."""
    if held := KnownSource.objects.of(by).select_for_update(of=("self",)).filter(pk=source.pk).first():
        record("known source dropped", by=by, person=None, about=held, at=at)
        held.delete()


@transaction.atomic
def point_to(
    *, person: User, sources: Collection[KnownSource], words: str, by: User, at: datetime
) -> list[PointedSource]:
    """Point a person to places with a sentence. Nothing is sent to the organisations: the person decides.

    Where the worker pointed to the same place before, the new words take the place of the old ones. The same sent
    twice is one. Raises Denied.
    """
    person = person.hold()
    policies.check_can_point(by, person, sources, words=words, at=at)
    pointed = [_point(person, source, words, by, at) for source in sources]
    if any(each.pointed_at == at for each in pointed):
        notify(user=person, kind=Kind.SOURCE_POINTED, path=pointed_path(), at=at)
    return pointed


def _point(person: User, source: KnownSource, words: str, by: User, at: datetime) -> PointedSource:
    """One that the person put away is treated as one that they did not: its worker must not be able to tell."""
    standing = PointedSource.objects.standing().filter(person=person, worker=by, organisation=source.organisation)
    known: PointedSource | None = standing.first()
    if known and known.words == words and known.pointed_at > at - A_SECOND_TAP:
        return known
    standing.update(taken_back_at=at)
    made: PointedSource = PointedSource.objects.create(
        person=person, worker=by, organisation=source.organisation, words=words, pointed_at=at
    )
    record("pointed to a source", by=by, person=person, about=made, at=at)
    return made


@transaction.atomic
def take_pointing_back(*, pointed: PointedSource, by: User, at: datetime) -> None:
    """The person does not see it any more. Done twice, it is done once. Raises Denied."""
    pointed.person.hold()
    held = PointedSource.objects.select_for_update(of=("self",)).get(pk=pointed.pk)
    policies.check_can_take_back(held, by=by)
    if held.taken_back_at is None:
        held.taken_back_at = at
        held.save(update_fields=["taken_back_at"])
        record("pointing taken back", by=by, person=held.person, about=held, at=at)


@transaction.atomic
def put_away(*, pointed: PointedSource, by: User, at: datetime) -> None:
    """The person has seen enough of it. It is told to nobody, and written down nowhere else."""
    mine = PointedSource.objects.filter(pk=pointed.pk, person=by, put_away_at=None)
    mine.update(put_away_at=at)
