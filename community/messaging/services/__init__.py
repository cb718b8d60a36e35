"""Verbs of threads and messages."""

from community.messaging.services.reading import open_thread, print_thread, read_up_to
from community.messaging.services.sending import Outgoing, edit_message, send_message
from community.messaging.services.threads import (
    arrange_thread,
    find_worker_thread,
    helper_thread_of,
    leave_thread,
    mark_read,
    start_thread,
    worker_thread_of,
)

__all__ = [
    "Outgoing",
    "arrange_thread",
    "edit_message",
    "find_worker_thread",
    "helper_thread_of",
    "leave_thread",
    "mark_read",
    "open_thread",
    "print_thread",
    "read_up_to",
    "send_message",
    "start_thread",
    "worker_thread_of",
]
