"""Finding a thread and its messages: a stranger finds nothing."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.messaging.models import Message, Thread
from community.messaging.queries import is_in, reads_from
from portal.accounts.models import User


def find_thread(user: User, uuid: UUID, at: datetime) -> Thread:
    """The thread at this address, if this reader is in it now; else 404."""
    found: Thread = get_object_or_404(Thread.objects.for_pages(), uuid=uuid)
    if not is_in(found, user, at=at):
        raise Http404
    return found


def messages_of(thread: Thread, user: User, at: datetime) -> "QuerySet[Message]":
    """The messages of a thread that this reader, who is in it, may see, with all that a page shows of them."""
    begins = reads_from(thread, user, at=at)
    found: QuerySet[Message] = Message.objects.filter(thread=thread, number__gte=begins).for_pages()
    return found


def asked_number(text: str | None) -> int | None:
    """A number of a message that came with an address, as far as it is one."""
    typed = text or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
