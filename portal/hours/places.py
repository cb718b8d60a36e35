"""Where higher slices hear that somebody's times have changed: they register, and we ask them by name."""

from collections.abc import Callable, Collection
from datetime import datetime

from wagtail import hooks

from portal.accounts.models import User

Changed = Callable[[Collection[User], datetime], None]


def tell_of_changed_times(workers: Collection[User], *, at: datetime) -> None:
    """Tell every higher slice (`register_times_changed`) that these workers answer at other times than before:
    their team's hours changed, or their leave, or who stands in. Inside the transaction of the change."""
    listeners: list[Changed] = hooks.get_hooks("register_times_changed")
    for listener in listeners:
        listener(workers, at)
