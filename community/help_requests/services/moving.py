"""One step of a request: under its lock, held to the table, written down."""

from datetime import datetime

from community.help_requests.enums import Action, HowEnded, Settled, State
from community.help_requests.life import HELPED, WITH_A_PROPOSAL, WITH_THE_ORGANISATION
from community.help_requests.models import Helping, HelpRequest, Turn
from community.help_requests.policies import check_can
from community.help_requests.services.matching import end_match
from community.help_requests.services.settling import settle
from community.help_requests.services.telling import tell_nobody_of
from community.organisations.models import Organisation
from portal.accounts.models import User
from portal.audit.services import record


def hold(request: HelpRequest, *, at: datetime) -> HelpRequest:
    """The request as it is now, and one change of it at a time until this transaction ends.

    Begins with the person, whom every service that opens or ends something of theirs holds first. What is over by its
    date is written down before anything else is done with it.
    """
    request.person.hold()
    held: HelpRequest = (
        HelpRequest.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=request.pk)
    )
    _write_down_what_is_over(held, at)
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


def end_by(
    held: HelpRequest,
    helping: Helping,
    action: Action,
    how: HowEnded,
    *,
    by: User | None,
    at: datetime,
    words: str = "",
) -> None:
    """Take the step with which some help of a request that is held ends, and end it. Where the table says that it
    leaves no proposal open, and the organisation nothing to read, neither waits any longer. Raises Denied."""
    move(held, action, by=by, at=at, words=words)
    if held.state not in WITH_A_PROPOSAL:
        settle(held, Settled.TAKEN_BACK, at=at)
    if held.state not in WITH_THE_ORGANISATION:
        tell_nobody_of(held, helping.organisation)
    end_match(helping, how=how, by=by, at=at)


def _write_down_what_is_over(held: HelpRequest, at: datetime) -> None:
    """Access went by the clock; here the rest follows."""
    every = Helping.objects.for_pages().filter(request=held)
    for helping in every.filter(how_ended="", match__ends_at__lte=at).order_by("match__ends_at", "pk"):
        helping.request = held
        if held.state in HELPED and not every.lasting(at=at).exists():
            end_by(held, helping, Action.RUN_OUT, HowEnded.RAN_OUT, by=None, at=at)
        else:
            # Somebody took over after the last day, and before this was written down.
            end_match(helping, how=HowEnded.RAN_OUT, by=None, at=at)
