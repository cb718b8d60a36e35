"""Whether open pages may stay open: for all of them at once, in a constant number of queries.

Pages ask through `visible_to`, one reader at a time. A socket process asks for hundreds of readers every few
seconds; a test holds both to the same answers.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Max
from django.db.models.functions import Coalesce

from community.messaging.models import ReadMark, Thread, ThreadMember
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.sessions import signed_in_by
from portal.relationships.queries import acting_pairs

T = TypeVar("T")

# A question that takes longer than this is given up, and asked again.
PATIENCE = "4s"
# One thread with one connection, which it keeps between two questions. (`database_sync_to_async` opens one for
# each; a thousand pages whose server was started anew would come as a thousand connections.)
_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="gate")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an open page shows at the gate: its session, and the thread it is about, once it has named one."""

    session: str
    thread: UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gate says to it.

    user: None where the session ended. thread: None where this user is not in it, or there is none.
    read: how far staff have read; 0 for anybody but the thread's person, whom alone it is shown to.
    """

    user: User | None = None
    thread: Thread | None = None
    read: int = 0

    @property
    def as_person(self) -> bool:
        """Whether the thread is this reader's own."""
        return bool(self.user and self.thread and self.thread.person_id == self.user.pk)

    @property
    def as_worker(self) -> bool:
        """Whether this reader is in it because of their work."""
        return bool(self.thread and self.user and self.user.is_social_worker and not self.as_person)


def look(tickets: Sequence[Ticket], at: datetime) -> list[Standing]:
    """The standing of each ticket, in their order."""
    users = signed_in_by([ticket.session for ticket in tickets], at=at)
    threads = {
        thread.uuid: thread for thread in Thread.objects.filter(uuid__in={t.thread for t in tickets if t.thread})
    }
    pairs = {
        (users[ticket.session], threads[ticket.thread])
        for ticket in tickets
        if ticket.session in users and ticket.thread in threads
    }
    inside = _inside(pairs, at)
    owners = {user.pk for user, _ in pairs}
    read = _read_by_staff([thread for thread in threads.values() if thread.person_id in owners])
    found = []
    for ticket in tickets:
        user = users.get(ticket.session)
        thread = threads.get(ticket.thread) if ticket.thread else None
        if user and thread and (user.pk, thread.pk) in inside:
            # What was sent between two of these queries is told of at the next look, as a whole.
            own = min(read.get(thread.pk, 0), thread.last_number) if thread.person_id == user.pk else 0
            found.append(Standing(user, thread, own))
        else:
            found.append(Standing(user))
    return found


def _inside(pairs: Collection[tuple[User, Thread]], at: datetime) -> set[tuple[int, int]]:
    """Who is in which thread now, by their ids: what `Thread.objects.visible_to` says of one reader, of many."""
    inside = {(user.pk, thread.pk) for user, thread in pairs if thread.person_id == user.pk}
    if others := [(user, thread) for user, thread in pairs if thread.person_id != user.pk]:
        places = ThreadMember.objects.active(at=at).filter(thread__in={thread.pk for _, thread in others})
        held = places.values_list(Coalesce("membership__supporter", "match__helper"), "thread")
        asked = {(user.pk, thread.pk) for user, thread in others}
        inside |= asked.intersection(held)
    at_work = [(user, thread) for user, thread in others if user.role == Role.SOCIAL_WORKER and thread.with_worker]
    if at_work:
        acting = acting_pairs({user.pk for user, _ in at_work}, {thread.person_id for _, thread in at_work}, at=at)
        inside |= {(user.pk, thread.pk) for user, thread in at_work if (user.pk, thread.person_id) in acting}
    return inside


def _read_by_staff(threads: Collection[Thread]) -> dict[int, int]:
    if not threads:
        return {}
    marks = ReadMark.objects.filter(thread__in=threads, user__role=Role.SOCIAL_WORKER)
    return dict(marks.values("thread").annotate(furthest=Max("number")).values_list("thread", "furthest"))


async def ask(question: Callable[..., T], *what: object) -> T:
    """Put a question to the database from a socket. Raises what Django raises where it cannot be reached."""
    return await sync_to_async(_steadily, thread_sensitive=False, executor=_THREAD)(question, *what)


async def go_home() -> None:
    """Give the connection back: nobody is here any more."""
    # Each thread has a connection of its own, so it is looked up where it is closed.
    await sync_to_async(lambda: connection.close(), thread_sensitive=False, executor=_THREAD)()  # noqa: PLW0108


def _steadily(question: Callable[..., T], *what: object) -> T:
    """Once more on a new connection where the one that was kept is gone: the server may have been started anew."""
    try:
        return _connected(question, *what)
    except (OperationalError, InterfaceError):
        connection.close()
        return _connected(question, *what)


def _connected(question: Callable[..., T], *what: object) -> T:
    if connection.connection is None:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout TO %s", [PATIENCE])
    try:
        return question(*what)
    except (OperationalError, InterfaceError):
        connection.close()
        raise
