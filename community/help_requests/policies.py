"""Who may do what with a request for help, in which state. Each raises Denied with a sentence to read."""

from datetime import datetime

from community.help_requests.enums import Action, Actor, State
from community.help_requests.life import HELPED, actor_of, next_state
from community.help_requests.models import Helping, HelpRequest
from community.organisations.policies import check_coordinates
from portal.access.decisions import Denied
from portal.accounts.models import User

NOT_YOURS = "Only the person who asked for help can do this."
NOT_HELPING = "Only who helps now can do this."
NOBODY = "Nobody does this by hand."


def check_can(user: User | None, request: HelpRequest, action: Action, *, at: datetime) -> State:
    """Whether this user may do this now, and the state that follows: the table of life.py, held to people.

    user: nobody for what the clock does. Raises Denied.
    """
    _check_is(user, request, actor_of(action), at=at)
    return next_state(State(request.state), action)


def _check_is(user: User | None, request: HelpRequest, actor: Actor, *, at: datetime) -> None:
    if actor == Actor.CLOCK:
        if user is not None:
            raise Denied(NOBODY)
    elif user is None:
        raise Denied(NOT_YOURS)
    elif actor == Actor.PERSON:
        if user.pk != request.person_id:
            raise Denied(NOT_YOURS)
    elif actor == Actor.HELPER:
        _check_helps(user, request, at=at)
    elif request.organisation is None:
        raise Denied(NOT_YOURS)
    else:
        check_coordinates(user, request.organisation, at=at)


def _check_helps(user: User, request: HelpRequest, *, at: datetime) -> None:
    helping = Helping.objects.active(at=at).filter(request=request, match__helper=user)
    if request.state not in HELPED or not helping.exists():
        raise Denied(NOT_HELPING)
