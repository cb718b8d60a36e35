"""What copies of documents have done every minute."""

from datetime import datetime

from wagtail import hooks

from planning.exports.services import forget_old_copies


@hooks.register("register_chore")
def forget_copies_of_yesterday(at: datetime) -> None:
    """A copy that was made is fetched within a day, or made once more."""
    forget_old_copies(at=at)
