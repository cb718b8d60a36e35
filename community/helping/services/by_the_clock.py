"""What ends without anybody pressing anything. Each thing is written down by itself: one that cannot be holds up no
other, and is tried again a minute later."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from community.help_requests.enums import Action, HowEnded, Settled
from community.help_requests.models import Helping, Offer
from community.help_requests.services.moving import end_by, hold, move
from community.help_requests.services.settling import settle
from community.help_requests.services.telling import tell_coordinators, tell_person
from community.helping.places import helper_path, person_path
from community.helping.policies import is_active
from community.helping.queries import ending_soon, given_by_nobody_of_theirs, run_out, without_checks
from community.helping.services.endings import hold_help
from portal.notifications.enums import Kind
from portal.notifications.services import notify

logger = logging.getLogger("imw.work")


def end_what_ran_out(*, at: datetime) -> None:
    """Write down whatever is over by its date. Access went by the clock."""
    _one_by_one(run_out(at=at).for_pages(), lambda helping: hold_help(helping, at=at))


def end_without_checks(*, at: datetime) -> None:
    """Whose checks have run out helps nobody from that moment on. The organisation looks for somebody else."""
    due = without_checks(at=at)
    _one_by_one(due, lambda each: _end(each, due, Action.LOSE_CHECKS, HowEnded.CHECKS, at))


def end_without_a_helper(*, at: datetime) -> None:
    """Whoever is not a volunteer of the organisation any more helps nobody through it, however that came about. Where
    they leave on our pages it ends in that moment, so this finds something where an operator changed an account."""
    due = given_by_nobody_of_theirs(at=at)
    _one_by_one(due, lambda each: _end(each, due, Action.LOSE_HELPER, HowEnded.LEFT, at))


def take_lost_offers_back(*, at: datetime) -> None:
    """Whoever is proposed, and could not take somebody on any more, is not proposed any more. Both sides are told."""
    _one_by_one(Offer.objects.lost(at=at).select_related("request__person"), lambda offer: _lose(offer, at))


def tell_a_week_before(*, at: datetime) -> None:
    """Tell both that it ends in a week, once for each last day."""
    _one_by_one(ending_soon(at=at).for_pages(), lambda helping: _tell(helping, at))


def _one_by_one(rows: Iterable[Any], do: Callable[[Any], object]) -> None:
    for row in list(rows):
        try:
            with transaction.atomic():
                do(row)
        except Exception:
            logger.exception("one of many failed", extra={"task": str(row)})


def _end(helping: Helping, due: QuerySet[Helping], action: Action, how: HowEnded, at: datetime) -> None:
    """due: all that this ends, asked once more under the lock: a check may have been renewed meanwhile."""
    held, current = hold_help(helping, at=at)
    if not current.how_ended and due.filter(pk=current.pk).exists():
        end_by(held, current, action, how, by=None, at=at)


def _lose(offer: Offer, at: datetime) -> None:
    held = hold(offer.request, at=at)
    if Offer.objects.lost(at=at).filter(pk=offer.pk).exists():
        move(held, Action.LOSE_PROPOSED, by=None, at=at)
        settle(held, Settled.TAKEN_BACK, at=at)
        tell_person(held, at=at)
        tell_coordinators(held, at=at)


def _tell(helping: Helping, at: datetime) -> None:
    _, current = hold_help(helping, at=at)
    if current.week_before_told_at or not is_active(current.match, at):
        return
    current.week_before_told_at = at
    current.save(update_fields=["week_before_told_at"])
    match = current.match
    notify(user=match.person, kind=Kind.HELP_ENDS_SOON, path=person_path(current), at=at)
    notify(user=match.helper, kind=Kind.HELP_ENDS_SOON, path=helper_path(current), at=at)
