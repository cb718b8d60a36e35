"""Telling those in a thread that there is something new for them."""

from datetime import datetime

from community.messaging.enums import ThreadKind
from community.messaging.models import Message, Thread, ThreadMember
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.queries import named_social_worker


def tell_the_others(message: Message, *, at: datetime) -> None:
    """A notice for everybody in the thread but its author, in the transaction that keeps the message."""
    for user in those_to_tell(message.thread, at=at):
        if user.pk != message.author_id:
            notify(user=user, kind=Kind.MESSAGE, path=message.thread.get_absolute_url(), at=at)


def those_to_tell(thread: Thread, *, at: datetime) -> list[User]:
    """The person, who helps them or those of their circle who are in it, and the named social worker: who stands in
    for them sees it in their list, and is told when an answer is late."""
    # The one between the two of them has no other places.
    is_shared = thread.kind != ThreadKind.WORKER
    places = ThreadMember.objects.active(at=at).filter(thread=thread).for_pages() if is_shared else []
    worker = named_social_worker(thread.person, at=at) if thread.with_worker else None
    return [thread.person, *(place.user for place in places if place.user), *([worker] if worker else [])]
