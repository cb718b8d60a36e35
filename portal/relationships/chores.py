"""What is due every minute: people hear that somebody stepped back, once that somebody did not think again."""

from datetime import datetime

from wagtail import hooks

from portal.relationships.services import tell_of_stepping_back


@hooks.register("register_chore")
def tell_who_was_left(at: datetime) -> None:
    """Each time once."""
    tell_of_stepping_back(at=at)
