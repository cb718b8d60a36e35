"""Who may write what in a thread. Each raises Denied with a sentence that a person can read."""

from datetime import datetime, timedelta

from community.messaging.models import Message, Thread
from community.messaging.places import ask_whether_to_write
from portal.access.decisions import Denied
from portal.accounts.models import User

EDITABLE_FOR = timedelta(minutes=15)

NOT_IN_IT = "You are not in this conversation any more."
NOT_YOURS = "Only who wrote a message can change it."
TOO_LATE = "A message can be changed for 15 minutes. Write a new one, and say what you meant."


class SentDifferently(Exception):  # noqa: N818 - what happened, not a fault of ours
    """The id of a message came once more with other words: both cannot be it."""


def check_can_write(user: User, thread: Thread, at: datetime) -> None:
    """Whoever is in the thread now, unless a higher slice has a reason against it. Raises Denied."""
    if not Thread.objects.visible_to(user, at=at).filter(pk=thread.pk).exists():
        raise Denied(NOT_IN_IT)
    ask_whether_to_write(user, thread, at)


def check_can_edit(user: User, message: Message, at: datetime) -> None:
    """Its author, within 15 minutes, and while they are in the thread. Raises Denied."""
    if message.author_id != user.pk:
        raise Denied(NOT_YOURS)
    check_can_write(user, message.thread, at)
    if at >= message.sent_at + EDITABLE_FOR:
        raise Denied(TOO_LATE)
