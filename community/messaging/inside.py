"""Who is in a thread now, and what it is called: for whoever reads it, in words."""

import hashlib
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
    # In one that is not kept yet nobody has a place.
    members = list(ThreadMember.objects.active(at=at).filter(thread=thread).for_pages()) if thread.pk else []
    if not thread.with_worker:
        return Inside(thread, members, helped=None if members else helped_in([thread]).get(thread.pk))
    allocations = Allocation.objects.active(at=at).filter(person=thread.person_id)
    allocation = allocations.select_related("worker__team__hours").first()
    if allocation is None:
        return Inside(thread, members)
    covers = list(Cover.objects.filter(worker=allocation.worker, ends_at__gt=at).select_related("cover"))
    # One colleague may stand in for several periods, and is named once.
    now = list(dict.fromkeys(cover.cover for cover in covers if cover.starts_at <= at))
    later = [user for user in dict.fromkeys(c.cover for c in covers if c.starts_at > at) if user not in now]
    return Inside(thread, members, allocation.worker, allocation.starts_at, now, later)


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
