"""Who may record that somebody acts in another's place. Each raises Denied with a sentence that a person can read."""

from datetime import datetime

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.authority.enums import AuthorityKind
from portal.authority.models import Authority
from portal.authority.queries import people_of_team
from portal.relationships.models import CircleMembership


def check_can_record(manager: User, person: User, at: datetime) -> None:
    """The manager of the team of the person's named social worker, or of the last one they had. Raises Denied."""
    if not people_of_team(manager, at=at).filter(pk=person.pk).exists():
        raise Denied("Only the manager of the person's team can record this.")


def check_can_hold(membership: CircleMembership, person: User, at: datetime) -> None:
    """Somebody who is in the person's circle now: then they sign in as themselves. Raises Denied."""
    in_circle = membership.starts_at and membership.starts_at <= at and not membership.ends_at
    if membership.person_id != person.pk or not in_circle or membership.supporter is None:
        raise Denied("They have to be in the person's circle first, with an account of their own.")


def check_scope(kind: str, *, health_welfare: bool, money: bool) -> None:
    """It is about something, and an appointee looks after money alone. Raises Denied."""
    if not (health_welfare or money):
        raise Denied("Tick what it is about.")
    if kind == AuthorityKind.APPOINTEE and health_welfare:
        raise Denied("An appointee looks after money alone. Untick health and welfare.")


def check_can_end(authority: Authority, *, by: User, at: datetime) -> None:
    """A manager of the person's team, or any manager where nobody is responsible, while it is not over. Raises
    Denied."""
    if not Authority.objects.ended_by_manager(by, at=at).filter(pk=authority.pk).exists():
        raise Denied("Only the manager of the person's team can end this.")
    if authority.ended_at or (authority.ends_at and authority.ends_at <= at):
        raise Denied("This has ended already.")
