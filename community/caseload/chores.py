"""What lists of people have done every minute."""

from datetime import datetime

from wagtail import hooks

from community.caseload.services import forget_notes


@hooks.register("register_chore")
def forget_notes_left_behind(at: datetime) -> None:
    """Who is not somebody's worker any more keeps no notes about them."""
    forget_notes(at=at)
