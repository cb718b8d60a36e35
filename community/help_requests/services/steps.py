"""One step of a request for help, once: a second tap on the same button changes nothing."""

from datetime import datetime

from community.help_requests.enums import Action
from community.help_requests.models import HelpRequest, Turn
from community.help_requests.services.moving import hold, move
from community.organisations.models import Organisation
from portal.accounts.models import User


def take_step(
    request: HelpRequest,
    action: Action,
    *,
    by: User,
    at: datetime,
    words: str = "",
    to: Organisation | None = None,
) -> HelpRequest | None:
    """Hold the request and take one step. Gives it as it is then; None where this very step was the last one taken.

    Called within a transaction. Raises Denied where this user may not, or where it cannot be done any more.
    """
    held = hold(request, at=at)
    if was_the_last(held, action, by=by, words=words, to=to):
        return None
    move(held, action, by=by, at=at, words=words, to=to)
    return held


def was_the_last(
    held: HelpRequest, action: Action, *, by: User, words: str = "", to: Organisation | None = None
) -> bool:
    """Whether the last thing that happened to it is this, by the same user and with the same words."""
    last: Turn | None = held.turns.order_by("pk").last()
    if last is None or last.after != held.state:
        return False
    said = (last.action, last.by_id, last.words, last.organisation_id)
    return said == (action, by.pk, words, to.pk if to else held.organisation_id)
