"""What documents have done every minute."""

from datetime import datetime

from wagtail import hooks

from planning.documents.services import forget_unused_files


@hooks.register("register_chore")
def forget_files_that_no_answer_holds(at: datetime) -> None:
    """A photo that lost against another one, or that was sent and never kept, need not lie in storage."""
    forget_unused_files(at=at)
