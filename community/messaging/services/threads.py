"""Verbs of whole threads."""

from datetime import datetime

from django.db import connection

from community.messaging.enums import ThreadKind
from community.messaging.models import ReadMark, Thread
from portal.accounts.models import User


def worker_thread_of(person: User, *, at: datetime) -> Thread:
    """The one thread of a person with their named social worker, begun now if there is none yet."""
    thread, _ = Thread.objects.get_or_create(
        person=person, kind=ThreadKind.WORKER, defaults={"with_worker": True, "started_at": at}
    )
    return thread


def mark_read(*, thread: Thread, by: User, number: int, at: datetime) -> None:
    """Keep how far somebody has read. It never goes back, whatever order two windows say it in."""
    table = ReadMark._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (thread_id, user_id, number, read_at) VALUES (%s, %s, %s, %s) '  # noqa: S608
            f"ON CONFLICT (thread_id, user_id) DO UPDATE SET number = EXCLUDED.number, read_at = EXCLUDED.read_at "
            f'WHERE "{table}".number < EXCLUDED.number',
            [thread.pk, by.pk, min(number, thread.last_number), at],
        )
