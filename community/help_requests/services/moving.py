"""One step of a request: under its lock, held to the table, written down."""

from datetime import datetime

from community.help_requests.enums import Action, State
from community.help_requests.models import HelpRequest, Turn
from community.help_requests.policies import check_can
from community.organisations.models import Organisation
from portal.accounts.models import User
from portal.audit.services import record


def hold(request: HelpRequest) -> HelpRequest:
    """The request as it is now, and one change of it at a time until this transaction ends.

    Begins with the person, whom every service that opens or ends something of theirs holds first.
    """
    request.person.hold()
    held: HelpRequest = (
        HelpRequest.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=request.pk)
    )
    return held


def move(
    held: HelpRequest,
    action: Action,
    *,
    by: User | None,
    at: datetime,
    words: str = "",
    to: Organisation | None = None,
) -> State:
    """Take one step with a request that is held. Gives the state before.

    by: nobody for what the clock does. to: the organisation that is asked from now on; None for the same as before.
    Raises Denied where this user may not, or where it cannot be done in this state.
    """
    before, after = State(held.state), check_can(by, held, action, at=at)
    if to is not None:
        held.organisation = to
    held.state, held.state_since = after, at
    held.save(update_fields=["state", "state_since", "organisation"])
    Turn.objects.create(
        request=held,
        action=action,
        before=before,
        after=after,
        organisation=held.organisation,
        by=by,
        words=words,
        at=at,
    )
    record("help request moved", by=by, person=held.person, about=held, at=at, action=str(action), state=str(after))
    return before
