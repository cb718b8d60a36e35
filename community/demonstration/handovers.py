"""Who comes after whom in the demonstration: Gwen is told that Ben comes, and Ben, who is new, has a buddy."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from community.handover.models import Handover
from community.handover.services import name_next_worker
from community.team.models import Buddy
from community.team.services import name_buddy
from portal.accounts.models import User

REASON = "Ben works near the hospital and can come by more often. Sunita stays in the team."
COMES_IN = timedelta(days=9)
BUDDY_FOR = timedelta(days=40)


def seed_handovers(users: Mapping[str, User], *, at: datetime) -> None:
    """One change under way, calm and far enough ahead; a buddy. Nothing is under way for anybody else."""
    today = timezone.localdate(at)
    if not Handover.objects.filter(person=users["gwen"]).exists():
        name_next_worker(
            person=users["gwen"],
            worker=users["ben"],
            day=today + COMES_IN,
            reason=REASON,
            by=users["morag"],
            at=at - timedelta(hours=3),
        )
    if not Buddy.objects.filter(worker=users["ben"]).exists():
        name_buddy(
            worker=users["ben"],
            buddy=users["sunita"],
            last_day=today + BUDDY_FOR,
            by=users["morag"],
            at=at - timedelta(days=12),
        )
