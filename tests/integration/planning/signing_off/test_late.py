"""A challenge that nobody answered by the day that we said: somebody is told, once, and the person sees it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.signing_off import challenging, services
from planning.signing_off.chores import tell_of_challenges_that_were_not_answered_in_time as tell
from planning.signing_off.enums import Answer, Refusal
from planning.signing_off.models import Challenge
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.limits import limit
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, sent
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


@pytest.fixture
def yusuf(cast: Cast) -> User:
    limit(cast.north, "100.00", by=cast.morag)
    made: User = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    return made


@pytest.fixture
def asked(cast: Cast, yusuf: User, now: datetime) -> Challenge:
    waits = sent(cast.maureen, cost("412.00"), at=now - timedelta(hours=1))
    words = "Nobody is there at night."
    no = services.refuse(sign_off=waits, reason=Refusal.NOT_SAFE, words=words, by=cast.morag, at=now)
    return challenging.challenge(decision=no, words="Nobody asked me about the nights.", by=cast.maureen, at=now)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def told(user: User) -> int:
    return Notice.objects.filter(user=user, kind=Kind.STUCK).count()


def test_who_answers_and_the_worker_are_told_once_the_day_is_over(
    cast: Cast, yusuf: User, asked: Challenge, browser_of: BrowserOf
) -> None:
    page = browser_of(cast.maureen).get(asked.decision.sign_off.get_absolute_url()).content.decode()
    assert "Somebody answers in writing by" in page and "it is late" not in page
    tell(noon(asked.answer_by))
    assert not told(yusuf), "on its last day it is not late"
    for days in (1, 2):
        tell(noon(asked.answer_by + timedelta(days=days)))
    assert [told(user) for user in (yusuf, cast.sunita, cast.morag, cast.maureen)] == [1, 1, 0, 0]
    page = browser_of(cast.maureen).get(asked.decision.sign_off.get_absolute_url()).content.decode()
    assert "it is late" in page and "Those who should answer were told so on" in page
    assert "It is late" in browser_of(yusuf).get("/team/deciding/").content.decode()


def test_an_answer_in_time_is_not_late(cast: Cast, yusuf: User, asked: Challenge) -> None:
    challenging.answer_challenge(
        challenge=asked, outcome=Answer.STANDS, words="I read it all.", by=yusuf, at=timezone.now()
    )
    tell(noon(asked.answer_by + timedelta(days=30)))
    assert not told(yusuf) and not told(cast.sunita)


def test_who_may_not_read_the_plan_any_more_is_not_told(cast: Cast, yusuf: User, asked: Challenge) -> None:
    asked.decision.sign_off.version.document.grants.update(ends_at=timezone.now())
    tell(noon(asked.answer_by + timedelta(days=1)))
    assert not told(yusuf) and not told(cast.sunita)


def test_nobody_is_said_to_have_been_told_while_nobody_could_be(
    cast: Cast, yusuf: User, asked: Challenge, browser_of: BrowserOf
) -> None:
    """The plan is not shared any more: it stays late, and they are told once it is shared again."""
    grants = asked.decision.sign_off.version.document.grants
    grants.update(ends_at=timezone.now())
    tell(noon(asked.answer_by + timedelta(days=1)))
    page = browser_of(cast.maureen).get(asked.decision.sign_off.get_absolute_url()).content.decode()
    assert "were told so on" not in page
    grants.update(ends_at=None)
    tell(noon(asked.answer_by + timedelta(days=2)))
    assert told(yusuf) == told(cast.sunita) == 1
