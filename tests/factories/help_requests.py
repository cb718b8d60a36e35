"""Requests for help in each of their states, and the help that comes of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from community.help_requests.enums import State
from community.help_requests.models import Helping, HelpRequest, Offer, SharedWithHelp
from community.help_requests.queries import help_rules
from community.help_requests.services.matching import begin_match
from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from content.questions.queries import latest_version
from planning.documents.models import Document
from portal.accounts.models import User
from tests.factories.content import publish
from tests.factories.volunteers import make_volunteer


def make_request(
    person: User,
    organisation: Organisation | None = None,
    *,
    state: str = State.WAITING,
    documents: Sequence[Document] = (),
    at: datetime | None = None,
) -> HelpRequest:
    """A request of a person, in whichever state; a draft where there is no organisation."""
    at = at or timezone.now()
    request: HelpRequest = HelpRequest.objects.create(
        person=person,
        organisation=organisation,
        question_set_version=latest_version("help_request") or latest_version("support_plan") or publish(),
        state=state if organisation else State.DRAFT,
        begun_at=at,
        state_since=at,
    )
    for document in documents:
        SharedWithHelp.objects.create(request=request, document=document)
    return request


def make_offer(request: HelpRequest, helper: User, *, by: User, at: datetime | None = None) -> Offer:
    """Somebody is proposed, and the person has not said yes or no."""
    offer: Offer = Offer.objects.create(
        request=request,
        organisation=request.organisation,
        helper=helper,
        about=f"{helper.known_as} has helped others before.",
        proposed_at=at or timezone.now(),
        proposed_by=by,
    )
    return offer


def let_help(
    person: User,
    helper: User,
    organisation: Organisation,
    *,
    documents: Sequence[Document] = (),
    at: datetime | None = None,
    until: datetime | None = None,
) -> Helping:
    """The person said yes an hour ago, or at another moment, to a volunteer of the organisation: the helper sees these
    documents."""
    at = at or timezone.now() - timedelta(hours=1)
    if not Volunteer.objects.of(organisation, at=timezone.now()).filter(membership__user=helper).exists():
        make_volunteer(organisation, helper)
    request = make_request(person, organisation, state=State.MATCHED, documents=documents, at=at)
    offer = make_offer(request, helper, by=helper, at=at)
    offer.settled, offer.settled_at = "yes", at
    offer.save()
    relation = f"volunteer, {organisation.name}"
    return begin_match(request, offer, relation=relation, until=until or at + help_rules().usually, by=person, at=at)
