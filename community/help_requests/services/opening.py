"""That somebody has read a request, its coordinators and who helps, is written down for the person to see."""

from datetime import datetime, timedelta

from community.help_requests.models import HelpRequest
from community.help_requests.queries import opened_since
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.services import mark_read

# Coming back to it within half an hour is one opening, unless something happened in between.
ONE_OPENING = timedelta(minutes=30)


def open_request(*, request: HelpRequest, by: User, at: datetime, path: str) -> None:
    """Somebody reads a request. What the person reads of their own is not recorded.

    path: the page, whose waiting notices count as read.
    """
    if by.pk != request.person_id and not opened_since(request, by, max(at - ONE_OPENING, request.state_since)):
        record("help request opened", by=by, person=request.person, about=request, at=at)
    mark_read(user=by, path=path, at=at)
