"""Which weeks can be written, and when. Each raises Denied with a sentence that a person can read."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from planning.diary.policies import check_can_see_diary, check_can_write
from planning.timesheets.models import Assistant, Week
from planning.timesheets.sums import DAYS_A_WEEK
from portal.access.decisions import Denied
from portal.accounts.models import User

LONGEST_AGO = timedelta(days=3 * 366)
STILL_TO_COME = "That week is still to come. Write the hours once it has begun."
BEFORE_WORK = "{name} did not work for you yet in that week. Change the day on which the work began, if that is wrong."
AFTER_WORK = "{name} had left by that week. Change the last day of the work, if that is wrong."
TOO_OLD = "That week is too long ago to write it down here."
STILL_WORKS = "Write down the last day of {name} first. What is due then is paid once their work has ended."
PAID = "These hours are paid. Say first that they are not, then you can change them."


def check_can_read(user: User, assistant: Assistant, at: datetime) -> None:
    """Everybody who sees the diary. Raises Denied."""
    check_can_see_diary(user, assistant.diary, at)


def check_can_change(user: User, assistant: Assistant, at: datetime) -> None:
    """Whoever writes in the diary, while it is open. Raises Denied."""
    check_can_write(user, assistant.diary, at)


def check_week(assistant: Assistant, begins: date, at: datetime) -> None:
    """A week that has begun, in which the PA worked for the person, or that is written down already. Raises Denied."""
    today = timezone.localdate(at)
    if begins > today:
        raise Denied(STILL_TO_COME)
    if begins < today - LONGEST_AGO:
        raise Denied(TOO_OLD)
    if assistant.ended_on and begins > assistant.ended_on and not assistant.weeks.filter(begins=begins).exists():
        raise Denied(AFTER_WORK.format(name=assistant.name))
    if begins + timedelta(days=DAYS_A_WEEK - 1) < assistant.began_on:
        raise Denied(BEFORE_WORK.format(name=assistant.name))


def check_not_paid(week: Week) -> None:
    """Raises Denied for hours whose wages are in the diary."""
    if week.is_paid:
        raise Denied(PAID)


def check_has_left(assistant: Assistant, at: datetime) -> date:
    """The last day of a PA whose work has ended, today at the latest. Raises Denied."""
    if assistant.ended_on is None or assistant.ended_on > timezone.localdate(at):
        raise Denied(STILL_WORKS.format(name=assistant.name))
    return assistant.ended_on
