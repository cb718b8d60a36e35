"""Ruth, who cares for Alan and is worn out, is asked how she is."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from community.wellbeing.models import Asking
from community.wellbeing.services import PAGE
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice


def seed_carers(users: Mapping[str, User], *, at: datetime) -> None:
    """Asked once, an hour ago; what she does about it stays done."""
    ruth = users["ruth"]
    if not Asking.objects.visible_to(ruth).exists():
        asked_at = at - timedelta(hours=1)
        Asking.objects.create(user=ruth, asked_at=asked_at)
        Notice.objects.create(user=ruth, kind=Kind.HOW_ARE_YOU, path=PAGE, created_at=asked_at)
