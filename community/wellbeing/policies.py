"""Who may say how they are. Each raises Denied with a sentence to read."""

from datetime import datetime

from community.wellbeing.models import Asking
from community.wellbeing.queries import helps_somebody
from portal.access.decisions import Denied
from portal.accounts.models import User

FOR_HELPERS = "This page is for those who help somebody here."


def check_has_a_page(user: User, *, at: datetime) -> None:
    """Whoever helps somebody now, and whoever was asked before: what they said stays theirs. Raises Denied."""
    if not helps_somebody(user, at=at) and not Asking.objects.visible_to(user).exists():
        raise Denied(FOR_HELPERS)
