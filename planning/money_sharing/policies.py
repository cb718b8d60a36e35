"""Who may see, manage and share a person's money. Each raises Denied with a sentence that a person can read."""

from datetime import datetime

from planning.money_sharing.queries import people_whose_money
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.relationships.models import CircleMembership


def check_can_see_money(user: User, person: User, at: datetime) -> None:
    """The person; who they let see or manage their money; who acts in their place about money. Raises Denied."""
    if not (_own(user, person) or people_whose_money(user, at=at).filter(pk=person.pk).exists()):
        raise Denied(f"Only {person.known_as}, and those who look after the money with them, can see this.")


def check_can_manage_money(user: User, person: User, at: datetime) -> None:
    """The person; who they let manage their money; who acts in their place about money. Raises Denied."""
    if not (_own(user, person) or people_whose_money(user, at=at, managing=True).filter(pk=person.pk).exists()):
        raise Denied(f"You can see {person.known_as}’s money. Only {person.known_as} can let you change something.")


def check_can_share_money(user: User, person: User, at: datetime) -> None:
    """The person, and who acts in their place about money, decide who else sees it. Raises Denied."""
    held = Authority.objects.held_by(user, at=at).filter(membership__person=person, money=True)
    if not (_own(user, person) or held.exists()):
        raise Denied(f"Only {person.known_as} decides who sees their money.")


def check_is_for_another(user: User, membership: CircleMembership) -> None:
    """Nobody lets themselves look after somebody's money. Raises Denied."""
    if membership.supporter_id == user.pk:
        raise Denied("You cannot choose this for yourself.")


def _own(user: User, person: User) -> bool:
    return user.is_person and user.pk == person.pk
