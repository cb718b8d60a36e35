"""Stale pages, second taps, keys of other forms, and days that cannot be: no page of error, and no words lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from planning.signing_off import challenging, services
from planning.signing_off.enums import Action, State
from planning.signing_off.models import Challenge, Decision, SignOff, SignOffTurn
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.notifications.models import Notice
from tests.factories.authority import let_act
from tests.factories.limits import limit
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, plan_of, sent, yes_to
from tests.personas import Cast

BrowserOf = Callable[[User], Client]


def told(user: User, kind: str) -> list[Notice]:
    return list(Notice.objects.filter(user=user, kind=kind))


@pytest.fixture(autouse=True)
def _limit_of_100(cast: Cast) -> None:
    limit(cast.north, "100.00", by=cast.morag)


def test_a_key_of_another_plans_form_is_no_error(cast: Cast, browser_of: BrowserOf) -> None:
    morag, key = browser_of(cast.morag), str(uuid4())
    for person in (cast.maureen, cast.amira):
        waits = sent(person, cost("412.00"))
        answer = morag.post(f"{waits.get_absolute_url()}ask/", {"words": "Who is there at night?", "key": key})
        assert answer.status_code == 302
    assert SignOffTurn.objects.filter(action=Action.ASK).count() == 2


@pytest.mark.parametrize(("step", "form"), [("agree", {}), ("refuse", {"reason": "another_way"})])
def test_a_second_tap_shows_what_the_first_one_did_and_other_words_come_back(
    cast: Cast, browser_of: BrowserOf, step: str, form: dict[str, str]
) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    morag, address = browser_of(cast.morag), f"{waits.get_absolute_url()}{step}/"
    given: dict[str, Any] = {"words": "So.", "key": str(uuid4()), "weekly": "412.00", "once": "0", **form}
    assert morag.post(address, given).status_code == 302
    assert morag.post(address, given).status_code == 302, "twice on one button is once"
    late = morag.post(address, {**given, "words": "Other words of mine."})
    assert late.status_code == 409 and "Other words of mine." in late.content.decode()
    assert Decision.objects.get().words == "So."


def test_a_challenge_and_its_answer_sent_twice_count_once(cast: Cast, browser_of: BrowserOf) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    services.refuse(sign_off=waits, reason="another_way", words="A lock.", by=cast.morag, at=timezone.now())
    asks = {"words": "Nobody asked me.", "key": str(uuid4())}
    address = f"{waits.get_absolute_url()}challenge/"
    maureen = browser_of(cast.maureen)
    assert [maureen.post(address, asks).status_code for _ in range(2)] == [302, 302]
    late = maureen.post(address, {**asks, "words": "And the nights?"})
    assert late.status_code == 409 and "And the nights?" in late.content.decode()
    second = User.objects.get(role=Role.TEAM_MANAGER, pk__gt=cast.morag.pk)
    manager, answer = browser_of(second), {"outcome": "stands", "words": "I read it again."}
    assert [manager.post(f"{address}answer/", answer).status_code for _ in range(2)] == [302, 302]
    late = manager.post(f"{address}answer/", {**answer, "words": "Or rather."})
    assert late.status_code == 409 and "Or rather." in late.content.decode()
    assert Challenge.objects.get().answer == "I read it again."


def test_no_panel_decided_about_a_plan_before_it_was_sent(cast: Cast, browser_of: BrowserOf, now: datetime) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    day = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Denied, match="on that day or later"):
        services.agree(sign_off=waits, words="So.", yes=yes_to(waits), by=cast.morag, at=timezone.now(), panel_on=day)
    boxes = {f"panel_on_{place}": str(part) for place, part in enumerate((day.day, day.month, day.year))}
    form = {"reason": "not_safe", "words": "The panel says so.", "key": str(uuid4()), **boxes}
    answer = browser_of(cast.morag).post(f"{waits.get_absolute_url()}refuse/", form)
    page = answer.content.decode()
    assert answer.status_code == 200 and "on that day or later" in page and "The panel says so." in page
    assert not Decision.objects.exists()


def test_who_acts_in_somebodys_place_hears_as_they_do(cast: Cast, now: datetime) -> None:
    let_act(cast.beth_in_circle, cast.morag)
    waits = sent(cast.maureen, cost("412.00"))
    services.take_step(sign_off=waits, action=Action.ASK, words="At night?", by=cast.morag, at=timezone.now())
    assert [len(told(user, "plan_decided")) for user in (cast.maureen, cast.beth)] == [1, 1]
    services.take_step(sign_off=waits, action=Action.ANSWER, words="I am there.", by=cast.beth, at=timezone.now())
    assert SignOff.objects.get().state == State.WITH_MANAGER
    decision = services.refuse(sign_off=waits, reason="not_safe", words="No.", by=cast.morag, at=timezone.now())
    assert decision and len(told(cast.beth, "plan_decided")) == 1


def test_a_plan_that_costs_more_than_anything_is_not_sent_and_the_page_says_why(
    cast: Cast, browser_of: BrowserOf
) -> None:
    plan = plan_of(cast.maureen, cost("9999999.99", times="10000", how_often="day"))
    answer = browser_of(cast.maureen).post(f"{plan.get_absolute_url()}send/", {"key": str(uuid4())}, follow=True)
    assert answer.status_code == 200 and "Check the figures" in answer.content.decode()
    assert not SignOff.objects.exists()


def test_who_comes_a_moment_after_somebody_else_keeps_their_words(cast: Cast, browser_of: BrowserOf) -> None:
    second, third = (UserFactory(team_manager=True, team=cast.north) for _ in range(2))
    waits = sent(cast.maureen, cost("412.00"))
    key = str(uuid4())
    services.refuse(sign_off=waits, reason="another_way", words="A lock.", by=cast.morag, at=timezone.now())
    address, mine = waits.get_absolute_url(), "These words are mine."
    form = {"words": mine, "key": key, "weekly": "412.00", "once": "0", "reason": "not_safe", "outcome": "stands"}
    decision = Decision.objects.get()
    let_act(cast.beth_in_circle, cast.morag)
    challenging.challenge(decision=decision, words="Nobody asked me.", by=cast.maureen, at=timezone.now())
    challenging.answer_challenge(
        challenge=Challenge.objects.get(), outcome="stands", words="I read it.", by=second, at=timezone.now()
    )
    for user, step in (
        (second, "agree"),
        (third, "refuse"),
        (third, "ask"),
        (cast.sunita, "agree"),
        (cast.sunita, "pass-on"),
        (cast.maureen, "answer"),
        (cast.beth, "challenge"),
        (third, "challenge/answer"),
    ):
        late = browser_of(user).post(f"{address}{step}/", form)
        assert mine in late.content.decode(), (step, late.status_code)


def test_a_manager_of_another_team_who_comes_too_late_keeps_their_words(cast: Cast, browser_of: BrowserOf) -> None:
    first, second = (UserFactory(team_manager=True, team=cast.south) for _ in range(2))
    waits = sent(cast.maureen, cost("412.00"))
    no = services.refuse(sign_off=waits, reason="another_way", words="A lock.", by=cast.morag, at=timezone.now())
    asked = challenging.challenge(decision=no, words="Nobody asked me.", by=cast.maureen, at=timezone.now())
    address = f"{waits.get_absolute_url()}challenge/answer/"
    assert browser_of(second).get(address).status_code == 200
    challenging.answer_challenge(challenge=asked, outcome="stands", words="I read it.", by=first, at=timezone.now())
    late = browser_of(second).post(address, {"outcome": "stands", "words": "These words are mine."})
    assert late.status_code == 404 and "These words are mine." in late.content.decode()
    assert "Nobody asked me." not in late.content.decode()
