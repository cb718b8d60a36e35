"""Who says that things are bad, and that they are better; and what waits meanwhile."""

from datetime import datetime
from typing import TYPE_CHECKING

from portal.access.decisions import Denied
from portal.crisis.models import Crisis
from portal.crisis.queries import in_crisis
from portal.relationships.queries import acts_for

if TYPE_CHECKING:
    from portal.accounts.models import User

NOT_YOURS = "Only the person themselves, and their social worker, can say so here."
YOURS_RESTS = "Planning rests while things are bad. Everything you wrote is kept, and it waits for you."
# To everybody else: a crisis is not told to them by the portal.
RESTS = "Writing is paused here for now. Everything that was written is kept."


class Paused(Denied):
    """What waits until a crisis is over. `own`: whether it is said to the person themselves."""

    template = "portal/crisis/paused.html"

    def __init__(self, reason: str, *, own: bool) -> None:
        super().__init__(reason)
        self.own = own


def check_can_mark(user: "User", person: "User", at: datetime) -> None:
    """The person themselves, their named social worker, and who stands in for them. Raises Denied."""
    if user.pk == person.pk and person.is_person:
        return
    if not acts_for(user, person, at=at):
        raise Denied(NOT_YOURS)


def may_read_words(user: "User", crisis: Crisis, at: datetime) -> bool:
    """Whether somebody may read what was said about it: the person and those who act for them, never a manager."""
    return user.pk == crisis.person_id or acts_for(user, crisis.person, at=at)


def why_it_rests(user: "User", person: "User", at: datetime) -> str:
    """Why nobody writes in a person's documents now, in words that tell of no crisis but to those who act for them."""
    if user.pk == person.pk:
        return YOURS_RESTS
    if acts_for(user, person, at=at):
        return f"Planning rests, because things are bad for {person.known_as} now. Everything is kept."
    return RESTS


def check_planning_goes_on(user: "User", person: "User", at: datetime, *, paused: bool | None = None) -> None:
    """The one question behind every page and service that plans: does it rest now? Raises Paused.

    user: who asks; person: whose planning it is. paused: the answer, where a query brought it along already.
    """
    if in_crisis(person, at=at) if paused is None else paused:
        raise Paused(why_it_rests(user, person, at), own=user.pk == person.pk)
