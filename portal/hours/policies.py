"""Who sets hours, and who may stand in for whom. Each raises Denied with a sentence that a person can read."""

from collections.abc import Collection
from datetime import time

from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import Team, User

NOT_YOUR_TEAM = "Only the manager of this team can do that."
NO_DAY = "Choose at least one day on which your team answers."
CLOSES_FIRST = "The team closes before it opens. Choose a later time to close."
NOT_IN_TEAM = "Choose a social worker of the same team."
THEMSELVES = "Nobody can stand in for themselves. Choose somebody else."


def manages(user: User, team: Team | None) -> bool:
    """Whether this is a manager of that team."""
    return bool(team and user.role == Role.TEAM_MANAGER and user.team_id == team.pk)


def check_speaks_for(worker: User, *, by: User) -> None:
    """A worker speaks for themselves, their team's manager for them. Raises Denied."""
    if by.pk != worker.pk and not manages(by, worker.team):
        raise Denied(NOT_YOUR_TEAM)


def check_can_set_hours(team: Team, *, days: Collection[int], opens: time, closes: time, by: User) -> None:
    """Its manager, with at least one day, and a time to close after the time to open. Raises Denied."""
    if not manages(by, team):
        raise Denied(NOT_YOUR_TEAM)
    if not days:
        raise Denied(NO_DAY)
    if closes <= opens:
        raise Denied(CLOSES_FIRST)


def check_can_stand_in(stand_in: User, *, worker: User, by: User) -> None:
    """Another active social worker of the worker's own team. Raises Denied."""
    check_speaks_for(worker, by=by)
    if stand_in.pk == worker.pk:
        raise Denied(THEMSELVES)
    if not works_beside(stand_in, worker):
        raise Denied(NOT_IN_TEAM)


def works_beside(stand_in: User, worker: User) -> bool:
    """Whether this is, today, an active social worker of the worker's own team."""
    there = stand_in.is_active and stand_in.is_social_worker
    return bool(there and worker.team_id and stand_in.team_id == worker.team_id)
