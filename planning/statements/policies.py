"""What can be done with a statement, and when. Each raises Denied with a sentence that a person can read."""

from datetime import datetime

from planning.diary.policies import check_can_write
from planning.statements.models import Statement
from portal.access.decisions import Denied
from portal.accounts.models import User

READ_ALREADY = "Somebody has said what the columns mean already. Here are the lines."
NOT_READ = "First say what the columns of this file mean. Then you can add its lines."


def check_can_change(user: User, statement: Statement, at: datetime) -> None:
    """Whoever writes in the diary, while it is open. Raises Denied."""
    check_can_write(user, statement.diary, at)


def check_is_read(statement: Statement) -> None:
    """Raises Denied while nobody has said what the columns mean."""
    if statement.read_at is None:
        raise Denied(NOT_READ)
