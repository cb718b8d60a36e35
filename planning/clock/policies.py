"""Who says and does what about the clock. Each raises Denied with a sentence that a person can read."""

from datetime import date, datetime

from planning.clock.models import Worse
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.relationships.queries import acts_for

THEIRS = "Only {name}, and who acts in their place, can say this."
NOT_YET = "That day has not come yet. Give the day on which the money came."
NOT_AGREED = "There is no agreed plan yet, so there is no first payment to date."
BEFORE_AGREED = "The plan was agreed on {day}. The first money of it came on that day or later."
BEFORE_ALL = "That is a long time ago. Check the year."
# The Care Act 2014 came into force on 1 April 2015: no budget of this kind is older.
FIRST_DAY = date(2015, 4, 1)


def check_can_say_worse(user: User, person: User, at: datetime) -> None:
    """The person, and who acts in their place. Raises Denied."""
    own = user.is_person and user.pk == person.pk
    held = Authority.objects.held_by(user, at=at).filter(membership__person=person)
    if not (own or held.exists()):
        raise Denied(THEIRS.format(name=person.known_as))


def check_can_answer_worse(user: User, worse: Worse, at: datetime) -> None:
    """The named social worker and who stands in; a manager who was told. Raises Denied."""
    manager = user.role == Role.TEAM_MANAGER and Worse.objects.visible_to(user, at=at).filter(pk=worse.pk).exists()
    if not (manager or _acts(user, worse.person, at)):
        raise Denied("Only the social worker, who stands in for them, or their manager can answer this.")


def check_can_date_payment(user: User, person: User, at: datetime) -> None:
    """The named social worker, and who stands in. Raises Denied."""
    if not _acts(user, person, at):
        raise Denied(f"Only {person.known_as}’s named social worker, or who stands in for them, can do this.")


def check_payment_follows(paid_on: date, *, agreed_on: date | None) -> None:
    """Money of a plan comes once it was agreed. Raises Denied."""
    if agreed_on is None:
        raise Denied(NOT_AGREED)
    if paid_on < agreed_on:
        raise Denied(BEFORE_AGREED.format(day=f"{agreed_on:%-d %B %Y}"))


def check_payment_day(paid_on: date, *, today: date) -> None:
    """A day that has been, in a year that makes sense. Raises Denied."""
    if paid_on > today:
        raise Denied(NOT_YET)
    if paid_on < FIRST_DAY:
        raise Denied(BEFORE_ALL)


def _acts(user: User, person: User, at: datetime) -> bool:
    return user.role == Role.SOCIAL_WORKER and acts_for(user, person, at=at)
