"""Who may do what with help while it lasts. Each raises Denied with a sentence to read."""

from datetime import date, datetime

from django.utils import timezone

from community.help_requests.models import Helping
from community.help_requests.policies import LONGEST
from community.messaging.enums import ThreadKind
from community.messaging.models import Thread, ThreadMember
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.relationships.models import Match

OVER = "This help has ended."
NOT_YOURS = "Only the two of them write this down."
TO_COME = "This day is still to come. Write it down when you have met."
TOO_LATE = "That was after the help ended. Check the day."
TOO_EARLY = "That was before the help began. Check the day."
PAST_DAY = "This day is over. To end it today, choose today."
TOO_FAR = "Choose a day within a year from now. You can move it again later."
NOBODY_READS = "This help has ended, so nobody but you reads here. What you both wrote stays here for you."


def is_active(match: Match, at: datetime) -> bool:
    """Whether the match holds at this moment."""
    return match.starts_at <= at < match.ends_at


def check_goes_on(helping: Helping, *, at: datetime) -> None:
    """Help that has not ended. Raises Denied."""
    if not is_active(helping.match, at):
        raise Denied(OVER)


def check_can_write_down(user: User, helping: Helping, *, at: datetime) -> None:
    """The person at any time, the helper while they help. Raises Denied."""
    match = helping.match
    if user.pk not in (match.person_id, match.helper_id):
        raise Denied(NOT_YOURS)
    if user.pk == match.helper_id:
        check_goes_on(helping, at=at)


def check_can_have_met(match: Match, on: date, *, at: datetime) -> None:
    """A day on which the two can have met because of it, which may be written down when it is over. Raises Denied."""
    if on > timezone.localdate(at):
        raise Denied(TO_COME)
    if on > match.last_day:
        raise Denied(TOO_LATE)
    if on < timezone.localdate(match.starts_at):
        raise Denied(TOO_EARLY)


def check_last_day(day: date, *, at: datetime) -> None:
    """From today to a year ahead, as at the yes: to move the day is to say yes once more. Raises Denied."""
    today = timezone.localdate(at)
    if day < today:
        raise Denied(PAST_DAY)
    if day >= today + LONGEST:
        raise Denied(TOO_FAR)


def check_helps_still(user: User, thread: Thread, at: datetime) -> None:
    """Nobody writes to a helper who is gone: the thread stays, to read. Raises Denied."""
    if thread.kind != ThreadKind.HELPER:
        return
    if not ThreadMember.objects.active(at=at).filter(thread=thread).exists():
        raise Denied(NOBODY_READS)
