"""What is done about statements by itself."""

from datetime import datetime

from wagtail import hooks

from planning.statements.services import forget_old


@hooks.register("register_chore")
def forget_old_statements(at: datetime) -> None:
    """A file that nobody came back for goes after a week; a list of lines after three months."""
    forget_old(at=at)
