"""Verbs of threads and messages."""

from community.messaging.services.reading import open_thread, read_up_to
from community.messaging.services.sending import Outgoing, edit_message, send_message
from community.messaging.services.threads import mark_read, worker_thread_of

__all__ = [
    "Outgoing",
    "edit_message",
    "mark_read",
    "open_thread",
    "read_up_to",
    "send_message",
    "worker_thread_of",
]
