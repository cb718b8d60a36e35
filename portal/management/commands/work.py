"""`manage.py work`: the background worker, and what has to be done every minute."""

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from portal.notifications.chores import do_chores

logger = logging.getLogger("imw.work")
A_MINUTE = 60
# Seconds until a database that was away is asked again.
SOON = 1


class Command(BaseCommand):
    """Runs queued work; every minute it also does the chores (see portal.notifications.chores)."""

    help = "Run queued work, and do the chores of every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        chores = threading.Thread(target=_every_minute, args=(stop,), daemon=True)
        chores.start()
        try:
            while not _worked():
                stop.wait(SOON)
        finally:
            stop.set()


def _worked() -> bool:
    """Work until asked to stop (True), or until the database went away (False).

    What was being done then stays marked as running, and is put back by a chore.
    """
    try:
        call_command("db_worker", interval=1, reload=False)
    except (OperationalError, InterfaceError):
        logger.warning("the database does not answer: trying again")
        close_old_connections()
        return False
    return True


def _every_minute(stop: threading.Event) -> None:
    while True:
        close_old_connections()
        try:
            do_chores(at=timezone.now())
        except Exception:
            logger.exception("chores failed")
        if stop.wait(A_MINUTE):
            return
