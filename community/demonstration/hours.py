"""When the demonstration's teams answer, who stands in as a rule, Sunita's days away, and what waits for an answer."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from community.messaging.models import Message, Thread
from community.replies.services import keep_promise
from portal.accounts.models import User
from portal.away.services import go_away
from portal.hours.models import Leave, StandIn
from portal.hours.services import choose_stand_in, set_team_hours
from portal.hours.working_days import MONDAY_TO_FRIDAY

NINE, FIVE = time(9), time(17)
DAYS_AHEAD, LONG = timedelta(days=30), timedelta(days=6)


def seed_hours(users: Mapping[str, User], *, at: datetime) -> None:
    """Both teams answer from 9 to 5. Ben stands in for Sunita, as a rule and while she is away."""
    sunita, ben = users["sunita"], users["ben"]
    for manager in (users["morag"], users["yusuf"]):
        if manager.team and not hasattr(manager.team, "hours"):
            set_team_hours(team=manager.team, days=MONDAY_TO_FRIDAY, opens=NINE, closes=FIVE, by=manager, at=at)
    if not StandIn.objects.filter(worker=sunita).exists():
        choose_stand_in(worker=sunita, stand_in=ben, by=sunita, at=at)
    if not Leave.objects.filter(worker=sunita).exists():
        first = timezone.localdate(at) + DAYS_AHEAD
        go_away(worker=sunita, first_day=first, last_day=first + LONG, cover=ben, by=sunita, at=at)


def seed_promises() -> None:
    """By when those are answered whose last words nobody has answered yet."""
    waiting = Thread.objects.filter(with_worker=True, awaited_replies=None).prefetch_related("messages__author")
    for thread in waiting.select_related("person"):
        unanswered: list[Message] = []
        for message in thread.messages.all():
            unanswered = [] if message.author.is_social_worker else [*unanswered, message]
        if unanswered:
            keep_promise(unanswered[0], unanswered[0].sent_at)
