"""A question about spending that waited longer than we said: the worker hears of it, then the manager, once each."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from planning.spending.chores import tell_of_what_was_not_answered_in_time as tell
from planning.spending.models import SpendingQuestion
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation
from tests.factories.portal import UserFactory
from tests.factories.spending import ask_about, say_to
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


def told(user: User) -> int:
    return Notice.objects.filter(user=user, kind=Kind.STUCK).count()


def test_first_the_workers_then_the_managers_each_once(cast: Cast, browser_of: BrowserOf) -> None:
    question = ask_about(cast.maureen, "The blue bicycle?")
    wait, after = question.answer_by - question.asked_at, timedelta(minutes=1)
    tell(question.answer_by)
    assert not told(cast.sunita), "on its last minute it is not late"
    for _ in range(2):
        tell(question.answer_by + after)
    assert [told(user) for user in (cast.sunita, cast.morag, cast.maureen)] == [1, 0, 0]
    Notice.objects.filter(user=cast.sunita).update(read_at=timezone.now())
    for _ in range(2):
        tell(question.answer_by + wait + after)
    assert [told(user) for user in (cast.sunita, cast.morag)] == [1, 1]
    other = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    for manager, may in ((cast.morag, True), (other, False)):
        page = browser_of(manager).get("/home/").content.decode()
        assert ("Maureen has no answer to a question about spending" in page) is may
        assert "The blue bicycle?" not in page
    say_to(question, cast.sunita)
    assert "has no answer to a question" not in browser_of(cast.morag).get("/home/").content.decode()


def test_an_answer_in_time_is_not_late(cast: Cast) -> None:
    question = ask_about(cast.maureen)
    say_to(question, cast.sunita)
    tell(question.answer_by + timedelta(days=30))
    assert not told(cast.sunita) and not told(cast.morag)


def test_where_nobody_is_named_a_manager_hears_at_once(cast: Cast) -> None:
    Allocation.objects.filter(person=cast.maureen).update(ends_at=timezone.now())
    question = ask_about(cast.maureen, at=timezone.now())
    tell(question.answer_by + timedelta(minutes=1))
    assert told(cast.morag) == 1 and not told(cast.sunita)
    assert SpendingQuestion.objects.get().told_managers_at
