"""Who shares, asks, answers and closes. Each raises Denied with a sentence that a person can read."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from planning.diary.models import MoneyDiary
from planning.money_checks.models import MoneyCheck
from planning.money_sharing.policies import check_can_manage_money
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.queries import acts_for, named_social_worker

# A money check is a light look. Somebody who wants to show more shares twice.
LONGEST = timedelta(days=366)
NO_WORKER = "There is no social worker to share it with yet."
THE_OTHER_WAY = "The last day is before the first one. Check both."
TO_COME = "The last day is still to come. Choose today or an earlier day."
TOO_LONG = "That is more than a year. Choose a shorter time: it is only a light look."
CLOSED = "This money check is closed. Nothing more is asked about it."
TAKEN_BACK = "This was taken back. Nobody looks at it any more."
WORKERS = "Only {name}’s social worker, or who stands in for them, can do this."


def check_can_share_period(user: User, diary: MoneyDiary, at: datetime) -> User:
    """The person and who manages the money, where there is a social worker, whom it gives back. Raises Denied."""
    check_can_manage_money(user, diary.person, at)
    worker = named_social_worker(diary.person, at=at)
    if worker is None:
        raise Denied(NO_WORKER)
    return worker


def check_period(first_day: date, last_day: date, at: datetime) -> None:
    """A time that has been, of no more than a year. Raises Denied."""
    if last_day < first_day:
        raise Denied(THE_OTHER_WAY)
    if last_day > timezone.localdate(at):
        raise Denied(TO_COME)
    if last_day - first_day > LONGEST:
        raise Denied(TOO_LONG)


def check_can_take_back(user: User, check: MoneyCheck, at: datetime) -> None:
    """The person and who manages the money, at any time. Raises Denied."""
    check_can_manage_money(user, check.person, at)


def check_can_look(user: User, person: User, at: datetime) -> None:
    """The named social worker, and who stands in. Raises Denied."""
    if user.role != Role.SOCIAL_WORKER or not acts_for(user, person, at=at):
        raise Denied(WORKERS.format(name=person.known_as))


def check_can_ask(user: User, check: MoneyCheck, at: datetime) -> None:
    """The same, while it is looked at. Raises Denied."""
    check_can_look(user, check.person, at)
    _check_is_open(check)


def check_can_answer(user: User, check: MoneyCheck, at: datetime) -> None:
    """The person and who manages the money, while it is looked at. Raises Denied."""
    check_can_manage_money(user, check.person, at)
    _check_is_open(check)


def _check_is_open(check: MoneyCheck) -> None:
    if check.taken_back_at:
        raise Denied(TAKEN_BACK)
    if check.closed_at:
        raise Denied(CLOSED)
