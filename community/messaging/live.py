"""Hints to open pages that something is new. The database holds the truth; a hint that is lost costs seconds."""

import logging
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from community.messaging.models import Thread

logger = logging.getLogger("imw.live")


def group_of(thread: UUID) -> str:
    """The group of the channel layer in which hints about one thread travel."""
    return f"thread.{thread.hex}"


def hint_on_commit(thread: Thread) -> None:
    """Once this transaction is kept, tell the open pages of a thread which revision it has now."""
    uuid, revision = thread.uuid, thread.revision
    transaction.on_commit(lambda: _hint(uuid, revision), robust=True)


def _hint(thread: UUID, revision: int) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(group_of(thread), {"type": "thread.news", "revision": revision})
    except OSError:
        # Without the layer the message is kept all the same; readers find it when their page asks next.
        logger.warning("hint not sent", extra={"thread": str(thread)})
