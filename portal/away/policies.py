"""Who may say that somebody is away, and when that cannot be. Each raises Denied with a sentence."""

from datetime import datetime, timedelta

from django.utils import timezone

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.away.queries import colleagues_of
from portal.hours.models import Leave, StandIn
from portal.hours.policies import check_can_stand_in, check_speaks_for, works_beside
from portal.relationships.models import Cover

LONGEST = timedelta(days=366)
NOBODY_CHOSEN = "Choose who answers while you are away."
BACK_FIRST = "The last day comes before the first. Check both days."
OVER = "These days are over. Choose days from today on."
TOO_LONG = "That is longer than a year. Choose an earlier last day."
ENDED = "This time away is over already."
NOT_STAND_IN = "Only who usually stands in for them can say this."


def check_can_go_away(
    worker: User, *, starts_at: datetime, ends_at: datetime, cover: User | None, by: User, at: datetime
) -> None:
    """Days from now on, not away then already, and with somebody of the team who is there. Raises Denied."""
    check_speaks_for(worker, by=by)
    if ends_at <= at:
        raise Denied(OVER)
    if ends_at <= starts_at:
        raise Denied(BACK_FIRST)
    if ends_at - starts_at > LONGEST:
        raise Denied(TOO_LONG)
    taken = Leave.objects.filter(worker=worker).overlapping(starts_at=starts_at, ends_at=ends_at).first()
    if taken:
        who = "You are" if by == worker else f"{worker.known_as} is"
        raise Denied(f"{who} away {days_of(taken)} already. Take that back first, or choose other days.")
    standing_in = Cover.objects.filter(cover=worker, starts_at__lt=ends_at, ends_at__gt=starts_at)
    stands_in = standing_in.select_related("worker").first()
    if stands_in:
        who = "You stand" if by == worker else f"{worker.known_as} stands"
        raise Denied(
            f"{who} in for {stands_in.worker.known_as} on some of these days. Somebody else has to do that first: "
            f"{stands_in.worker.known_as} or the manager can change it."
        )
    check_can_cover(worker, cover, starts_at=starts_at, ends_at=ends_at, by=by)


def check_can_cover(worker: User, cover: User | None, *, starts_at: datetime, ends_at: datetime, by: User) -> None:
    """A colleague of the same team who is there then. Nobody only where there are no colleagues. Raises Denied."""
    if cover is None:
        check_speaks_for(worker, by=by)
        if colleagues_of(worker).exists():
            raise Denied(NOBODY_CHOSEN)
        return
    check_can_stand_in(cover, worker=worker, by=by)
    if Leave.objects.filter(worker=cover).overlapping(starts_at=starts_at, ends_at=ends_at).exists():
        raise Denied(f"{cover.known_as} is away on some of these days. Choose somebody else.")


def check_can_end(leave: Leave, *, by: User, at: datetime) -> None:
    """The worker or their manager, while it is not over. Raises Denied."""
    check_speaks_for(leave.worker, by=by)
    if leave.ends_at <= at:
        raise Denied(ENDED)


def check_can_stand_in_now(worker: User, *, by: User, at: datetime) -> None:
    """Who usually stands in for them and still works in their team, on a day on which nobody has said that they are
    away. Raises Denied."""
    if not (works_beside(by, worker) and StandIn.objects.filter(worker=worker, by=by).exists()):
        raise Denied(NOT_STAND_IN)
    if Leave.objects.filter(worker=worker).active(at=at).exists():
        raise Denied(f"{worker.known_as} is away today already.")
    if Leave.objects.filter(worker=by).active(at=at).exists():
        raise Denied("You are away today yourself. Say first that you are back.")


def days_of(leave: Leave) -> str:
    """ "from 23 to 27 November", as a sentence needs it."""
    first, last = leave.first_day, leave.last_day
    if first == last:
        return f"on {first.day} {first:%B}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%B}"
    year = f" {last.year}" if last.year != timezone.localdate().year else ""
    return f"from {first.day}{month} to {last.day} {last:%B}{year}"
