"""Telling people that there is something for them."""

from datetime import datetime
from typing import TYPE_CHECKING

from portal.notifications.enums import Kind
from portal.notifications.models import Notice, NoticeSettings
from portal.notifications.tasks import send_notice_email
from portal.notifications.ways import way_of

if TYPE_CHECKING:
    from portal.accounts.models import User


def notify(*, user: "User", kind: Kind, path: str, at: datetime) -> Notice:
    """Put a notice into somebody's portal and one into their mailbox, in the transaction of the change.

    What they chose about emails holds for the mailbox alone: the portal keeps every notice. A second unread notice of
    one kind about the same page is not sent again: one reminder is enough.
    """
    waiting = Notice.objects.filter(user=user, kind=kind, path=path, read_at=None).first()
    if waiting:
        return waiting
    way = way_of(kind, chosen=NoticeSettings.objects.filter(user=user).first(), role=user.role, at=at)
    notice = Notice.objects.create(user=user, kind=kind, path=path, created_at=at, email_at=way.held_until)
    if way.now:
        send_notice_email.enqueue(user.pk, str(kind), path)
    return notice


def mark_read(*, user: "User", path: str, at: datetime) -> None:
    """What somebody has opened waits no longer."""
    Notice.objects.filter(user=user, path=path, read_at=None).update(read_at=at)


def withdraw(*, below: str, user: "User | None" = None) -> None:
    """Take back every unread notice about what is at this address or below it: it is not there any more; with `user`,
    not for them."""
    theirs = {} if user is None else {"user": user}
    Notice.objects.filter(path__startswith=below, read_at=None, **theirs).delete()


def waiting_since(*, user: "User", path: str) -> datetime | None:
    """When the oldest unread notice about this page was written, or None."""
    waiting = Notice.objects.filter(user=user, path=path, read_at=None)
    return waiting.order_by("created_at").values_list("created_at", flat=True).first()


def mark_all_read(*, user: "User", at: datetime) -> None:
    """Nothing of somebody's notices waits any longer."""
    Notice.objects.filter(user=user, read_at=None).update(read_at=at)
