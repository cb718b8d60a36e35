"""What ends without anybody pressing anything: proposals to who cannot come, checks, accounts."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import HowEnded, Settled, State
from community.help_requests.models import Helping, HelpRequest, Offer
from community.help_requests.services import accept_offer, accept_request, propose_helper
from community.help_requests.services.telling import page_of
from community.helping import services
from community.helping.services import by_the_clock
from community.organisations.services import end_membership
from community.volunteers.models import Volunteer
from community.volunteers.services.checking import take_check_out
from community.volunteers.services.inviting import end_volunteering
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.notifications.chores import do_chores
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.help_requests import let_help, make_request
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.integration.community.helping.conftest import run_out, text_of
from tests.integration.community.helping.test_endings import page, state_of, told
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def leo(helping: Helping) -> Volunteer:
    """Somebody else of Moor Friends, who has room for one."""
    return make_volunteer(helping.organisation, UserFactory(known_as="Leo", volunteer=True), at_once=1)


def propose(cast: Cast, request: HelpRequest, volunteer: Volunteer) -> Offer:
    return propose_helper(request=request, volunteer=volunteer, by=cast.dee, at=timezone.now())


def lose(cast: Cast, leo: Volunteer, how: str) -> None:
    """Leo cannot come any more."""
    if how == "leaves":
        end_volunteering(volunteer=leo, by=leo.membership.user, at=timezone.now())
    elif how == "checks":
        leo.checks.update(runs_out_on=timezone.localdate())
    elif how == "taken out":
        for check in leo.checks.all():
            take_check_out(check=check, by=cast.dee, at=timezone.now())
    else:
        request = make_request(cast.amira, leo.membership.organisation)
        accept_request(request=request, by=cast.dee, at=timezone.now())
        at = timezone.now()
        accept_offer(offer=propose(cast, request, leo), until=at + timedelta(days=9), by=cast.amira, at=at)


@pytest.mark.parametrize("how", ["leaves", "checks", "taken out", "no room"])
@pytest.mark.parametrize("helped", [False, True])
def test_a_proposal_does_not_outlive_who_is_proposed(
    cast: Cast, helping: Helping, leo: Volunteer, maureen: Client, how: str, helped: bool
) -> None:
    request = helping.request
    if not helped:
        request = make_request(cast.maureen, helping.organisation)
        accept_request(request=request, by=cast.dee, at=timezone.now())
    offer = propose(cast, request, leo)
    client, mine = signed_in(leo.membership.user), "You are proposed to 1 person"
    assert mine in text_of(client, "/helping/")
    Notice.objects.all().delete()
    lose(cast, leo, how)
    # By the clock, before it is written down.
    assert mine not in text_of(client, "/helping/")
    do_chores(at=timezone.now())
    offer.refresh_from_db()
    request.refresh_from_db()
    assert offer.settled == Settled.TAKEN_BACK
    assert request.state == (State.MATCHED if helped else State.ACCEPTED)
    assert (Kind.HELP_NEWS, request.get_absolute_url()) in told(cast.maureen)
    assert (Kind.HELP_ASKED, page_of(request, helping.organisation)) in told(cast.dee)
    text = text_of(maureen, request.get_absolute_url())
    assert "Who was proposed to you cannot help now. You did nothing wrong." in text
    assert "Read about Leo" not in text
    # Somebody else can be proposed.
    assert propose(cast, request, make_volunteer(helping.organisation)).settled == ""


def test_a_proposal_that_can_be_taken_stays(cast: Cast, helping: Helping, leo: Volunteer) -> None:
    offer = propose(cast, helping.request, leo)
    do_chores(at=timezone.now())
    offer.refresh_from_db()
    assert offer.settled == ""


def test_a_check_that_is_renewed_while_the_list_is_worked_off_ends_nothing(
    cast: Cast, helping: Helping, pat_helps: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(cast, pat_helps, "checks")
    hold = by_the_clock.hold_help

    def renewed_just_before(held: Helping, *, at: datetime) -> tuple[HelpRequest, Helping]:
        pat_helps.checks.update(runs_out_on=timezone.localdate() + timedelta(days=900))
        return hold(held, at=at)

    monkeypatch.setattr(by_the_clock, "hold_help", renewed_just_before)
    by_the_clock.end_without_checks(at=timezone.now())
    helping.refresh_from_db()
    assert helping.how_ended == ""


@pytest.mark.parametrize("how", ["checks", "taken out", "deactivated", "another role", "left elsewhere"])
@pytest.mark.parametrize("replacing", [False, True])
def test_help_ends_whose_helper_cannot_go_on_and_the_organisation_looks_for_somebody_else(
    cast: Cast,
    helping: Helping,
    pat_helps: Volunteer,
    leo: Volunteer,
    plan: Document,
    maureen: Client,
    dee: Client,
    how: str,
    replacing: bool,
) -> None:
    at = timezone.now()
    do_chores(at=at)
    assert Document.objects.visible_to(cast.pat, at=at).exists()
    offer = propose(cast, helping.request, leo) if replacing else None
    if how in ("checks", "taken out"):
        lose(cast, pat_helps, how)
    elif how == "deactivated":
        type(cast.pat).objects.filter(pk=cast.pat.pk).update(is_active=False)
    elif how == "another role":
        type(cast.pat).objects.filter(pk=cast.pat.pk).update(role=Role.COORDINATOR)
    else:
        type(pat_helps.membership).objects.filter(pk=pat_helps.membership_id).update(ends_at=timezone.now())
    do_chores(at=timezone.now())
    helping.refresh_from_db()
    checks = how in ("checks", "taken out")
    assert helping.how_ended == (HowEnded.CHECKS if checks else HowEnded.LEFT)
    assert state_of(helping) == (State.PROPOSED if replacing else State.ACCEPTED)
    if offer:
        offer.refresh_from_db()
        assert offer.settled == ""
    cast.pat.refresh_from_db()
    assert not Document.objects.visible_to(cast.pat, at=timezone.now()).exists()
    assert (Kind.HELP_ENDED, page(helping)) in told(cast.maureen)
    said = text_of(maureen, page(helping))
    assert ("Pat cannot help for now. You did nothing wrong." in said) is checks
    assert ("Pat does not help with Moor Friends any more. You did nothing wrong." in said) is not checks
    history = text_of(maureen, helping.request.get_absolute_url())
    assert "came to its last day" not in history
    assert "You did nothing wrong" in history
    assert helping.request.person.known_as in text_of(dee, page_of(helping.request, helping.organisation))


def test_what_nobody_noted_ends_nothing(cast: Cast, helping: Helping, pat_helps: Volunteer) -> None:
    pat_helps.checks.all().delete()
    do_chores(at=timezone.now())
    assert state_of(helping) == State.MATCHED


@pytest.mark.parametrize("how", ["date", "closed", "stops"])
def test_who_is_proposed_to_take_over_stays_proposed_when_the_one_before_ends(
    cast: Cast, helping: Helping, pat_helps: Volunteer, leo: Volunteer, maureen: Client, how: str
) -> None:
    offer = propose(cast, helping.request, leo)
    assert f"goes on, until {helping.match.last_day:%-d %B %Y}" in text_of(maureen, helping.request.get_absolute_url())
    at = timezone.now()
    if how == "date":
        run_out(helping, at)
        # By the clock, before it is written down.
        assert "nothing changes" not in text_of(maureen, helping.request.get_absolute_url())
        do_chores(at=at)
    elif how == "closed":
        services.close_help(helping=helping, words="Pat has moved.", by=cast.dee, at=at)
    else:
        services.step_back(helping=helping, words="", by=cast.pat, at=at)
    assert state_of(helping) == State.PROPOSED
    assert "Read about Leo" in text_of(maureen, helping.request.get_absolute_url())
    later = timezone.now()
    begun = accept_offer(offer=offer, until=later + timedelta(days=9), by=cast.maureen, at=later)
    assert begun.match.helper == leo.membership.user


def test_when_the_person_ends_it_nobody_stays_proposed(
    cast: Cast, helping: Helping, pat_helps: Volunteer, leo: Volunteer
) -> None:
    offer = propose(cast, helping.request, leo)
    services.end_help(helping=helping, by=cast.maureen, at=timezone.now())
    offer.refresh_from_db()
    assert (offer.settled, state_of(helping)) == (Settled.TAKEN_BACK, State.ENDED)


def test_over_by_its_date_every_page_says_so_before_it_is_written_down(
    cast: Cast, helping: Helping, pat_helps: Volunteer, leo: Volunteer, maureen: Client, dee: Client
) -> None:
    run_out(helping, timezone.now())
    for address in ("/help/", helping.request.get_absolute_url()):
        text = text_of(maureen, address)
        assert "This help has ended" in text
        assert "helps you" not in text
    assert "helps you" not in text_of(maureen, "/home/")
    address = reverse("organisation_request_propose", args=[helping.organisation.uuid, helping.request.uuid])
    assert dee.get(address).status_code == 404
    assert dee.post(address, {"volunteer": str(leo.uuid)}).status_code == 409
    assert not Offer.objects.open().exists()


def test_one_that_cannot_be_written_down_holds_up_no_other(
    cast: Cast, helping: Helping, leo: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now()
    run_out(helping, at)
    begun = let_help(cast.amira, leo.membership.user, helping.organisation, until=at)
    real = by_the_clock.hold_help

    def fails(each: Helping, **more: object) -> object:
        if each.pk == helping.pk:
            raise RuntimeError
        return real(each, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(by_the_clock, "hold_help", fails)
    by_the_clock.end_what_ran_out(at=at)
    begun.refresh_from_db()
    helping.refresh_from_db()
    assert (begun.how_ended, helping.how_ended) == (HowEnded.RAN_OUT, "")


def test_a_word_of_who_stops_is_kept_though_it_ended_a_moment_before(cast: Cast, helping: Helping) -> None:
    at = timezone.now()
    services.end_help(helping=helping, by=cast.maureen, at=at + timedelta(seconds=1))
    how = services.step_back(helping=helping, words="My back is worse.", by=cast.pat, at=at)
    assert how == HowEnded.PERSON
    helping.refresh_from_db()
    assert helping.parting_word.words == "My back is worse."


def test_a_volunteers_time_does_not_end_where_a_coordinators_does(cast: Cast, pat_helps: Volunteer) -> None:
    with pytest.raises(Denied, match="Only a coordinator"):
        end_membership(membership=pat_helps.membership, by=None, at=timezone.now())
    assert Helping.objects.active(at=timezone.now()).exists()


def test_a_yes_that_comes_while_somebody_leaves_is_held_before_them_too(
    cast: Cast, helping: Helping, pat_helps: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person first, then who helps: in the order of every yes, so that no two wait for each other for ever."""
    held: list[str] = []
    real = User.hold

    def hold(user: User) -> User:
        if user == cast.pat and not Helping.objects.filter(match__person=cast.amira).exists():
            let_help(cast.amira, cast.pat, helping.organisation)
        held.append(user.known_as)
        return real(user)

    monkeypatch.setattr(User, "hold", hold)
    # Amira said yes in a transaction of her own, so this does not undo it.
    monkeypatch.setattr(transaction, "savepoint_rollback", lambda point: held.append("let go"))
    end_volunteering(volunteer=pat_helps, by=cast.pat, at=timezone.now())
    again = held[held.index("let go") + 1 :]
    assert held[0] == "Maureen"
    assert {*again[:2]} == {"Maureen", "Amira"}
    assert again[2] == "Pat"
    assert not Helping.objects.active(at=timezone.now()).exists()
