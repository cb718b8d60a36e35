"""Where higher slices hear that something was sent to be agreed: they register, and we ask them by name."""

from collections.abc import Callable
from datetime import datetime

from wagtail import hooks

from planning.documents.models import Version

Sent = Callable[[Version, datetime], None]


def tell_it_was_sent(version: Version, at: datetime) -> None:
    """Inside the transaction that sends a version, with its document held (`register_version_sent`)."""
    functions: list[Sent] = hooks.get_hooks("register_version_sent")
    for function in functions:
        function(version, at)
