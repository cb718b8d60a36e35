"""What is due every minute: people hear a week before that their social worker is going to be away."""

from datetime import datetime

from wagtail import hooks

from portal.away.services import tell_people
from portal.hours.models import Leave
from portal.relationships.responsible import TOLD_AHEAD


@hooks.register("register_chore")
def tell_of_leave(at: datetime) -> None:
    """Each time away once. Those that are over tell nobody anything any more."""
    for leave in Leave.objects.not_over(at=at).filter(told_at=None, starts_at__lte=at + TOLD_AHEAD):
        tell_people(leave=leave, at=at)
