"""Three short questions when help is over."""

from datetime import datetime

from django.db import transaction

from community.help_requests.models import Helping
from community.helping.models import LookBack
from community.helping.policies import NOT_YOURS, is_active
from portal.access.decisions import Denied
from portal.accounts.models import User

NOT_OVER = "This help goes on. We ask when it has ended."


@transaction.atomic
def look_back(
    *,
    helping: Helping,
    how_it_was: str,
    what_helped: str,
    to_say: str,
    for_organisation: bool,
    by: User,
    at: datetime,
) -> LookBack:
    """Keep what one of the two says of help that is over; once more, it takes the place of what they said before.

    for_organisation: whether the organisation may read it, without a name. Raises Denied.
    """
    match = helping.match
    match.person.hold()
    if by.pk not in (match.person_id, match.helper_id):
        raise Denied(NOT_YOURS)
    if is_active(match, at):
        raise Denied(NOT_OVER)
    said = {
        "how_it_was": how_it_was,
        "what_helped": what_helped,
        "to_say": to_say,
        "for_organisation": for_organisation,
        "written_at": at,
    }
    kept, _ = LookBack.objects.update_or_create(helping=helping, written_by=by, defaults=said)
    return kept
