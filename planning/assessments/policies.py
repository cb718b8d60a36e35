"""Who may say what an assessment found, and what money there could be."""

from datetime import datetime

from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.queries import acts_for


def check_can_assess(user: User, person: User, at: datetime) -> None:
    """The named social worker of this moment, and whoever covers for them. Raises Denied."""
    if user.role != Role.SOCIAL_WORKER or not acts_for(user, person, at=at):
        raise Denied(f"Only {person.known_as}’s named social worker, or who stands in for them, can do this.")
