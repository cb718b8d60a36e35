"""The threads of one reader as a list: a constant number of queries, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.messaging.enums import ThreadKind
from community.messaging.inside import helped_in, title_of
from community.messaging.models import Message, Thread, ThreadMember
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker, people_of

# How much of the last message a list shows.
EXCERPT = 90


@dataclass(frozen=True)
class Row:
    """One thread. faces: whose picture stands beside it; last: the newest message that this reader may see;
    excerpt: the beginning of its words; waits_since: for staff, since when an answer is waited for."""

    thread: Any
    title: str
    url: str
    unread: int
    face: User | None = None
    with_whom: str = ""
    last: Any = None
    author: str = ""
    excerpt: str = ""
    waits_since: datetime | None = None


def rows_for(user: User, *, at: datetime) -> list[Row]:
    """For a person, the one with their social worker first; else what was written in last.

    For staff, what is not read yet first, in it and after it what has waited longest for an answer.
    """
    threads = Thread.objects.visible_to(user, at=at).for_pages().with_unread(user, at=at)
    if user.is_social_worker:
        threads = threads.with_waiting()
    # Social workers meet what was written; for a person, and who helps them, it is there before the first word.
    found: list[Any] = list(threads.filter(last_number__gt=0) if user.is_social_worker else threads)
    last = _last_messages(found, user, at)
    names = _names(found, user, at)
    gone = helped_in([thread for thread in found if not names.get(thread.pk)])
    rows = [_row(thread, user, names.get(thread.pk, []), last.get(thread.pk), gone.get(thread.pk)) for thread in found]
    return sorted(rows, key=_of_staff if user.is_social_worker else _of_a_person)


def unwritten(user: User, rows: Iterable[Row], *, at: datetime) -> list[User]:
    """The people of a social worker with whom nobody has begun to write yet."""
    if not user.is_social_worker:
        return []
    begun = [row.thread.person_id for row in rows if row.thread.kind == ThreadKind.WORKER and row.last]
    return list(people_of(user, at=at).exclude(pk__in=begun).order_by("full_name"))


def _row(thread: Any, user: User, others: list[User], last: Any, gone: User | None) -> Row:
    """gone: who helped, where nobody does any more: named still, without a face."""
    mine = thread.person_id == user.pk
    excerpt = " ".join(last.words.split()) if last and not user.is_social_worker else ""
    return Row(
        thread=thread,
        title=title_of(thread, user, [other.known_as for other in (others or ([gone] if gone else []))]),
        url=thread.get_absolute_url(),
        unread=thread.unread,
        face=(others[0] if others else None) if mine else thread.person,
        with_whom="" if mine or user.is_social_worker else thread.person.known_as,
        last=last,
        author="" if last is None else "You" if last.author_id == user.pk else last.author.known_as,
        excerpt=excerpt if len(excerpt) <= EXCERPT else f"{excerpt[:EXCERPT].rstrip()}…",
        waits_since=getattr(thread, "waits_since", None),
    )


def _last_messages(threads: list[Any], user: User, at: datetime) -> dict[int, Any]:
    newest = Message.objects.visible_to(user, at=at).filter(thread__in=threads).newest().select_related("author")
    return {message.thread_id: message for message in newest}


def _names(threads: list[Any], user: User, at: datetime) -> dict[int, list[User]]:
    """Who else is in each thread; for staff nobody is looked up, whose thread it is says enough."""
    if user.is_social_worker:
        return {}
    found: dict[int, list[User]] = {
        thread.pk: [thread.person] if thread.person_id != user.pk else [] for thread in threads
    }
    for place in ThreadMember.objects.active(at=at).filter(thread__in=found).for_pages():
        if place.user and place.user.pk != user.pk:
            found[place.thread_id].append(place.user)
    mine = [thread.pk for thread in threads if thread.person_id == user.pk and thread.with_worker]
    named = named_social_worker(user, at=at) if mine else None
    for pk in mine:
        found[pk] += [named] if named else []
    return found


def _of_a_person(row: Row) -> tuple[bool, float]:
    first = row.thread.kind == ThreadKind.WORKER and not row.with_whom
    return (not first, -(row.last.sent_at.timestamp() if row.last else row.thread.started_at.timestamp()))


def _of_staff(row: Row) -> tuple[bool, bool, float, str]:
    waits = row.waits_since.timestamp() if row.waits_since else 0
    return (not row.unread, not row.waits_since, waits, row.thread.person.full_name)
