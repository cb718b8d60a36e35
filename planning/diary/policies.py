"""Who may read a money diary and who writes in it. Each raises Denied with a sentence that a person can read.

A crisis does not pause it: money comes in and goes out all the same.
"""

from datetime import date, datetime

from django.utils import timezone

from planning.diary.models import MoneyDiary
from planning.money_sharing.policies import check_can_manage_money, check_can_see_money
from portal.access.decisions import Denied
from portal.accounts.models import User

CLOSED = "This diary is closed, so nothing in it changes. Open it again to write in it."
STILL_TO_COME = "That day is still to come. Add this once it has happened. What comes again has a page of its own."
NOTHING = "Write how much money it was. It has to be more than nothing."


def check_can_see_diary(user: User, diary: MoneyDiary, at: datetime) -> None:
    """The person, and those who see or manage the money. Raises Denied."""
    check_can_see_money(user, diary.person, at)


def check_can_begin(user: User, person: User, at: datetime) -> None:
    """The person, and those who manage the money. Raises Denied."""
    check_can_manage_money(user, person, at)


def check_can_look_after(user: User, diary: MoneyDiary, at: datetime) -> None:
    """What a diary says about itself: the same people, also where it is closed. Raises Denied."""
    check_can_manage_money(user, diary.person, at)


def check_can_write(user: User, diary: MoneyDiary, at: datetime) -> None:
    """Entries: the same people, in a diary that is open. Raises Denied."""
    check_can_look_after(user, diary, at)
    if diary.closed_at:
        raise Denied(CLOSED)


def may_look_after(user: User, diary: MoneyDiary, at: datetime) -> bool:
    """Whether somebody manages the money of this diary."""
    try:
        check_can_look_after(user, diary, at)
    except Denied:
        return False
    return True


def check_day(diary: MoneyDiary, day: date, at: datetime) -> None:
    """An entry is of a day from the diary's first one until today: what came before is in the opening sum.

    Raises Denied.
    """
    if day > timezone.localdate(at):
        raise Denied(STILL_TO_COME, about="day")
    if day < diary.begins_on:
        first = f"{diary.begins_on.day} {diary.begins_on:%B} {diary.begins_on.year}"
        raise Denied(f"This diary begins on {first}. Choose that day or a later one.", about="day")
