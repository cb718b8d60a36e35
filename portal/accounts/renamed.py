"""Where higher slices hear that an account has another name: they register, and we ask them by name."""

from collections.abc import Callable
from datetime import datetime

from wagtail import hooks

from portal.accounts.models import User


def tell_of_changed_name(user: User, *, at: datetime) -> None:
    """Tell every higher slice (`register_name_changed`) that somebody's full name is another one. Inside the
    transaction of the change."""
    listeners: list[Callable[[User, datetime], None]] = hooks.get_hooks("register_name_changed")
    for listener in listeners:
        listener(user, at)
