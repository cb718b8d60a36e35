"""Who is in a thread now, and what it is called: for whoever reads it, in words."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.messaging.enums import ThreadKind
from community.messaging.models import Thread, ThreadMember
from portal.accounts.models import User
from portal.components.lists import in_a_row
from portal.relationships.models import Allocation, Cover


@dataclass(frozen=True)
class Inside:
    """Everybody in one thread now.

    worker, since: the named social worker, where they are in it, and since when they are that; standing_in: who acts
    for them now; to_come: who will; members: of the person's circle, or who
    helps them; helped: who did, where nobody does any more.
    """

    thread: Thread
    members: Sequence[ThreadMember]
    worker: User | None = None
    since: datetime | None = None
    standing_in: Sequence[User] = ()
    to_come: Sequence[User] = ()
    helped: User | None = None

    @property
    def workers(self) -> list[User]:
        """The named social worker and whoever acts for them now."""
        return [*([self.worker] if self.worker else []), *self.standing_in]

    def others(self, reader: User) -> list[User]:
        """Everybody but the reader, the person first."""
        everybody = [self.thread.person, *(member.user for member in self.members), *self.workers]
        return [user for user in dict.fromkeys(everybody) if user is not None and user.pk != reader.pk]

    def title(self, reader: User) -> str:
        """What the thread is called for this reader."""
        # Who stands in changes who sees it, not whose conversation it is.
        others = [user for user in self.others(reader) if user not in self.standing_in]
        others += [self.helped] if self.helped else []
        return title_of(self.thread, reader, [user.known_as for user in others])

    def who_sees(self, reader: User) -> str:
        """Who can see it now, as a sentence."""
        names = [user.known_as for user in self.others(reader)]
        if not names:
            return "Only you can see this now."
        seen = f"You{', ' if len(names) > 1 else ' and '}{in_a_row(names)} can see this."
        away = self._while_away(self.worker, reader) if self.worker else ""
        return f"{seen} {away}".strip()

    def key(self, reader: User) -> str:
        """Tells one state of this from another: what a page said of who sees it, and whom it meant by that."""
        meant = [self.who_sees(reader), *sorted(str(user.uuid) for user in self.others(reader))]
        return hashlib.sha256(" ".join(meant).encode()).hexdigest()[:16]

    def who_else(self, reader: User) -> list[str]:
        """Who else can, and when, as sentences."""
        said = []
        is_person = reader.pk == self.thread.person_id
        if self.thread.with_worker and is_person:
            said.append(
                "If your social worker changes, the next one can read this too, and the one before cannot any more."
                if self.worker
                else "You have no social worker here now. When you have one, they can read this."
            )
        said.append("We tell others only if someone may be harmed, or the law says we must.")
        return said

    def _while_away(self, worker: User, reader: User) -> str:
        """Who can see it because they stand in for the named social worker."""
        name = worker.known_as
        if self.standing_in:
            names = [user.known_as for user in self.standing_in if user.pk != reader.pk]
            return f"{in_a_row(names)} {'stand' if len(names) > 1 else 'stands'} in for {name} now." if names else ""
        if self.to_come:
            return f"{in_a_row(user.known_as for user in self.to_come)} can when {name} is away."
        return f"Whoever stands in for {name} can when {name} is away." if reader.pk != worker.pk else ""


def inside_of(thread: Thread, *, at: datetime) -> Inside:
    """Everybody in a thread at one moment, in a constant number of queries."""
    return insides_of([thread], at=at)[0]


def insides_of(threads: Sequence[Thread], *, at: datetime) -> list[Inside]:
    """The same for each of these, in their order: as many queries for many as for one."""
    members = _members_of(threads, at)
    allocations = _allocations_of(threads, at)
    covers = _covers_of(allocations.values(), at)
    alone = [thread for thread in threads if not thread.with_worker and not members[thread.pk]]
    helped = helped_in(alone) if alone else {}
    found = []
    for thread in threads:
        allocation = allocations.get(thread.person_id) if thread.with_worker else None
        if allocation is None:
            found.append(Inside(thread, members[thread.pk], helped=helped.get(thread.pk)))
            continue
        theirs = covers[allocation.worker_id]
        # One colleague may stand in for several periods, and is named once.
        now = list(dict.fromkeys(cover.cover for cover in theirs if cover.starts_at <= at))
        later = [user for user in dict.fromkeys(c.cover for c in theirs if c.starts_at > at) if user not in now]
        found.append(Inside(thread, members[thread.pk], allocation.worker, allocation.starts_at, now, later))
    return found


def _members_of(threads: Iterable[Thread], at: datetime) -> dict[int | None, list[ThreadMember]]:
    """Who has a place in each. In one that is not kept yet nobody has."""
    kept = [thread.pk for thread in threads if thread.pk]
    found: dict[int | None, list[ThreadMember]] = defaultdict(list)
    for member in ThreadMember.objects.active(at=at).filter(thread__in=kept).for_pages() if kept else ():
        found[member.thread_id].append(member)
    return found


def _allocations_of(threads: Iterable[Thread], at: datetime) -> dict[int, Allocation]:
    """The named social worker of each person whose thread it is together with them."""
    people = {thread.person_id for thread in threads if thread.with_worker}
    if not people:
        return {}
    found = Allocation.objects.active(at=at).filter(person__in=people).select_related("worker__team__hours")
    return {allocation.person_id: allocation for allocation in found.order_by("-pk")}


def _covers_of(allocations: Iterable[Allocation], at: datetime) -> dict[int, list[Cover]]:
    """Who stands in for each of these workers, now or later."""
    workers = {allocation.worker_id for allocation in allocations}
    found: dict[int, list[Cover]] = defaultdict(list)
    for cover in Cover.objects.filter(worker__in=workers, ends_at__gt=at).select_related("cover") if workers else ():
        found[cover.worker_id].append(cover)
    return found


def helped_in(threads: Iterable[Thread]) -> dict[int, User]:
    """Who helped in each of these threads, by its id, also when they do not any more."""
    asked = [thread.pk for thread in threads if thread.kind == ThreadKind.HELPER]
    places = ThreadMember.objects.filter(thread__in=asked, match__isnull=False).for_pages() if asked else []
    return {place.thread_id: place.match.helper for place in places if place.match}


def title_of(thread: Thread, reader: User, others: Iterable[str]) -> str:
    """What a thread is called: its name, or who is in it; for staff, whose it is, so that nobody is mixed up."""
    if thread.kind == ThreadKind.WORKER:
        if reader.pk != thread.person_id:
            return thread.person.full_name
        return f"{in_a_row(others) or 'My social worker'} and me"
    if thread.kind == ThreadKind.HELPER and reader.pk != thread.person_id:
        return f"{thread.person.known_as} and me"
    if not reader.is_person:
        return f"{thread.title or 'Family'}: {thread.person.full_name}"
    return thread.title or f"{in_a_row(others) or 'Nobody else'} and me"
