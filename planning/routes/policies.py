"""Who may offer a week to have a go, and who answers it."""

from datetime import datetime

from planning.routes.models import HaveAGo
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.queries import acts_for


def check_can_offer(user: User, person: User, at: datetime) -> None:
    """The named social worker of this moment, and whoever covers for them. Raises Denied."""
    if user.role != Role.SOCIAL_WORKER or not acts_for(user, person, at=at):
        raise Denied(f"Only {person.known_as}’s named social worker, or who stands in for them, can do this.")


def check_can_answer(user: User, offer: HaveAGo) -> None:
    """Only the person to whom it was offered. Raises Denied."""
    if offer.person_id != user.pk:
        raise Denied("Only the person themselves can answer this.")
