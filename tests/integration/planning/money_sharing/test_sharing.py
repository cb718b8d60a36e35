"""Who, besides the person, sees or manages the person's money."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.assessments.models import IndicativeBudget
from planning.budgets.plan_lines import lines_for, lines_of
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Answer
from planning.money_sharing.enums import Reach
from planning.money_sharing.models import MoneyShare
from planning.money_sharing.policies import check_can_manage_money, check_can_see_money, check_can_share_money
from planning.money_sharing.queries import money_circle, people_whose_money
from planning.money_sharing.services import share_money
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.assessments import assess, indicate
from tests.factories.authority import let_act
from tests.factories.content import default_definition, question_id
from tests.factories.money import let_see_money
from tests.factories.planning import answer, make_document, make_version, share_with
from tests.factories.portal import UserFactory, join_circle
from tests.personas import Cast, everybody

BrowserOf = Callable[[User], Client]
COSTS = question_id(default_definition(), "cost_list")
CLEANING = {"id": "00000000-0000-4000-8000-000000000001", "what_for": "Cleaning", "amount": "18.00"}
CINEMA = {**CLEANING, "id": "00000000-0000-4000-8000-000000000002", "what_for": "Cinema", "paid_from": "own"}
FIELD, SEEN = "reach-{}", "seen-{}"


def choose(cast: Cast, reach: str, seen: str = Reach.NOTHING) -> dict[str, str]:
    uuid = cast.beth_in_circle.uuid
    return {FIELD.format(uuid): reach, SEEN.format(uuid): seen}


def may(check: Callable[..., None], user: User, person: User) -> bool:
    try:
        check(user, person, timezone.now())
    except Denied:
        return False
    return True


def test_without_a_tick_nobody_sees_anybodys_money(cast: Cast) -> None:
    at = timezone.now()
    indicate(cast.maureen, cast.sunita, "96.00")
    for user in everybody(cast).values():
        mine = user.pk == cast.maureen.pk
        assert may(check_can_see_money, user, cast.maureen) is mine
        assert may(check_can_manage_money, user, cast.maureen) is mine
        assert list(people_whose_money(user, at=at)) == []
    assert money_circle(cast.maureen, at=at) == []


def test_a_tick_opens_just_that_until_it_or_the_circle_ends(cast: Cast) -> None:
    at = timezone.now()
    share = let_see_money(cast.beth_in_circle)
    assert list(people_whose_money(cast.beth, at=at)) == [cast.maureen]
    assert list(people_whose_money(cast.beth, at=at, managing=True)) == []
    assert may(check_can_see_money, cast.beth, cast.maureen)
    assert not may(check_can_manage_money, cast.beth, cast.maureen)
    MoneyShare.objects.filter(pk=share.pk).update(can_manage=True)
    assert may(check_can_manage_money, cast.beth, cast.maureen)
    assert not may(check_can_share_money, cast.beth, cast.maureen), "a nominee lets nobody else in"
    assert money_circle(cast.maureen, at=at, managing=True) == [cast.beth]
    cast.beth_in_circle.ends_at = at
    cast.beth_in_circle.save()
    assert not may(check_can_see_money, cast.beth, cast.maureen)
    assert money_circle(cast.maureen, at=at) == []


def test_the_right_ends_in_the_moment_in_which_it_is_taken_back(cast: Cast) -> None:
    at = timezone.now()
    share_money(membership=cast.beth_in_circle, reach=Reach.MANAGE, by=cast.maureen, at=at - timedelta(hours=1))
    share_money(membership=cast.beth_in_circle, reach=Reach.NOTHING, by=cast.maureen, at=at)
    assert list(people_whose_money(cast.beth, at=at - timedelta(seconds=1))) == [cast.maureen]
    assert list(people_whose_money(cast.beth, at=at)) == []


@pytest.mark.parametrize("money", [True, False])
def test_who_acts_about_money_manages_it_and_may_let_others_in(cast: Cast, money: bool) -> None:
    let_act(cast.beth_in_circle, cast.morag, money=money)
    assert may(check_can_manage_money, cast.beth, cast.maureen) is money
    assert may(check_can_share_money, cast.beth, cast.maureen) is money
    assert (money_circle(cast.maureen, at=timezone.now()) == [cast.beth]) is money


def test_nobody_lets_themselves_in_and_nobody_outside_the_circle_gets_in(cast: Cast) -> None:
    at = timezone.now()
    let_act(cast.beth_in_circle, cast.morag, money=True)
    for membership, by in ((cast.beth_in_circle, cast.beth), (cast.ruth_in_circle, cast.maureen)):
        with pytest.raises(Denied):
            share_money(membership=membership, reach=Reach.MANAGE, by=by, at=at)
    with pytest.raises(Denied):
        share_money(membership=join_circle(cast.maureen, UserFactory()), reach=Reach.SEE, by=cast.amira, at=at)
    assert not MoneyShare.objects.exists()


def test_saying_it_twice_changes_nothing_and_a_change_keeps_who_managed_when(cast: Cast) -> None:
    at = timezone.now()
    for minutes, reach in enumerate((Reach.SEE, Reach.SEE, Reach.MANAGE)):
        share_money(membership=cast.beth_in_circle, reach=reach, by=cast.maureen, at=at + timedelta(minutes=minutes))
    kept = list(MoneyShare.objects.order_by("pk").values_list("can_manage", "starts_at", "ends_at"))
    assert kept == [
        (False, at, at + timedelta(minutes=2)),
        (True, at + timedelta(minutes=2), None),
    ]
    assert Notice.objects.filter(user=cast.beth, kind=Kind.MONEY_SHARED).exists()


def test_the_person_is_told_where_somebody_chooses_in_their_place(cast: Cast) -> None:
    let_act(cast.beth_in_circle, cast.morag, money=True)
    jan = join_circle(cast.maureen, UserFactory(known_as="Jan"))
    share_money(membership=jan, reach=Reach.SEE, by=cast.beth, at=timezone.now())
    assert Notice.objects.filter(user=cast.maureen, kind=Kind.MONEY_SHARED).count() == 1


def test_the_page_changes_what_was_changed_on_it_and_nothing_else(cast: Cast, browser_of: BrowserOf) -> None:
    maureen, address = browser_of(cast.maureen), reverse("money_sharing")
    assert "What may Beth do?" in maureen.get(address).content.decode()
    assert maureen.post(address, choose(cast, Reach.MANAGE)).status_code == 302
    assert MoneyShare.objects.get(ends_at=None).can_manage
    # An older page of another window, in which nothing was touched.
    jan = join_circle(cast.maureen, UserFactory(known_as="Jan"))
    data = {**choose(cast, Reach.NOTHING), FIELD.format(jan.uuid): Reach.SEE, SEEN.format(jan.uuid): Reach.NOTHING}
    maureen.post(address, data)
    assert set(MoneyShare.objects.filter(ends_at=None).values_list("membership_id", "can_manage")) == {
        (cast.beth_in_circle.pk, True),
        (jan.pk, False),
    }


def test_what_no_page_offers_is_refused_with_a_sentence(cast: Cast, browser_of: BrowserOf) -> None:
    page = browser_of(cast.maureen).post(reverse("money_sharing"), choose(cast, "everything")).content.decode()
    assert "Choose one of the answers shown." in page
    assert not MoneyShare.objects.exists()


def test_who_manages_reads_the_figures_and_none_of_the_private_words(cast: Cast, browser_of: BrowserOf) -> None:
    indicate(cast.maureen, cast.sunita, "96.00")
    assess(cast.maureen, cast.sunita, needs="She cannot lift the tangerine tin")
    open_plan = make_document(cast.maureen, title="The open plan")
    answer(open_plan, COSTS, [CLEANING])
    hidden = make_document(cast.maureen, title="The hidden plan")
    answer(hidden, COSTS, [{**CLEANING, "what_for": "The tangerine tin"}])
    share_with(open_plan, cast.beth_in_circle, can_see_budget=True)
    let_see_money(cast.beth_in_circle, manage=True)
    page = browser_of(cast.beth).get(reverse("budget_of", args=[cast.maureen.uuid])).content.decode()
    assert "£96.00" in page and "Cleaning" in page and "The open plan" in page
    assert "tangerine" not in page and "hidden plan" not in page
    assert browser_of(cast.ruth).get(reverse("budget_of", args=[cast.maureen.uuid])).status_code == 404
    visible = IndicativeBudget.objects.visible_to(cast.beth, at=timezone.now())
    assert [budget.weekly for budget in visible] == [Decimal("96.00")]


def test_home_and_people_say_who_helps_with_whose_money(cast: Cast, browser_of: BrowserOf) -> None:
    assert "Nobody in your circle sees your money" in browser_of(cast.maureen).get("/people/").content.decode()
    let_see_money(cast.beth_in_circle, manage=True)
    assert "Beth manages my money with me" in browser_of(cast.maureen).get("/people/").content.decode()
    assert "Maureen’s money" in browser_of(cast.beth).get("/home/").content.decode()
    assert "Maureen’s money" not in browser_of(cast.ruth).get("/home/").content.decode()


def test_the_lines_of_a_version_are_whole_for_its_owner_and_without_what_is_kept_for_who_helps(cast: Cast) -> None:
    document = make_document(cast.maureen)
    costs = answer(document, COSTS, [CLEANING, CINEMA])
    version = make_version(document, why=VersionReason.SENT, sent_to=cast.sunita)
    assert [(line.what_for, line.weekly) for line in lines_of(version)] == [("Cleaning", Decimal("18.00"))]
    assert lines_for(version, cast.maureen) == lines_for(version, cast.beth) == lines_of(version)
    for audience in (Audience.WORKER_ONLY, Audience.ONLY_ME):
        Answer.objects.filter(pk=costs.pk).update(audience=audience)
        assert lines_for(version, cast.maureen) == lines_of(version)
        assert lines_for(version, cast.beth) == []
    Answer.objects.filter(pk=costs.pk).update(audience=Audience.EVERYONE)
    share_with(document, cast.beth_in_circle, left_out=[COSTS])
    assert lines_for(version, cast.beth) == []
