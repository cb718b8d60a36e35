"""Finding the request that an address names; what a reader may not see is not there (404)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from community.help_requests.life import WITH_THE_ORGANISATION
from community.help_requests.models import HelpRequest
from community.organisations.models import Organisation
from portal.access.requests import SignedInRequest
from portal.accounts.models import User


def own_request(request: SignedInRequest, uuid: UUID, at: datetime) -> HelpRequest:
    """One's own request, as it stands at this moment."""
    own = HelpRequest.objects.filter(person=request.user).for_pages().as_of(at)
    found: HelpRequest = get_object_or_404(own, uuid=uuid)
    return found


def own_organisation(request: SignedInRequest, uuid: UUID, at: datetime) -> Organisation:
    """The organisation, if this coordinator is its coordinator now."""
    own = Organisation.objects.coordinated_by(request.user, at=at)
    found: Organisation = get_object_or_404(own.select_related("availability"), uuid=uuid)
    return found


def asked_of(request: SignedInRequest, uuid: UUID, request_uuid: UUID, at: datetime) -> HelpRequest:
    """A request that is with a coordinator's organisation now."""
    organisation = own_organisation(request, uuid, at)
    theirs = HelpRequest.objects.visible_to(request.user, at=at).asked_of(organisation)
    found: HelpRequest = get_object_or_404(theirs.for_pages(), uuid=request_uuid)
    return found


def once_asked_of(request: SignedInRequest, uuid: UUID, request_uuid: UUID, at: datetime) -> HelpRequest:
    """A request that was sent to a coordinator's organisation at some time: for what a page sends that was opened while
    it was there. The services say whether it still can be done; nothing of the request is shown."""
    organisation = own_organisation(request, uuid, at)
    once = Q(turns__organisation=organisation) | Q(organisation=organisation, state__in=WITH_THE_ORGANISATION)
    theirs = HelpRequest.objects.filter(once).distinct()
    found: HelpRequest = get_object_or_404(theirs.select_related("person", "organisation"), uuid=request_uuid)
    return found


def is_with(found: HelpRequest, uuid: UUID, user: User, at: datetime) -> bool:
    """Whether a coordinator of the organisation of an address reads this request now."""
    return HelpRequest.objects.visible_to(user, at=at).filter(pk=found.pk, organisation__uuid=uuid).exists()
