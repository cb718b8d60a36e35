"""Asking to have a decision looked at again: who reads it, who answers, and deciding anew."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.documents.models import Agreement, Grant
from planning.signing_off import challenging, services
from planning.signing_off.enums import Answer, Refusal, State
from planning.signing_off.late import tell_of_late_challenge
from planning.signing_off.models import Challenge, Decision, FinalBudget, SignOff
from planning.signing_off.queries import managers_for, waiting_for_manager
from planning.signing_off.shown import show
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.hours.working_days import answer_by
from portal.notifications.models import Notice
from tests.factories.limits import limit
from tests.factories.money import let_see_money
from tests.factories.planning import share_with_worker
from tests.factories.portal import UserFactory
from tests.factories.signing_off import cost, send, sent, yes_to
from tests.personas import Cast

WORDS = "Nobody asked me about the nights."


@pytest.fixture
def yusuf(cast: Cast) -> User:
    limit(cast.north, "100.00", by=cast.morag)
    made: User = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    return made


def refused(cast: Cast, at: datetime) -> Decision:
    waits = sent(cast.maureen, cost("412.00"), at=at - timedelta(hours=1))
    return services.refuse(
        sign_off=waits, reason=Refusal.NOT_SAFE, words="Nobody is there at night.", by=cast.morag, at=at
    )


def challenged(cast: Cast, at: datetime) -> Challenge:
    return challenging.challenge(decision=refused(cast, at), words=WORDS, by=cast.maureen, at=at)


def told(user: User) -> int:
    return Notice.objects.filter(user=user, kind="challenge").count()


def test_it_has_its_own_clock_and_goes_to_a_manager_who_did_not_decide(cast: Cast, yusuf: User, now: datetime) -> None:
    asked = challenged(cast, now)
    within = answer_by(timezone.localdate(now), working_days=range(5), within=10)
    assert asked.answer_by == within > timezone.localdate(now) + timedelta(days=10), "ten working days"
    at = timezone.now()
    assert [row.pk for row in waiting_for_manager(yusuf, at=at).challenges] == [asked.pk]
    assert waiting_for_manager(cast.morag, at=at).challenges == []
    assert (told(yusuf), told(cast.morag), told(cast.sunita)) == (1, 0, 1)
    sign_off = SignOff.objects.for_pages().get()
    for who, reads in ((cast.maureen, True), (cast.sunita, True), (yusuf, True), (cast.morag, False)):
        found = show(sign_off, who, at=at).decided[-1].challenge
        assert (found is not None) is reads, who
    with pytest.raises(Denied):
        challenging.answer_challenge(challenge=asked, outcome=Answer.STANDS, words="No.", by=cast.morag, at=at)


def test_a_second_manager_of_the_team_comes_first_and_no_other_team_reads_it(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    second = UserFactory(team_manager=True, team=cast.north)
    asked = challenged(cast, now)
    assert not SignOff.objects.visible_to(yusuf, at=timezone.now()).exists()
    challenging.answer_challenge(challenge=asked, outcome=Answer.STANDS, words="So.", by=second, at=now)
    assert told(yusuf) == 0 and told(second) == 1


def test_where_nobody_else_is_there_who_decided_answers(cast: Cast, now: datetime) -> None:
    limit(cast.north, "100.00", by=cast.morag)
    User.objects.filter(role="team_manager").exclude(pk=cast.morag.pk).update(is_active=False)
    asked = challenged(cast, now)
    assert [row.pk for row in waiting_for_manager(cast.morag, at=timezone.now()).challenges] == [asked.pk]
    challenging.answer_challenge(challenge=asked, outcome=Answer.STANDS, words="So.", by=cast.morag, at=now)


def test_an_answer_that_it_stands_closes_it_in_writing(cast: Cast, yusuf: User, now: datetime) -> None:
    asked = challenged(cast, now)
    with pytest.raises(Denied):
        challenging.answer_challenge(challenge=asked, outcome=Answer.STANDS, words=" ", by=yusuf, at=now)
    challenging.answer_challenge(challenge=asked, outcome=Answer.STANDS, words="I read it all.", by=yusuf, at=now)
    challenging.answer_challenge(challenge=asked, outcome=Answer.STANDS, words="I read it all.", by=yusuf, at=now)
    with pytest.raises(Denied, match="already"):
        challenging.answer_challenge(challenge=asked, outcome=Answer.AGAIN, words="Other words.", by=yusuf, at=now)
    assert SignOff.objects.get().state == State.REFUSED and told(cast.maureen) == 1
    with pytest.raises(Denied):
        challenging.challenge(decision=asked.decision, words="Again.", by=cast.maureen, at=now)


def test_deciding_again_is_a_decision_of_its_own_and_the_first_one_stays(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    asked = challenged(cast, now)
    challenging.answer_challenge(challenge=asked, outcome=Answer.AGAIN, words="You are right.", by=yusuf, at=now)
    sign_off = SignOff.objects.for_pages().get()
    assert sign_off.state == State.WITH_MANAGER
    with pytest.raises(Denied):
        services.agree(sign_off=sign_off, words="So.", yes=yes_to(sign_off), by=cast.morag, at=now)
    assert [row.pk for row in waiting_for_manager(yusuf, at=timezone.now()).plans] == [sign_off.pk]
    again = services.agree(sign_off=sign_off, words="Yes.", yes=yes_to(sign_off), by=yusuf, at=timezone.now())
    assert again.after == asked and Decision.objects.count() == 2
    assert Decision.objects.exclude(pk=again.pk).get().words == "Nobody is there at night."
    assert FinalBudget.objects.get().weekly == Decimal(412)
    with pytest.raises(Denied):
        services.refuse(sign_off=sign_off, reason=Refusal.OTHER, words="No.", by=yusuf, at=timezone.now())


def test_once_it_is_decided_again_only_who_decided_it_still_reads_it_in_another_team(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    other = UserFactory(team_manager=True, team=cast.south)
    asked = challenged(cast, now)
    assert SignOff.objects.visible_to(other, at=timezone.now()).exists()
    challenging.answer_challenge(challenge=asked, outcome=Answer.AGAIN, words="You are right.", by=yusuf, at=now)
    sign_off = SignOff.objects.for_pages().get()
    services.agree(sign_off=sign_off, words="Yes.", yes=yes_to(sign_off), by=yusuf, at=timezone.now())
    assert SignOff.objects.visible_to(yusuf, at=timezone.now()).exists()
    assert not SignOff.objects.visible_to(other, at=timezone.now()).exists()


def test_a_yes_stands_while_its_sum_is_looked_at_again(cast: Cast, yusuf: User, now: datetime) -> None:
    waits = sent(cast.maureen, cost("412.00"))
    first = services.agree(sign_off=waits, words="So.", yes=yes_to(waits, weekly="400.00"), by=cast.morag, at=now)
    asked = challenging.challenge(decision=first, words=WORDS, by=cast.maureen, at=timezone.now())
    challenging.answer_challenge(challenge=asked, outcome=Answer.AGAIN, words="I look.", by=yusuf, at=timezone.now())
    assert Agreement.objects.filter(version=waits.version).exists()
    with pytest.raises(Denied, match="that yes stands"):
        services.refuse(sign_off=waits, reason=Refusal.OTHER, words="No.", by=yusuf, at=timezone.now())
    services.agree(sign_off=waits, words="All of it.", yes=yes_to(waits), by=yusuf, at=timezone.now())
    assert FinalBudget.objects.filter(person=cast.maureen).newest().get().weekly == Decimal(412)
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("who", ["beth", "sunita", "amira", "morag"])
def test_nobody_challenges_for_her(cast: Cast, yusuf: User, now: datetime, who: str) -> None:
    let_see_money(cast.beth_in_circle, manage=True)
    decision = refused(cast, now)
    with pytest.raises(Denied):
        challenging.challenge(decision=decision, words=WORDS, by=getattr(cast, who), at=timezone.now())


def test_asking_twice_asks_once(cast: Cast, yusuf: User, now: datetime) -> None:
    decision = refused(cast, now)
    first = challenging.challenge(decision=decision, words=WORDS, by=cast.maureen, at=now)
    assert challenging.challenge(decision=decision, words=WORDS, by=cast.maureen, at=now) == first
    with pytest.raises(Denied):
        challenging.challenge(decision=decision, words="\u2800", by=cast.maureen, at=now)


def test_a_new_version_in_its_place_closes_it_to_the_managers_of_other_teams(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    other = UserFactory(team_manager=True, team=cast.south)
    asked = challenged(cast, now)
    challenging.answer_challenge(challenge=asked, outcome=Answer.AGAIN, words="You are right.", by=yusuf, at=now)
    assert SignOff.objects.visible_to(other, at=timezone.now()).exists()
    send(asked.decision.sign_off.version.document)
    assert SignOff.objects.get(pk=asked.decision.sign_off_id).state == State.REPLACED
    assert not SignOff.objects.visible_to(other, at=timezone.now()).exists()
    assert SignOff.objects.visible_to(yusuf, at=timezone.now()).exists(), "who answered it reads on what they answered"


def test_it_is_found_who_decides_in_as_many_queries_for_many_managers_as_for_one(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    waits = SignOff.objects.for_pages().get(pk=sent(cast.maureen, cost("412.00")).pk)
    with CaptureQueriesContext(connection) as few:
        assert managers_for(waits, at=now, again=False) == [cast.morag]
    UserFactory.create_batch(4, team_manager=True, team=cast.south)
    with CaptureQueriesContext(connection) as many:
        assert managers_for(waits, at=now, again=False) == [cast.morag]
    assert len(many) == len(few)


def test_where_the_other_manager_left_before_they_answered_one_of_another_team_can(
    cast: Cast, yusuf: User, now: datetime
) -> None:
    second = UserFactory(team_manager=True, team=cast.north)
    asked = challenged(cast, now)
    assert not SignOff.objects.visible_to(yusuf, at=now).exists(), "the team has somebody"
    User.objects.filter(pk=second.pk).update(is_active=False)
    late = timezone.make_aware(datetime.combine(asked.answer_by + timedelta(days=1), time(12)))
    tell_of_late_challenge(challenge_id=asked.pk, at=late)
    assert SignOff.objects.visible_to(yusuf, at=late).exists()
    assert [row.pk for row in waiting_for_manager(yusuf, at=late).challenges] == [asked.pk]
    assert Notice.objects.filter(user=yusuf, kind="stuck").exists()


def test_what_is_not_shared_any_more_is_shared_again_before_it_is_challenged(
    cast: Cast, yusuf: User, now: datetime, browser_of: Callable[[User], Client]
) -> None:
    decision = refused(cast, now)
    Grant.objects.filter(document=decision.sign_off.version.document).update(ends_at=now)
    with pytest.raises(Denied, match="Share it again first"):
        challenging.challenge(decision=decision, words="Look again.", by=cast.maureen, at=now)
    page = browser_of(cast.maureen).get(decision.sign_off.get_absolute_url()).content.decode()
    assert "Share it again" in page and "Ask to have it looked at again" not in page
    share_with_worker(decision.sign_off.version.document)
    page = browser_of(cast.maureen).get(decision.sign_off.get_absolute_url()).content.decode()
    assert "Ask to have it looked at again" in page and "Share it again" not in page
    assert challenging.challenge(decision=decision, words="Look again.", by=cast.maureen, at=timezone.now()).pk
