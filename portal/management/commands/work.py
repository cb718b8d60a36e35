"""`manage.py work`: the background worker, and what picks up after one that was killed."""

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from portal.notifications.queue import put_back

logger = logging.getLogger("imw.work")
SECONDS_BETWEEN_SWEEPS = 60


class Command(BaseCommand):
    """Runs queued work; every minute, work that a killed worker left behind goes back into the queue."""

    help = "Run queued work, and pick up what a killed worker left behind."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        sweeper = threading.Thread(target=_sweep, args=(stop,), daemon=True)
        sweeper.start()
        try:
            call_command("db_worker", interval=1, reload=False)
        finally:
            stop.set()


def _sweep(stop: threading.Event) -> None:
    while True:
        close_old_connections()
        try:
            put_back(at=timezone.now())
        except Exception:
            logger.exception("sweep failed")
        if stop.wait(SECONDS_BETWEEN_SWEEPS):
            return
