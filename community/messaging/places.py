"""Where higher slices take part in a thread: they register, and we ask them by name."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest
from wagtail import hooks

from community.messaging.models import Message, Thread
from portal.accounts.models import User
from portal.shell.panels import Panel

WritingCheck = Callable[[User, Thread, datetime], None]
Sent = Callable[[Message, datetime], None]
ThreadPanels = Callable[[HttpRequest, Thread], list[Panel]]
MessagePanels = Callable[[HttpRequest, Thread, Sequence[Message]], Mapping[int, list[Panel]]]


def ask_whether_to_write(user: User, thread: Thread, at: datetime) -> None:
    """Ask every higher slice (`register_writing_check`) whether this user may write here now. Raises Denied."""
    checks: list[WritingCheck] = hooks.get_hooks("register_writing_check")
    for check in checks:
        check(user, thread, at)


def tell_of_sent(message: Message, at: datetime) -> None:
    """Tell every higher slice (`register_message_sent`) of a new message, inside the transaction that keeps it."""
    listeners: list[Sent] = hooks.get_hooks("register_message_sent")
    for listener in listeners:
        listener(message, at)


def thread_panels(request: HttpRequest, thread: Thread) -> list[Panel]:
    """What stands above the messages of a thread (`register_thread_panel`), in order."""
    functions: list[ThreadPanels] = hooks.get_hooks("register_thread_panel")
    return sorted((p for function in functions for p in function(request, thread)), key=lambda p: p.order)


def message_panels(request: HttpRequest, thread: Thread, messages: Sequence[Message]) -> dict[int, list[Panel]]:
    """What stands below each message (`register_message_panels`), by its number, in order. Asked once for a page."""
    functions: list[MessagePanels] = hooks.get_hooks("register_message_panels")
    found: dict[int, list[Panel]] = {}
    for function in functions:
        for number, panels in function(request, thread, messages).items():
            found.setdefault(number, []).extend(panels)
    return {number: sorted(panels, key=lambda p: p.order) for number, panels in found.items()}
