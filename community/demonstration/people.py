"""What Sunita keeps for herself about her people."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from community.caseload.models import OwnNote
from portal.accounts.models import User

NOTES = (
    ("sunita", "maureen", "Best after two, when her hands are warm. Likes to be rung first."),
    ("sunita", "desmond", "Claire visits on the first weekend of the month: plan visits around it."),
)


def seed_notes(users: Mapping[str, User], *, at: datetime) -> None:
    """Notes for oneself, where there are none yet."""
    for worker, person, words in NOTES:
        OwnNote.objects.get_or_create(
            worker=users[worker],
            person=users[person],
            defaults={"words": words, "changed_at": at - timedelta(days=3)},
        )
