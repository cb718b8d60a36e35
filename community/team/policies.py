"""What a manager may arrange in their own team. Each raises Denied with a sentence to read."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User

LONGEST = timedelta(days=366)
NOT_YOURS = "You can arrange this for the workers of your own team."
NOT_A_WORKER = "Choose a social worker who has an account here."
THEMSELVES = "Choose somebody else: nobody is their own buddy."
OVER = "That day is over. Choose a later day."
TOO_LONG = "That is more than a year. Choose an earlier day."


def check_can_name_buddy(manager: User, *, worker: User, buddy: User, last_day: date, at: datetime) -> None:
    """The manager of the new worker's team; a social worker of any team; at most for a year. Raises Denied."""
    check_manages(manager, worker)
    if not buddy.is_social_worker or not buddy.is_active:
        raise Denied(NOT_A_WORKER)
    if buddy.pk == worker.pk:
        raise Denied(THEMSELVES)
    today = timezone.localdate(at)
    if last_day < today:
        raise Denied(OVER)
    if last_day > today + LONGEST:
        raise Denied(TOO_LONG)


def check_manages(manager: User, worker: User) -> None:
    """The manager of the worker's own team. Raises Denied."""
    mine = manager.role == Role.TEAM_MANAGER and manager.team_id and manager.team_id == worker.team_id
    if not mine or not worker.is_social_worker:
        raise Denied(NOT_YOURS)
