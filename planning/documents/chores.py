"""What documents have done every minute."""

from datetime import datetime

from wagtail import hooks

from planning.documents.services import forget_unused_files, remove_deleted_documents


@hooks.register("register_chore")
def forget_files_that_no_answer_holds(at: datetime) -> None:
    """A photo that lost against another one, or that was sent and never kept, need not lie in storage."""
    forget_unused_files(at=at)


@hooks.register("register_chore")
def remove_what_was_deleted(at: datetime) -> None:
    """A document can be put back for 30 days."""
    remove_deleted_documents(at=at)
