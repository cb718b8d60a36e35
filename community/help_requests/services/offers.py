"""Somebody is proposed, and the person says yes or no. With the yes, and in its transaction, the help begins."""

from datetime import datetime

from django.db import transaction

from community.help_requests.enums import Action, HowEnded, Settled, State
from community.help_requests.life import ALREADY
from community.help_requests.models import Helping, HelpRequest, Offer
from community.help_requests.policies import check_can, check_can_be_proposed, check_ends_in_time, check_still_can_help
from community.help_requests.services.matching import begin_match, end_match, remember_what_is_open
from community.help_requests.services.moving import hold, move
from community.help_requests.services.settling import settle
from community.help_requests.services.telling import tell_coordinators, tell_person
from community.volunteers.models import Volunteer
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify


@transaction.atomic
def propose_helper(*, request: HelpRequest, volunteer: Volunteer, by: User, at: datetime) -> Offer:
    """Propose one of the organisation's volunteers or peers, whose checks hold and who has room for one more.

    Nothing opens by it. While somebody helps already, it is somebody who would take over. Raises Denied, also for
    somebody to whom the person said no before.
    """
    held = hold(request, at=at)
    same = held.offers.open().filter(helper=volunteer.membership.user_id, proposed_by=by).first()
    if same:
        return _offer(same)
    check_can(by, held, Action.PROPOSE, at=at)
    check_can_be_proposed(held, volunteer, at=at)
    for helping in Helping.objects.lasting(at=at).filter(request=held).select_related("match", "request"):
        # The person reads beside the proposal what whoever takes over would see.
        remember_what_is_open(helping)
    move(held, Action.PROPOSE, by=by, at=at)
    made: Offer = Offer.objects.create(
        request=held,
        organisation=volunteer.membership.organisation,
        helper=volunteer.membership.user,
        about=volunteer.about,
        proposed_at=at,
        proposed_by=by,
    )
    tell_person(held, at=at)
    return made


@transaction.atomic
def take_offer_back(*, offer: Offer, by: User, at: datetime) -> None:
    """The organisation takes a proposal back before the person has said anything. Raises Denied."""
    held, current = _held(offer, at)
    if current.settled == Settled.TAKEN_BACK:
        return
    _check_open(current)
    move(held, Action.TAKE_OFFER_BACK, by=by, at=at)
    settle(held, Settled.TAKEN_BACK, at=at)
    tell_person(held, at=at)


@transaction.atomic
def accept_offer(*, offer: Offer, until: datetime, by: User, at: datetime) -> Helping:
    """The person says yes: from this moment on the helper sees the documents that are ticked, until `until`.

    Whoever helped before and is replaced sees nothing more in the same moment. Saying yes twice is saying it once.
    Raises Denied where the proposal is not open any more, where the helper cannot help any more, and for an end in the
    past or more than a year ahead.
    """
    held, current = _held(offer, at)
    if current.settled == Settled.YES and by.pk == held.person_id:
        helping: Helping = current.helping
        return helping
    _check_open(current)
    check_ends_in_time(until, at=at)
    # Two people may say yes to the same helper, who has room for one.
    current.helper.hold()
    volunteer = check_still_can_help(held, current, at=at)
    before = move(held, Action.SAY_YES, by=by, at=at)
    if before == State.REPLACING:
        for replaced in Helping.objects.lasting(at=at).for_pages().filter(request=held):
            end_match(replaced, how=HowEnded.REPLACED, by=by, at=at)
    settle(held, Settled.YES, at=at)
    current.refresh_from_db()
    begun = begin_match(held, current, relation=relation_of(volunteer), until=until, by=by, at=at)
    # Whatever is shared is told by its own notice; that there is somebody to help is told in any case.
    notify(user=current.helper, kind=Kind.HELP_ASKED, path=begun.match.place.thread.get_absolute_url(), at=at)
    _told_back(held, at)
    return begun


@transaction.atomic
def decline_offer(*, offer: Offer, by: User, at: datetime) -> None:
    """The person says no, thank you. No reason is asked, and the organisation looks on. Raises Denied."""
    held, current = _held(offer, at)
    if current.settled == Settled.NO and by.pk == held.person_id:
        return
    _check_open(current)
    move(held, Action.SAY_NO, by=by, at=at)
    settle(held, Settled.NO, at=at)
    _told_back(held, at)


def relation_of(volunteer: Volunteer) -> str:
    """Who a helper is to the person, in words: "peer supporter, Northmoor Independent Living"."""
    return f"{volunteer.get_kind_display().lower()}, {volunteer.membership.organisation.name}"


def _told_back(held: HelpRequest, at: datetime) -> None:
    """What waited for the person is done with; what they said is told to the organisation."""
    mark_read(user=held.person, path=held.get_absolute_url(), at=at)
    tell_coordinators(held, at=at)


def _held(offer: Offer, at: datetime) -> tuple[HelpRequest, Offer]:
    held = hold(offer.request, at=at)
    return held, _offer(offer)


def _offer(offer: Offer) -> Offer:
    current: Offer = Offer.objects.select_related("helper", "organisation", "request").get(pk=offer.pk)
    return current


def _check_open(offer: Offer) -> None:
    if offer.settled:
        raise Denied(ALREADY)
