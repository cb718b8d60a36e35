"""What has to be done every minute without anybody asking: by one worker at a time, each chore for itself."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import connection
from wagtail import hooks

from portal.notifications.mailbox import send_digests, send_held
from portal.notifications.queue import forget_old_results, put_back

Chore = Callable[[datetime], object]

logger = logging.getLogger("imw.work")
# Any number that nothing else in this database locks.
LOCK = 7_236_154


def do_chores(*, at: datetime) -> bool:
    """Do every chore once. One that fails is logged and holds up no other.

    A slice adds its own with `hooks.register("register_chore")`: a function of the moment.
    Gives False when another worker is at it already.
    """
    with _alone() as alone:
        if alone:
            for chore in _chores():
                try:
                    chore(at)
                except Exception:
                    logger.exception("chore failed", extra={"task": chore.__name__})
    return alone


def _chores() -> list[Chore]:
    added: list[Chore] = hooks.get_hooks("register_chore")
    return [_put_back, _forget_old_results, _forget_ended_sessions, _send_held, _send_digests, *added]


def _put_back(at: datetime) -> None:
    put_back(at=at)


def _forget_old_results(at: datetime) -> None:
    forget_old_results(at=at)


def _send_held(at: datetime) -> None:
    send_held(at=at)


def _send_digests(at: datetime) -> None:
    send_digests(at=at)


def _forget_ended_sessions(at: datetime) -> None:
    """What somebody wrote without an account is in their session, and goes with it."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        alone = bool(cursor.fetchone()[0])
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
