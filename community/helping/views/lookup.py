"""Finding help: a stranger, and who helped until it ended, find nothing."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from community.help_requests.models import Helping
from community.helping.models import LookBack, Meeting
from community.helping.queries import given_by, helping_visible_to
from community.messaging.models import Thread
from portal.accounts.models import User


def find_given(user: User, uuid: UUID, at: datetime) -> Helping:
    """The help that this user gives now; else 404."""
    found: Helping = get_object_or_404(given_by(user, at=at), match__uuid=uuid)
    return found


def find_own(user: User, uuid: UUID, at: datetime) -> Helping:
    """The help that this user is given, or was; else 404."""
    found: Helping = get_object_or_404(helping_visible_to(user, at=at), match__uuid=uuid, match__person=user)
    return found


def find_either(user: User, uuid: UUID, at: datetime) -> Helping:
    """The same for either of the two; else 404."""
    found: Helping = get_object_or_404(helping_visible_to(user, at=at), match__uuid=uuid)
    return found


def meetings_of(helping: Helping) -> list[Meeting]:
    """What is written down about their meetings, the latest first."""
    return list(Meeting.objects.filter(match=helping.match_id).for_pages())


def thread_of(helping: Helping, user: User, at: datetime) -> Thread:
    """Where the two write to each other, with how much this user has not read (`unread`)."""
    threads = Thread.objects.with_unread(user, at=at)
    found: Thread = threads.get(members__match=helping.match_id)
    return found


def said_before(said: LookBack | None) -> dict[str, object]:
    """What somebody answered already, for the form in which they change it."""
    names = ("how_it_was", "what_helped", "to_say", "for_organisation")
    return {name: getattr(said, name) for name in names} if said else {}
