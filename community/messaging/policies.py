"""Who may write what in a thread. Each raises Denied with a sentence that a person can read."""

from collections.abc import Collection
from datetime import datetime, timedelta

from community.messaging.enums import ThreadKind
from community.messaging.models import Message, Thread, ThreadMember
from community.messaging.places import ask_whether_to_write
from community.messaging.queries import is_in
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.relationships.models import CircleMembership

EDITABLE_FOR = timedelta(minutes=15)

NOT_IN_IT = "You are not in this conversation any more."
NOT_YOURS = "Only who wrote a message can change it."
TOO_LATE = "A message can be changed for 15 minutes. Write a new one, and say what you meant."

NOT_THEIRS = "Only the person whose conversation this is can change who is in it."
NOT_IN_CIRCLE = "You can only add people who are in your circle."
ALONE = "Choose at least one person of your circle, or your social worker."
STAYS_IN = "Your social worker stays in this conversation. For your family, start another one."
ENDS_WITH_HELP = "This conversation is between the two of you. It ends when the help ends."
HOST = "This is your own conversation, so you cannot leave it. You can take others out."
IN_BY_WORK = "You are here as a social worker. Only the person can take you out."


class SentDifferently(Exception):  # noqa: N818 - what happened, not a fault of ours
    """The id of a message came once more with other words: both cannot be it."""


class SeenByOthers(Exception):  # noqa: N818 - what happened, not a fault of ours
    """Who can see a thread has changed since the page was opened from which something is sent."""


def check_can_write(user: User, thread: Thread, at: datetime) -> None:
    """Whoever is in the thread now, unless a higher slice has a reason against it. Raises Denied."""
    if not is_in(thread, user, at=at):
        raise Denied(NOT_IN_IT)
    ask_whether_to_write(user, thread, at)


def check_can_edit(user: User, message: Message, at: datetime) -> None:
    """Its author, within 15 minutes, and while they are in the thread. Raises Denied."""
    if message.author_id != user.pk:
        raise Denied(NOT_YOURS)
    check_can_write(user, message.thread, at)
    if at >= message.sent_at + EDITABLE_FOR:
        raise Denied(TOO_LATE)


def check_can_start(user: User, places: Collection[CircleMembership], *, with_worker: bool, at: datetime) -> None:
    """A person, with people of their own circle, their social worker, or both. Raises Denied."""
    if not user.is_person:
        raise Denied(NOT_THEIRS)
    if not places and not with_worker:
        raise Denied(ALONE)
    check_in_circle(user, places, at=at)


def check_in_circle(person: User, places: Collection[CircleMembership], *, at: datetime) -> None:
    """Only who is in the person's circle now. Raises Denied."""
    known = CircleMembership.objects.active(at=at).filter(person=person, pk__in=[place.pk for place in places])
    if known.count() != len(places):
        raise Denied(NOT_IN_CIRCLE)


def check_can_arrange(user: User, thread: Thread) -> None:
    """Who is in a thread, and what it is called, is the person's business alone; the one with the named social
    worker, and the one with who helps them, is between the two of them. Raises Denied."""
    if thread.person_id != user.pk:
        raise Denied(NOT_THEIRS)
    if thread.kind == ThreadKind.WORKER:
        raise Denied(STAYS_IN)
    if thread.kind == ThreadKind.HELPER:
        raise Denied(ENDS_WITH_HELP)


def check_can_leave(user: User, thread: Thread, at: datetime) -> None:
    """Those of their circle whom the person added. Raises Denied."""
    if thread.person_id == user.pk:
        raise Denied(HOST)
    if thread.kind == ThreadKind.HELPER:
        raise Denied(ENDS_WITH_HELP)
    if not ThreadMember.objects.of(user, at=at).filter(thread=thread).exists():
        raise Denied(IN_BY_WORK)
