"""Who is told when a request has moved. No notice says what of, or of whom."""

from datetime import datetime

from django.urls import reverse

from community.help_requests.models import HelpRequest
from community.organisations.models import Organisation
from community.organisations.queries import coordinators_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify, withdraw


def page_of(request: HelpRequest, organisation: Organisation) -> str:
    """Where the coordinators of an organisation read a request."""
    return reverse("organisation_request", args=[organisation.uuid, request.uuid])


def tell_person(held: HelpRequest, *, at: datetime) -> None:
    """There is news for who asked."""
    notify(user=held.person, kind=Kind.HELP_NEWS, path=held.get_absolute_url(), at=at)


def tell_coordinators(held: HelpRequest, *, at: datetime) -> None:
    """There is something for everybody who looks after the organisation that is asked now."""
    if held.organisation is None:
        return
    for user in coordinators_of(held.organisation, at=at):
        notify(user=user, kind=Kind.HELP_ASKED, path=page_of(held, held.organisation), at=at)


def tell_nobody_of(held: HelpRequest, organisation: Organisation) -> None:
    """It is with this organisation no more: what its coordinators have not opened waits no longer."""
    withdraw(below=page_of(held, organisation))
