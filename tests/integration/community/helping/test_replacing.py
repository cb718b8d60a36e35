"""The organisation puts somebody else in a helper's place: with the person's yes, and in that moment."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import HowEnded, State
from community.help_requests.models import Helping, HelpRequest
from community.help_requests.services import accept_offer, decline_offer, propose_helper
from community.messaging.gate import Ticket, look
from community.messaging.models import Thread
from planning.documents.models import Document
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from tests.factories.portal import UserFactory
from tests.factories.volunteers import make_volunteer
from tests.integration.community.helping.conftest import text_of
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db


def test_with_her_yes_the_one_before_sees_nothing_more_in_the_same_moment(
    cast: Cast, helping: Helping, pat: Client, maureen: Client, plan: Document
) -> None:
    thread, second = Thread.objects.get(), UserFactory(known_as="Leo", volunteer=True)
    leo, ticket = signed_in(second), Ticket(pat.cookies["sessionid"].value, helping.match.place.thread.uuid)
    volunteer = make_volunteer(helping.organisation, second)
    offer = propose_helper(request=helping.request, volunteer=volunteer, by=cast.dee, at=timezone.now())
    # Until she has said yes nothing changes for either.
    assert pat.get(plan.get_absolute_url()).status_code == 200
    assert leo.get(plan.get_absolute_url()).status_code == 404
    at = timezone.now()
    begun = accept_offer(offer=offer, until=at + timedelta(days=30), by=cast.maureen, at=at)
    assert leo.get(plan.get_absolute_url()).status_code == 200
    for address in (
        plan.get_absolute_url(),
        thread.get_absolute_url(),
        reverse("helping_person", args=[helping.match.uuid]),
    ):
        assert pat.get(address).status_code == 404
    assert look([ticket], timezone.now())[0].thread is None
    helping.refresh_from_db()
    assert helping.how_ended == HowEnded.REPLACED
    assert HelpRequest.objects.get().state == State.MATCHED
    told = Notice.objects.filter(user=cast.pat, read_at=None)
    assert [(notice.kind, notice.path) for notice in told] == [(Kind.HELP_ENDED, reverse("helping"))]
    # The new one does not read what the one before wrote, and the person keeps both.
    assert begun.match.place.thread != thread
    assert leo.get(thread.get_absolute_url()).status_code == 404
    receipt = text_of(maureen, reverse("help_receipt", args=[helping.request.uuid]))
    assert "Pat, volunteer, Moor Friends" in receipt
    assert "Leo, volunteer, Moor Friends" in receipt


def test_with_her_no_everything_stays(cast: Cast, helping: Helping, pat: Client, plan: Document) -> None:
    volunteer = make_volunteer(helping.organisation, UserFactory(volunteer=True))
    offer = propose_helper(request=helping.request, volunteer=volunteer, by=cast.dee, at=timezone.now())
    decline_offer(offer=offer, by=cast.maureen, at=timezone.now())
    assert pat.get(plan.get_absolute_url()).status_code == 200
    helping.refresh_from_db()
    assert helping.how_ended == ""


@pytest.mark.parametrize("when", ["before", "after"])
def test_who_takes_over_sees_what_the_one_before_saw_last(
    cast: Cast, helping: Helping, maureen: Client, plan: Document, when: str
) -> None:
    """Whether she stopped sharing before somebody else was proposed, or after it."""
    second = UserFactory(known_as="Leo", volunteer=True)
    volunteer, stop = make_volunteer(helping.organisation, second), f"{plan.get_absolute_url()}share/stop/"
    share = plan.grants.get(match=helping.match)
    if when == "before":
        maureen.post(f"{stop}{share.pk}/")
    offer = propose_helper(request=helping.request, volunteer=volunteer, by=cast.dee, at=timezone.now())
    page = reverse("help_offer", args=[helping.request.uuid, offer.uuid])
    if when == "after":
        assert plan.title in text_of(maureen, page)
        maureen.post(f"{stop}{share.pk}/")
    # What she reads before her yes is what her yes opens; it is changed on the pages of the documents.
    read = text_of(maureen, page)
    assert plan.title not in read
    assert "It is what Pat sees." in read
    assert reverse("help_documents", args=[helping.request.uuid]) not in read
    at = timezone.now()
    accept_offer(offer=offer, until=at + timedelta(days=30), by=cast.maureen, at=at)
    assert signed_in(second).get(plan.get_absolute_url()).status_code == 404
