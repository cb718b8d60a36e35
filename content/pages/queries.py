"""Which pages a reader may find."""

import time
import uuid
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from wagtail.models import Page

ROOT_DEPTH = 1
# Shorter than the way from a click to a page: nobody who publishes can be ahead of it.
SAME_MOMENT_SECONDS = 0.02


def public_pages() -> Any:
    """Pages that are live and open to everybody; never a draft, never a page behind a restriction."""
    return Page.objects.live().public().filter(depth__gt=ROOT_DEPTH)


def public_children(page: Page, model: type[Page]) -> Any:
    """The live pages of one kind below a page, in the editors' order."""
    return model.objects.child_of(page).live().public().order_by("path")


def related_pages(chosen: list[int]) -> list[Page]:
    """The chosen pages that a reader can open, in the order in which the editor chose them."""
    found = {page.pk: page for page in public_pages().filter(pk__in=chosen)} if chosen else {}
    return [found[pk] for pk in chosen if pk in found]


def search_pages(words: str) -> Any:
    """Public pages in which all of these words occur, the best first."""
    return public_pages().specific().search(words, operator="and")


def public_generation() -> uuid.UUID | None:
    """The mark of what public pages show now; None before anything was ever shown."""
    return _read_generation() if connection.in_atomic_block else _latest.mark()


def forget_public_generation() -> None:
    """The mark has changed in this process: whoever asks next looks anew, whatever the clock says."""
    _latest.forget()


class _Latest:
    """The mark as it was last read. Where many read at once, one look serves those of the same moment."""

    def __init__(self) -> None:
        self._look: tuple[uuid.UUID | None, float] | None = None
        self._changes = 0

    def mark(self) -> uuid.UUID | None:
        """Read no longer ago than SAME_MOMENT_SECONDS."""
        look, now, changes = self._look, time.monotonic(), self._changes
        if look and now < look[1]:
            return look[0]
        mark = _asked_generation()
        # What changed while we asked may not be in the answer.
        self._look = (mark, now + SAME_MOMENT_SECONDS) if changes == self._changes else None
        return mark

    def forget(self) -> None:
        """Look anew."""
        self._changes += 1
        self._look = None


_latest = _Latest()


def _asked_generation() -> uuid.UUID | None:
    """Asked for many times a second, so without building a model or a queryset, and without asking first
    whether a kept connection still lives: this question finds out, and is asked again on a new one."""
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _read_generation()
    except (InterfaceError, OperationalError):
        connection.close()
        return _read_generation()


def _read_generation() -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT generation FROM content_publicstate WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else None
