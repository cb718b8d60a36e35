"""Who can be matched: one rule, as a list and as an answer about one; the two agree, whatever the facts."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.organisations.models import Organisation
from community.volunteers.models import CheckKind, Volunteer
from community.volunteers.policies import check_can_be_matched
from community.volunteers.queries import SOON
from portal.access.decisions import Denied
from tests.factories.organisations import make_organisation
from tests.factories.portal import UserFactory
from tests.factories.volunteers import DBS, TRAINING, add_check, check_kind, make_match, make_volunteer

# A day in the middle of summer: the clock of the United Kingdom is not that of the database then.
NOON = datetime.fromisoformat("2026-07-01T12:00:00+01:00")
TODAY = NOON.date()


@pytest.fixture
def friends(db: None) -> Organisation:
    """An organisation, where the council asks for one check."""
    CheckKind.objects.all().delete()
    check_kind(DBS)
    return make_organisation()


def why(volunteer: Volunteer, at: datetime | None = None) -> str:
    """Why somebody cannot be matched; the list says the same."""
    at = at or timezone.now()
    fresh = Volunteer.objects.select_related("membership__user", "membership__organisation").get(pk=volunteer.pk)
    listed = Volunteer.objects.matchable(fresh.membership.organisation, at=at).filter(pk=volunteer.pk).exists()
    try:
        check_can_be_matched(fresh, at=at)
    except Denied as denied:
        assert not listed, denied.reason
        return denied.reason
    assert listed
    return ""


def test_with_every_check_and_room_somebody_can_be_matched(friends: Organisation) -> None:
    assert why(make_volunteer(friends)) == ""


def test_without_a_check_that_is_needed_nobody_can(friends: Organisation) -> None:
    pat = make_volunteer(friends, UserFactory(known_as="Pat", volunteer=True), checked=False)
    assert why(pat) == "Pat’s DBS check is not noted yet."
    check_kind("references", needed=False)
    add_check(pat, check_kind(DBS), done_on=TODAY, runs_out_on=None, taken_out=True)
    assert why(pat) == "Pat’s DBS check is not noted yet."


def test_a_check_holds_until_just_before_the_day_on_which_it_runs_out(friends: Organisation) -> None:
    pat = make_volunteer(friends, UserFactory(known_as="Pat", volunteer=True), checked=False)
    type(pat.membership).objects.update(starts_at=NOON - timedelta(days=900))
    add_check(pat, check_kind(DBS), done_on=TODAY - timedelta(days=500), runs_out_on=TODAY)
    # Midnight in the United Kingdom is an hour before midnight in the database.
    midnight = NOON.replace(hour=0)
    assert why(pat, midnight - timedelta(microseconds=1)) == ""
    assert why(pat, midnight) == "Pat’s DBS check ran out on 1 July 2026."
    add_check(pat, check_kind(DBS), done_on=TODAY, runs_out_on=TODAY + timedelta(days=900))
    assert why(pat, midnight) == ""


def test_an_editor_may_ask_for_more_and_it_holds_at_once(friends: Organisation) -> None:
    volunteer = make_volunteer(friends, UserFactory(known_as="Pat", volunteer=True))
    check_kind(TRAINING)
    assert why(volunteer) == "Pat’s training for helping with plans is not noted yet."
    CheckKind.objects.update(needed=False)
    assert why(volunteer) == ""
    CheckKind.objects.filter(code=TRAINING).delete()
    volunteer.checks.all().delete()
    CheckKind.objects.all().delete()
    assert "Nobody has said yet which checks people need" in why(volunteer)


def test_somebody_who_helps_as_many_as_they_can_is_full(friends: Organisation) -> None:
    pat = UserFactory(known_as="Pat", volunteer=True)
    volunteer = make_volunteer(friends, pat, at_once=2)
    make_match(UserFactory(), pat)
    over = timezone.now() - timedelta(days=3)
    make_match(UserFactory(), pat, since=over, until=over + timedelta(days=1))
    assert why(volunteer) == ""
    make_match(UserFactory(), pat)
    assert why(volunteer) == "Pat helps 2 people now. There is no room for one more."
    # Whom somebody helps through another organisation counts, too: they have one life.
    elsewhere = make_volunteer(make_organisation("Another"), pat, at_once=2)
    assert "no room" in why(elsewhere)
    Volunteer.objects.filter(pk=volunteer.pk).update(at_once=0)
    assert why(volunteer) == "Pat takes on nobody new for now."


def test_who_is_not_there_any_more_cannot_be_matched(friends: Organisation) -> None:
    gone = make_volunteer(friends, UserFactory(known_as="Pat", volunteer=True), ended=True)
    assert why(gone) == "Pat does not help with Moor Friends now."
    there = make_volunteer(friends, UserFactory(known_as="Sam", volunteer=True))
    assert why(there, timezone.now() - timedelta(days=2)) == "Sam does not help with Moor Friends now."
    there.membership.user.is_active = False
    there.membership.user.save()
    assert "does not help" in why(there)


DAYS = st.integers(min_value=-40, max_value=40)
CHECKS = st.lists(
    st.tuples(st.sampled_from([DBS, TRAINING]), DAYS, st.one_of(st.none(), st.integers(1, 60)), st.booleans()),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    checks=CHECKS,
    needed=st.sets(st.sampled_from([DBS, TRAINING])),
    helps=st.integers(0, 2),
    at_once=st.integers(0, 2),
    ends_in=st.one_of(st.none(), st.integers(-2, 2)),
)
def test_the_list_and_the_answer_agree(
    friends: Organisation,
    checks: list[tuple[str, int, int | None, bool]],
    needed: set[str],
    helps: int,
    at_once: int,
    ends_in: int | None,
) -> None:
    name = f"P{Volunteer.objects.count()}x{UserFactory().pk}"
    user = UserFactory(known_as=name, volunteer=True)
    volunteer = make_volunteer(friends, user, checked=False, at_once=at_once)
    membership = volunteer.membership
    membership.starts_at = NOON - timedelta(days=100)
    membership.ends_at = None if ends_in is None else NOON + timedelta(hours=ends_in)
    membership.save()
    for code in (DBS, TRAINING):
        check_kind(code)
        CheckKind.objects.filter(code=code).update(needed=code in needed)
    for code, done, lasts, taken_out in checks:
        day = TODAY + timedelta(days=done)
        until = None if lasts is None else day + timedelta(days=lasts)
        add_check(volunteer, check_kind(code), done_on=day, runs_out_on=until, taken_out=taken_out)
    for _ in range(helps):
        make_match(UserFactory(), user, since=NOON - timedelta(days=1))
    # `why` compares the two.
    why(volunteer, NOON)


def test_what_is_due_is_what_runs_out_within_thirty_days_and_was_not_renewed(friends: Organisation) -> None:
    dbs, now = check_kind(DBS), timezone.now()
    today = timezone.localdate(now)
    facts = {"soon": SOON, "later": SOON + timedelta(days=1), "over": timedelta(0)}
    names = {}
    for name, left in facts.items():
        names[name] = make_volunteer(friends, UserFactory(known_as=name, volunteer=True), checked=False)
        add_check(names[name], dbs, done_on=today - timedelta(days=100), runs_out_on=today + left)
    renewed = make_volunteer(friends, UserFactory(known_as="renewed", volunteer=True))
    add_check(renewed, dbs, done_on=today - timedelta(days=100), runs_out_on=today + timedelta(days=3))
    make_volunteer(friends, UserFactory(known_as="none", volunteer=True), checked=False)
    due = Volunteer.objects.with_checks_due(at=now)
    assert {each.name for each in due} == {"soon", "over"}
