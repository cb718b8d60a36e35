"""What the clock has done every minute."""

from datetime import datetime

from wagtail import hooks

from planning.clock.models import Worse
from planning.clock.services import tell_managers_of_unread, tell_of_stuck


@hooks.register("register_chore")
def tell_of_what_takes_too_long(at: datetime) -> None:
    """Once a day it looks at everybody's clock."""
    tell_of_stuck(at=at)


@hooks.register("register_chore")
def tell_managers_that_nobody_has_read(at: datetime) -> None:
    """Whoever gets worse is heard: each in a transaction of its own."""
    due = Worse.objects.filter(read_at=None, told_managers_at=None, managers_at__lte=at)
    for worse_id in list(due.order_by("managers_at").values_list("pk", flat=True)):
        tell_managers_of_unread(worse_id=worse_id, at=at)
