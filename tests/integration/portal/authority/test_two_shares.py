"""A supporter with ticks and an authority reads through both: what is left out for them, and who may open it again;
and who ends an authority while nobody is the social worker."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.documents.models import Answer, Document, Grant, Version
from planning.documents.services import (
    change_share,
    go_back,
    leave_parts_out,
    share_with_named_worker,
    share_with_supporter,
    stop_sharing,
)
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.authority.services import end_authority
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, CircleMembership
from tests.factories.authority import let_act
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, make_version, share_with
from tests.factories.portal import UserFactory, join_circle
from tests.personas import Cast

BrowserOf = Callable[[User], Client]
WORDS = question_id(default_definition(), "long_text")
NO_TICKS = {"can_comment": False, "can_suggest": False, "can_edit": False, "can_see_budget": False}


@pytest.fixture
def plan(cast: Cast) -> Document:
    """Maureen's plan, with one answer."""
    document = make_document(cast.maureen)
    answer(document, WORDS, "The choir on Thursdays")
    return document


@pytest.fixture
def fred(cast: Cast) -> CircleMembership:
    """A friend in Maureen's circle."""
    return join_circle(cast.maureen, UserFactory(known_as="Fred"), relation="friend")


def reads(user: User, plan: Document) -> bool:
    return bool(Answer.objects.visible_to(user, at=timezone.now()).filter(document=plan, question_id=WORDS).exists())


# --- Two shares, one reader ---------------------------------------------------------------


@pytest.mark.parametrize("acting", [False, True])
def test_left_out_of_one_share_it_is_left_out_of_the_other(cast: Cast, plan: Document, acting: bool) -> None:
    share_with(plan, cast.beth_in_circle)
    let_act(cast.beth_in_circle, cast.morag)
    grant = plan.grants.get(authority__isnull=not acting)
    leave_parts_out(grant=grant, left_out=[WORDS], by=cast.maureen, at=timezone.now())
    assert not reads(cast.beth, plan)
    leave_parts_out(grant=grant, left_out=[], by=cast.maureen, at=timezone.now())
    assert reads(cast.beth, plan)


def test_ticks_that_are_given_beside_an_authority_leave_out_there_too(cast: Cast, plan: Document) -> None:
    let_act(cast.beth_in_circle, cast.morag)
    at = timezone.now()
    share_with_supporter(document=plan, membership=cast.beth_in_circle, by=cast.maureen, at=at, left_out=[WORDS])
    assert not reads(cast.beth, plan)
    share_with_supporter(document=plan, membership=cast.beth_in_circle, by=cast.maureen, at=at, left_out=[])
    assert reads(cast.beth, plan)


def test_what_a_share_left_out_that_has_ended_stays_left_out(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, ended=True, left_out=[WORDS])
    let_act(cast.beth_in_circle, cast.morag)
    assert not reads(cast.beth, plan)


def test_words_that_are_back_are_left_out_of_both(cast: Cast, plan: Document) -> None:
    ticked = share_with(plan, cast.beth_in_circle, left_out=[WORDS])
    version = make_version(plan)
    let_act(cast.beth_in_circle, cast.morag)
    leave_parts_out(grant=ticked, left_out=[], by=cast.maureen, at=timezone.now())
    Answer.objects.filter(document=plan, question_id=WORDS).update(value="Other words", number=2)
    go_back(version=version, by=cast.maureen, at=timezone.now())
    assert not reads(cast.beth, plan)


def test_versions_from_before_the_first_day_stay_closed(cast: Cast, plan: Document) -> None:
    at = timezone.now() - timedelta(hours=9)
    starts = at + timedelta(hours=6)
    let_act(cast.beth_in_circle, cast.morag, starts_at=starts, at=at)
    make_version(plan, at=at + timedelta(hours=3))
    since = make_version(plan, at=starts + timedelta(hours=1))
    seen = Version.objects.visible_to(cast.beth, at=timezone.now())
    assert set(seen) == {since}


# --- In the owner's place, and no further -------------------------------------------------


@pytest.mark.parametrize("ticked", [False, True])
def test_two_who_act_for_her_decide_nothing_about_each_other(
    cast: Cast, plan: Document, fred: CircleMembership, browser_of: BrowserOf, ticked: bool
) -> None:
    if ticked:
        share_with(plan, fred, left_out=[WORDS])
    let_act(cast.beth_in_circle, cast.morag)
    let_act(fred, cast.morag)
    at = timezone.now()
    for grant in plan.grants.filter(circle_membership=fred):
        leave_parts_out(grant=grant, left_out=[WORDS], by=cast.maureen, at=at)
        address = reverse("document_left_out", args=[plan.uuid, grant.pk])
        assert browser_of(cast.beth).get(address).status_code == 403
        assert browser_of(cast.beth).post(address, {}).status_code == 403
        with pytest.raises(Denied):
            leave_parts_out(grant=grant, left_out=[], by=cast.beth, at=at)
        with pytest.raises(Denied):
            stop_sharing(grant=grant, by=cast.beth, at=at)
    assert not reads(fred.supporter, plan)
    with pytest.raises(Denied):
        share_with_supporter(document=plan, membership=fred, by=cast.beth, at=at, can_edit=True, can_see_budget=True)
    assert not Grant.objects.ticked().filter(can_edit=True).exists()
    page = browser_of(cast.beth).get(reverse("document_share", args=[plan.uuid])).content.decode()
    assert reverse("document_share_person", args=[plan.uuid, fred.uuid]) not in page
    assert "Stop sharing" not in page


def test_what_the_owner_left_out_nobody_opens_in_their_place(
    cast: Cast, plan: Document, fred: CircleMembership, browser_of: BrowserOf
) -> None:
    grant = share_with(plan, fred, left_out=[WORDS])
    let_act(cast.beth_in_circle, cast.morag)
    at = timezone.now()
    leave_parts_out(grant=grant, left_out=[], by=cast.beth, at=at)
    change_share(grant=grant, left_out=[], by=cast.beth, at=at, **NO_TICKS)
    assert not reads(fred.supporter, plan)
    address = reverse("document_left_out", args=[plan.uuid, grant.pk])
    assert "stays left out" in browser_of(cast.beth).post(address, {}, follow=True).content.decode()
    stop_sharing(grant=grant, by=cast.beth, at=at)
    share_with_supporter(document=plan, membership=fred, by=cast.beth, at=timezone.now(), left_out=[])
    assert not reads(fred.supporter, plan), "not by stopping and sharing again either"
    again = plan.grants.get(circle_membership=fred, ends_at=None)
    leave_parts_out(grant=again, left_out=[], by=cast.maureen, at=timezone.now())
    assert reads(fred.supporter, plan), "the owner does"


def test_the_workers_share_leaves_out_what_the_owner_left_out_of_it(cast: Cast, plan: Document) -> None:
    let_act(cast.beth_in_circle, cast.morag)
    at = timezone.now() - timedelta(minutes=5)
    grant = share_with_named_worker(document=plan, by=cast.maureen, at=at, left_out=[WORDS])
    stop_sharing(grant=grant, by=cast.beth, at=timezone.now())
    share_with_named_worker(document=plan, by=cast.beth, at=timezone.now())
    assert not reads(cast.sunita, plan)


def test_who_does_not_act_about_money_opens_no_budget(
    cast: Cast, plan: Document, fred: CircleMembership, browser_of: BrowserOf
) -> None:
    health = let_act(cast.beth_in_circle, cast.morag, money=False)
    at = timezone.now()
    with pytest.raises(Denied):
        share_with_supporter(document=plan, membership=fred, by=cast.beth, at=at, can_see_budget=True)
    address = reverse("document_share_person", args=[plan.uuid, fred.uuid])
    assert "See my budget" not in browser_of(cast.beth).get(address).content.decode()
    sent = {"can_see": "on", "can_see_budget": "on", "can_comment": "on"}
    assert browser_of(cast.beth).post(address, sent).status_code == 302
    grant = plan.grants.get(circle_membership=fred)
    assert (grant.can_comment, grant.can_see_budget) == (True, False)
    with pytest.raises(Denied):
        change_share(grant=grant, by=cast.beth, at=at, **{**NO_TICKS, "can_see_budget": True})
    change_share(grant=grant, by=cast.maureen, at=at, **{**NO_TICKS, "can_see_budget": True})
    browser_of(cast.beth).post(address, {"can_see": "on"})
    grant.refresh_from_db()
    assert (grant.can_comment, grant.can_see_budget) == (False, True), "what Maureen ticked stays"
    end_authority(authority=health, by=cast.morag, at=timezone.now())
    let_act(cast.beth_in_circle, cast.morag)
    assert "See my budget" in browser_of(cast.beth).get(address).content.decode()


# --- Ending it ----------------------------------------------------------------------------


def test_it_can_be_seen_and_ended_while_nobody_is_the_social_worker(
    cast: Cast, plan: Document, browser_of: BrowserOf
) -> None:
    authority = let_act(cast.beth_in_circle, cast.morag)
    Allocation.objects.filter(person=cast.maureen).update(ends_at=timezone.now())
    other = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    assert browser_of(other).get(authority.get_absolute_url()).status_code == 404
    morag = browser_of(cast.morag)
    assert authority.get_absolute_url() in morag.get(reverse("authorities")).content.decode()
    assert morag.get(authority.get_absolute_url()).status_code == 200
    assert morag.post(reverse("end_authority", args=[authority.uuid])).status_code == 302
    assert not Authority.objects.standing(at=timezone.now()).exists()
    assert not reads(cast.beth, plan)
    # Both are told, and where the notice leads is open to each.
    for user in (cast.maureen, cast.beth):
        notice = Notice.objects.filter(user=user).latest("pk")
        assert browser_of(user).get(notice.path).status_code == 200
        assert notice.kind == (Kind.AUTHORITY_ENDED if user == cast.maureen else Kind.AUTHORITY_HELD)


@pytest.mark.parametrize("why", ["the worker has no team", "the team has no manager"])
def test_any_manager_can_end_it_where_nobody_is_responsible(
    cast: Cast, plan: Document, browser_of: BrowserOf, why: str
) -> None:
    authority = let_act(cast.beth_in_circle, cast.morag)
    other = UserFactory(known_as="Yusuf", team_manager=True, team=cast.south)
    yusuf = browser_of(other)
    assert authority.get_absolute_url() not in yusuf.get(reverse("authorities")).content.decode()
    if why == "the worker has no team":
        User.objects.filter(pk=cast.sunita.pk).update(team=None)
    else:
        User.objects.filter(role=Role.TEAM_MANAGER, team=cast.sunita.team).update(is_active=False)
    assert authority.get_absolute_url() in yusuf.get(reverse("authorities")).content.decode()
    assert yusuf.get(authority.get_absolute_url()).status_code == 200
    # To end what is not right is everybody's; to record something new is for who knows the person.
    assert yusuf.get(reverse("record_authority", args=[cast.maureen.uuid])).status_code == 404
    assert yusuf.post(reverse("end_authority", args=[authority.uuid])).status_code == 302
    assert not reads(cast.beth, plan)


def test_what_had_not_begun_is_ended_once(cast: Cast, plan: Document, now: datetime) -> None:
    authority = let_act(cast.beth_in_circle, cast.morag, starts_at=timezone.now() + timedelta(days=5))
    end_authority(authority=authority, by=cast.morag, at=timezone.now())
    with pytest.raises(Denied):
        end_authority(authority=authority, by=cast.morag, at=timezone.now())
    assert not Authority.objects.not_over(at=timezone.now()).exists()
