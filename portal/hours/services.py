"""Verbs of hours, and of who usually stands in."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction

from portal.accounts.models import Team, User
from portal.audit.services import record
from portal.hours.models import StandIn, TeamHours
from portal.hours.places import tell_of_changed_times
from portal.hours.policies import check_can_set_hours, check_can_stand_in


@transaction.atomic
def set_team_hours(*, team: Team, days: Iterable[int], opens: time, closes: time, by: User, at: datetime) -> TeamHours:
    """Say on which days and in which hours a team answers; what waits for an answer is counted anew.

    Raises Denied for anybody but the team's manager, without a day, or where it closes before it opens.
    """
    kept = sorted(set(days))
    check_can_set_hours(team, days=kept, opens=opens, closes=closes, by=by)
    hours, _ = TeamHours.objects.update_or_create(team=team, defaults={"days": kept, "opens": opens, "closes": closes})
    record("team hours set", by=by, person=None, about=hours, at=at, days=kept, opens=str(opens), closes=str(closes))
    tell_of_changed_times(list(User.objects.filter(team=team, is_active=True)), at=at)
    return hours


@transaction.atomic
def choose_stand_in(*, worker: User, stand_in: User, by: User, at: datetime) -> StandIn:
    """Say who stands in for a worker as a rule. Raises Denied for anybody outside their team."""
    check_can_stand_in(stand_in, worker=worker, by=by)
    chosen, _ = StandIn.objects.update_or_create(worker=worker, defaults={"by": stand_in})
    record("stand-in chosen", by=by, person=None, about=chosen, at=at, worker_id=worker.pk, by_id=stand_in.pk)
    return chosen
