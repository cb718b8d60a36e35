"""Which way a notice goes to a mailbox: now, when quiet hours end, or not at all. Pure, but for what was chosen."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from portal.notifications.enums import Kind
from portal.notifications.groups import ALWAYS, AT_ONCE, WORKERS, switched_off
from portal.notifications.timing import quiet_until

if TYPE_CHECKING:
    from portal.notifications.models import NoticeSettings


@dataclass(frozen=True)
class Way:
    """now: by email at once; held_until: by email then; neither: in the portal only, or with the digest."""

    now: bool = False
    held_until: datetime | None = None


def way_of(kind: Kind, *, chosen: "NoticeSettings | None", role: str, at: datetime) -> Way:
    """The way of one notice to somebody who chose this.

    What always comes has an email of its own also where there is a digest. Those who help in a crisis hear of it at
    any hour, and so does whoever looks after worries; everybody else's quiet hours hold for everything: their phone may
    lie beside somebody else's bed.
    """
    if chosen is None:
        return Way(now=True)
    if switched_off(kind, chosen.off) or (chosen.digest_at is not None and kind not in ALWAYS):
        return Way()
    if kind == Kind.WORRY or (kind in AT_ONCE and role in WORKERS):
        return Way(now=True)
    until = quiet_until(at, begins=chosen.quiet_from, ends=chosen.quiet_until)
    return Way(held_until=until) if until else Way(now=True)
