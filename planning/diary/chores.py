"""What diaries have done every minute."""

from datetime import datetime

from wagtail import hooks

from planning.diary.services import write_down_what_is_due


@hooks.register("register_chore")
def write_down_what_comes_again(at: datetime) -> None:
    """Each time once, also after days without this chore."""
    write_down_what_is_due(at=at)
