"""What is due every minute: those who help are asked how they are, each once a round."""

from datetime import datetime

from wagtail import hooks

from community.wellbeing.services import ask_who_is_due


@hooks.register("register_chore")
def ask_how_they_are(at: datetime) -> None:
    """Everybody whose round it is."""
    ask_who_is_due(at=at)
