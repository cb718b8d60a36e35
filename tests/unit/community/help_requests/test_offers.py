"""Somebody is proposed, the person says yes or no: who may, once, and what opens with the yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.help_requests import services
from community.help_requests.enums import Action, HowEnded, Settled, State
from community.help_requests.life import ALREADY
from community.help_requests.models import Helping, HelpRequest, Offer, Turn
from community.help_requests.policies import NOT_YOURS, OF_ANOTHER, PAST, TOO_LONG
from community.organisations.models import Membership
from community.volunteers.models import Volunteer
from content.questions.queries import latest_version
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Match
from tests.factories.planning import make_document
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.unit.community.help_requests.conftest import Help

pytestmark = pytest.mark.django_db


@pytest.fixture
def leo(help_: Help) -> Volunteer:
    return make_volunteer(help_.friends, UserFactory(known_as="Leo", volunteer=True), kind="peer", about="I sew.")


def taken_on(help_: Help, *documents: Document) -> HelpRequest:
    request = help_.sent()
    for document in documents:
        services.choose_document(request=request, document=document, shown=True, by=help_.iris, at=help_.at)
    services.accept_request(request=request, by=help_.dee, at=help_.at)
    return request


def propose(request: HelpRequest, volunteer: Volunteer, help_: Help) -> Offer:
    return services.propose_helper(request=request, volunteer=volunteer, by=help_.dee, at=help_.at)


def yes(offer: Offer, help_: Help, **more: Any) -> Helping:
    facts = {"until": help_.at + timedelta(weeks=12), "by": help_.iris, "at": help_.at, **more}
    return services.accept_offer(offer=offer, **facts)


def test_nothing_opens_before_the_yes_and_only_what_is_ticked_with_it(help_: Help, leo: Volunteer) -> None:
    helper = leo.membership.user
    shown, other = make_document(help_.iris), make_document(help_.iris, version=latest_version("support_plan"))
    request = taken_on(help_, shown)
    offer = propose(request, leo, help_)
    assert offer.about == "I sew."
    assert not Document.objects.visible_to(helper, at=help_.at).exists()
    assert not HelpRequest.objects.visible_to(helper, at=help_.at).exists()
    for _ in range(2):
        helping = yes(offer, help_)
    assert Helping.objects.get() == helping
    assert helping.match.relation == "peer supporter, Moor Friends"
    assert list(Document.objects.visible_to(helper, at=help_.at)) == [shown]
    assert other not in Document.objects.visible_to(helper, at=help_.at)
    after = help_.at + timedelta(weeks=12)
    assert not Document.objects.visible_to(helper, at=after).exists()
    assert Notice.objects.filter(user=helper, kind=Kind.HELP_ASKED, path__startswith="/messages/").exists()


def test_the_person_alone_says_yes_or_no(help_: Help, leo: Volunteer) -> None:
    offer = propose(taken_on(help_), leo, help_)
    for somebody in (help_.dee, leo.membership.user, UserFactory()):
        with pytest.raises(Denied, match=NOT_YOURS):
            yes(offer, help_, by=somebody)
        with pytest.raises(Denied, match=NOT_YOURS):
            services.decline_offer(offer=offer, by=somebody, at=help_.at)
    assert not Match.objects.exists()


def test_a_no_needs_no_reason_and_they_are_not_proposed_again(help_: Help, leo: Volunteer) -> None:
    request = taken_on(help_)
    offer = propose(request, leo, help_)
    for _ in range(2):
        services.decline_offer(offer=offer, by=help_.iris, at=help_.at)
    assert Turn.objects.filter(action=Action.SAY_NO, words="").count() == 1
    assert HelpRequest.objects.get().state == State.ACCEPTED
    with pytest.raises(Denied, match="They said no to Leo before"):
        propose(request, leo, help_)
    with pytest.raises(Denied, match=ALREADY):
        yes(offer, help_)


def test_without_valid_checks_or_room_nobody_is_proposed_or_matched(help_: Help, leo: Volunteer) -> None:
    request = taken_on(help_)
    unchecked = make_volunteer(help_.friends, checked=False)
    with pytest.raises(Denied, match="DBS"):
        propose(request, unchecked, help_)
    with pytest.raises(Denied, match=OF_ANOTHER):
        propose(request, make_volunteer(help_.others), help_)
    offer = propose(request, leo, help_)
    leo.checks.update(runs_out_on=timezone.localdate(help_.at))
    with pytest.raises(Denied, match="Leo cannot help you just now"):
        yes(offer, help_)
    assert not Match.objects.exists()
    assert HelpRequest.objects.get().state == State.PROPOSED


def test_taken_back_it_cannot_be_said_yes_to(help_: Help, leo: Volunteer) -> None:
    request = taken_on(help_)
    offer = propose(request, leo, help_)
    for _ in range(2):
        services.take_offer_back(offer=offer, by=help_.dot, at=help_.at)
    with pytest.raises(Denied, match=ALREADY):
        yes(offer, help_)
    again = propose(request, leo, help_)
    assert again != offer
    assert propose(request, leo, help_) == again
    with pytest.raises(Denied, match=ALREADY):
        services.propose_helper(request=request, volunteer=leo, by=help_.dot, at=help_.at)


@pytest.mark.parametrize(("days", "reason"), [(-1, PAST), (0, PAST), (367, TOO_LONG)])
def test_the_last_day_lies_ahead_and_within_a_year(help_: Help, leo: Volunteer, days: int, reason: str) -> None:
    offer = propose(taken_on(help_), leo, help_)
    with pytest.raises(Denied, match=reason):
        yes(offer, help_, until=help_.at + timedelta(days=days))
    assert not Match.objects.exists()


def test_who_is_replaced_sees_nothing_more_in_the_moment_of_the_yes(help_: Help, leo: Volunteer) -> None:
    plan, pat = make_document(help_.iris), make_volunteer(help_.friends, UserFactory(known_as="Pat", volunteer=True))
    request = taken_on(help_, plan)
    first = yes(propose(request, leo, help_), help_)
    at = help_.at + timedelta(days=3)
    with pytest.raises(Denied, match="Leo helps them already"):
        services.propose_helper(request=request, volunteer=leo, by=help_.dee, at=at)
    offer = services.propose_helper(request=request, volunteer=pat, by=help_.dee, at=at)
    assert HelpRequest.objects.get().state == State.REPLACING
    assert Document.objects.visible_to(leo.membership.user, at=at).get() == plan
    later = at + timedelta(hours=1)
    yes(offer, help_, at=later, until=later + timedelta(weeks=1))
    first.refresh_from_db()
    assert first.how_ended == HowEnded.REPLACED
    assert not Document.objects.visible_to(leo.membership.user, at=later).exists()
    assert Document.objects.visible_to(pat.membership.user, at=later).get() == plan
    assert HelpRequest.objects.get().state == State.MATCHED


@pytest.mark.parametrize("end", ["declined", "taken_back"])
def test_an_end_of_the_request_takes_the_proposal_along(help_: Help, leo: Volunteer, end: str) -> None:
    request = taken_on(help_)
    offer = propose(request, leo, help_)
    if end == "declined":
        services.decline_request(request=request, words="Leo is ill.", by=help_.dee, at=help_.at)
    else:
        services.take_request_back(request=request, by=help_.iris, at=help_.at)
    offer.refresh_from_db()
    assert offer.settled == Settled.TAKEN_BACK
    with pytest.raises(Denied, match=ALREADY):
        yes(offer, help_)


def test_an_organisation_that_was_not_asked_learns_nothing_by_proposing(help_: Help, leo: Volunteer) -> None:
    request = taken_on(help_)
    Match.objects.create(
        person=help_.iris,
        helper=leo.membership.user,
        relation="volunteer",
        starts_at=help_.at,
        ends_at=help_.at + timedelta(days=9),
    )
    with pytest.raises(Denied) as denied:
        services.propose_helper(request=request, volunteer=leo, by=help_.olu, at=help_.at)
    assert "helps" not in denied.value.reason


def test_a_yes_whose_window_is_older_than_a_leaving_comes_too_late(help_: Help, leo: Volunteer) -> None:
    """The locks put the leaving first, whatever moment the yes began with."""
    offer = propose(taken_on(help_), leo, help_)
    Membership.objects.filter(pk=leo.membership_id).update(ends_at=help_.at + timedelta(seconds=2))
    with pytest.raises(Denied, match="cannot help you"):
        yes(offer, help_)


def test_a_yes_whose_window_is_older_than_another_counts_that_other(help_: Help, leo: Volunteer) -> None:
    """One more than there is room for, and the same two twice, are seen though they began a moment later."""
    offer = propose(taken_on(help_), leo, help_)
    later = {"starts_at": help_.at + timedelta(seconds=2), "ends_at": help_.at + timedelta(days=9)}
    match = Match.objects.create(person=help_.iris, helper=leo.membership.user, relation="volunteer", **later)
    with pytest.raises(Denied, match="helps you already"):
        yes(offer, help_)
    match.delete()
    Volunteer.objects.filter(pk=leo.pk).update(at_once=1)
    Match.objects.create(person=UserFactory(), helper=leo.membership.user, relation="volunteer", **later)
    with pytest.raises(Denied, match="cannot help you"):
        yes(offer, help_)


def test_what_is_over_by_its_date_is_over_before_that_is_written_down(help_: Help, leo: Volunteer) -> None:
    request = taken_on(help_)
    yes(propose(request, leo, help_), help_, until=help_.at + timedelta(days=1))
    later = help_.at + timedelta(days=2)
    second = make_volunteer(help_.friends, UserFactory(volunteer=True))
    with pytest.raises(Denied):
        services.propose_helper(request=request, volunteer=second, by=help_.dee, at=later)
