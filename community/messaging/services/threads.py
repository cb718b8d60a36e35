"""Verbs of whole threads."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection, transaction

from community.messaging.enums import ThreadKind
from community.messaging.live import hint_on_commit
from community.messaging.models import ReadMark, Thread, ThreadMember
from community.messaging.policies import (
    NOT_THEIRS,
    check_can_arrange,
    check_can_leave,
    check_can_start,
    check_in_circle,
)
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications import services as notices
from portal.relationships.models import CircleMembership, Match


def find_worker_thread(person: User, *, at: datetime) -> Thread:
    """The one thread of a person with their named social worker; before anybody wrote, one that is not kept yet."""
    found: Thread | None = Thread.objects.for_pages().filter(person=person, kind=ThreadKind.WORKER).first()
    return found or Thread(person=person, kind=ThreadKind.WORKER, with_worker=True, started_at=at)


def worker_thread_of(person: User, *, at: datetime) -> Thread:
    """The one thread of a person with their named social worker, begun now if there is none yet."""
    thread, _ = Thread.objects.get_or_create(
        person=person, kind=ThreadKind.WORKER, defaults={"with_worker": True, "started_at": at}
    )
    return thread


def mark_read(*, thread: Thread, by: User, number: int, at: datetime) -> bool:
    """Keep how far somebody has read. It never goes back, whatever order two windows say it in.

    Gives whether they have read further than before.
    """
    table = ReadMark._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (thread_id, user_id, number, read_at) VALUES (%s, %s, %s, %s) '  # noqa: S608
            f"ON CONFLICT (thread_id, user_id) DO UPDATE SET number = EXCLUDED.number, read_at = EXCLUDED.read_at "
            f'WHERE "{table}".number < EXCLUDED.number',
            [thread.pk, by.pk, min(number, thread.last_number), at],
        )
        return bool(cursor.rowcount)


@transaction.atomic
def start_thread(
    *,
    person: User,
    title: str,
    places: Sequence[CircleMembership],
    with_worker: bool,
    key: UUID,
    by: User,
    at: datetime,
) -> Thread:
    """Begin another thread of a person, with people of their circle whom they chose, with or without their social
    worker.

    key: what the form calls itself; sent twice, it gives the thread of the first time. Raises Denied.
    """
    person.hold()
    # Made of the person too: a key that names somebody else's thread neither collides with it nor tells of it.
    uuid = uuid5(person.uuid, str(key))
    known: Thread | None = Thread.objects.filter(person=person, uuid=uuid).first()
    if known:
        return known
    if by.pk != person.pk:
        raise Denied(NOT_THEIRS)
    check_can_start(by, places, with_worker=with_worker, at=at)
    thread: Thread = Thread.objects.create(
        uuid=uuid, person=person, kind=ThreadKind.CIRCLE, title=title, with_worker=with_worker, started_at=at
    )
    for place in places:
        ThreadMember.objects.create(thread=thread, membership=place, starts_at=at)
    record("thread started", by=by, person=person, about=thread, at=at, members=[place.pk for place in places])
    return thread


@transaction.atomic
def arrange_thread(
    *,
    thread: Thread,
    title: str,
    places: Sequence[CircleMembership],
    with_worker: bool,
    by: User,
    at: datetime,
) -> Thread:
    """Say what a thread is called and who is in it from now on.

    Whoever comes in reads what is written from now on; whoever goes reads nothing more. Raises Denied.
    """
    thread = hold(thread)
    check_can_arrange(by, thread)
    here = {place.membership_id: place for place in ThreadMember.objects.filter(thread=thread, ends_at=None)}
    wanted = {place.pk: place for place in places}
    check_in_circle(thread.person, [place for pk, place in wanted.items() if pk not in here], at=at)
    for pk in here.keys() - wanted.keys():
        _end(here[pk], by=by, at=at)
    for pk in wanted.keys() - here.keys():
        _let_in(thread, wanted[pk], by=by, at=at)
    if with_worker != thread.with_worker:
        verb = "social worker let into a thread" if with_worker else "social worker taken out of a thread"
        record(verb, by=by, person=thread.person, about=thread, at=at)
        thread.worker_from = thread.last_number + 1 if with_worker else thread.worker_from
    thread.title, thread.with_worker = title, with_worker
    thread.save(update_fields=["title", "with_worker", "worker_from"])
    hint_on_commit(thread)
    return thread


@transaction.atomic
def leave_thread(*, thread: Thread, by: User, at: datetime) -> None:
    """Somebody of the circle leaves: they read nothing more, and are told of nothing more. Raises Denied."""
    thread = hold(thread)
    check_can_leave(by, thread, at)
    for place in ThreadMember.objects.of(by, at=at).filter(thread=thread):
        _end(place, by=by, at=at)
    hint_on_commit(thread)


@transaction.atomic
def helper_thread_of(match: Match, *, at: datetime) -> Thread:
    """The thread of a person and who helps them, for as long as this match holds; begun now if there is none yet.

    Called by the services of a match. What was written stays with the person when the match has ended.
    """
    match.person.hold()
    place: ThreadMember | None = ThreadMember.objects.select_related("thread").filter(match=match).first()
    if place:
        return place.thread
    thread: Thread = Thread.objects.create(
        person=match.person, kind=ThreadKind.HELPER, with_worker=False, started_at=at
    )
    ThreadMember.objects.create(thread=thread, match=match, starts_at=at)
    record("thread started", by=match.person, person=match.person, about=thread, at=at, members=[])
    return thread


def hold(thread: Thread) -> Thread:
    """The thread as it is now, and one change of it at a time until this transaction ends."""
    held: Thread = (
        Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=thread.pk)
    )
    return held


def _let_in(thread: Thread, membership: CircleMembership, *, by: User, at: datetime) -> None:
    ThreadMember.objects.create(thread=thread, membership=membership, from_number=thread.last_number + 1, starts_at=at)
    record("member let into a thread", by=by, person=thread.person, about=thread, at=at, membership=membership.pk)


def _end(place: ThreadMember, *, by: User, at: datetime) -> None:
    """From this moment on; a place that began in this very moment was never there."""
    thread, supporter = place.thread, place.user
    if place.starts_at >= at:
        place.delete()
    else:
        place.ends_at = at
        place.save(update_fields=["ends_at"])
    if supporter is not None:
        notices.mark_read(user=supporter, path=thread.get_absolute_url(), at=at)
    verb = "thread left" if supporter is not None and supporter.pk == by.pk else "member taken out of a thread"
    record(verb, by=by, person=thread.person, about=thread, at=at, membership=place.membership_id)
