"""What happens when somebody opens a thread."""

from datetime import datetime, timedelta

from community.messaging.live import hint_on_commit
from community.messaging.models import Thread
from community.messaging.queries import opened_since
from community.messaging.services.threads import mark_read
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.services import mark_read as mark_notice_read

# Going from page to page of a thread within this time is one opening.
ONE_OPENING = timedelta(minutes=30)


def open_thread(*, thread: Thread, by: User, number: int, at: datetime) -> None:
    """Keep how far somebody has read, and that their notice about it waits no longer.

    number: of the last message that they have before them. That staff opened it is written down for the person to
    see, once an opening; what the person and those of their circle read is written down nowhere.
    """
    if not by.is_person and not opened_since(thread, by, at - ONE_OPENING):
        record("messages opened", by=by, person=thread.person, about=thread, at=at)
    read_up_to(thread=thread, by=by, number=number, at=at)


def read_up_to(*, thread: Thread, by: User, number: int, at: datetime) -> None:
    """The same for messages that came while the page was open: no opening of its own."""
    if number and mark_read(thread=thread, by=by, number=number, at=at) and by.is_social_worker:
        hint_on_commit(thread)
    mark_notice_read(user=by, path=thread.get_absolute_url(), at=at)


def print_thread(*, thread: Thread, by: User, at: datetime) -> None:
    """That staff took all of it away on paper is written down, each time."""
    if not by.is_person:
        record("messages printed", by=by, person=thread.person, about=thread, at=at)
