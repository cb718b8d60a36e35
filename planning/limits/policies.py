"""Who sets limits and who confirms them. Each raises Denied with a sentence that a person can read."""

from datetime import datetime

from django.utils import timezone

from planning.limits.models import SignOffLimit
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import Team, User

NOT_MANAGER = "Only a team manager does this."
NOT_THEIRS = "Only the manager of this team sets its limits."
OVER = "This day is over. A limit counts from today on, or from a later day."
SECOND = "You set this limit. It takes a second manager to confirm it."
SETTLED = "This was confirmed or taken back already. You see how it stands now."


def check_can_set(user: User, *, team: Team | None, worker: User | None, starts_at: datetime, at: datetime) -> None:
    """The manager of the team, or of the worker's team; never for a day that is over. Raises Denied."""
    whose = worker.team_id if worker else team.pk if team else None
    if user.role != Role.TEAM_MANAGER or whose is None or whose != user.team_id:
        raise Denied(NOT_THEIRS)
    if worker and worker.role != Role.SOCIAL_WORKER:
        raise Denied("Only social workers have a limit.")
    if timezone.localdate(starts_at) < timezone.localdate(at):
        raise Denied(OVER)


def check_can_confirm(user: User, limit: SignOffLimit) -> None:
    """Any manager but the one who set it, while it waits. Raises Denied."""
    if user.role != Role.TEAM_MANAGER:
        raise Denied(NOT_MANAGER)
    if limit.confirmed_at or limit.taken_back_at:
        raise Denied(SETTLED)
    if limit.set_by_id == user.pk:
        raise Denied(SECOND)


def check_can_take_back(user: User, limit: SignOffLimit) -> None:
    """Any manager, while it waits: who set it thinks again, or a second one does not agree. Raises Denied."""
    if user.role != Role.TEAM_MANAGER:
        raise Denied(NOT_MANAGER)
    if limit.confirmed_at or limit.taken_back_at:
        raise Denied(SETTLED)
