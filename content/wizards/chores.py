"""What the wizard has done every minute."""

from datetime import datetime

from wagtail import hooks

from content.wizards.held import forget_old


@hooks.register("register_chore")
def forget_old_words(at: datetime) -> None:
    """Words that could not be saved at once are held for a day."""
    forget_old(at=at)
