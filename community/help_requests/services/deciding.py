"""What a coordinator does with a request: ask back, take it on, say no. Each is told to the person at once."""

from datetime import datetime

from django.db import transaction

from community.help_requests.enums import Action, Settled
from community.help_requests.models import HelpRequest
from community.help_requests.services.settling import settle
from community.help_requests.services.steps import take_step
from community.help_requests.services.telling import tell_nobody_of, tell_person
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read

NO_WORDS = "Write a few words: the person reads them."


@transaction.atomic
def ask_back(*, request: HelpRequest, words: str, by: User, at: datetime) -> None:
    """Ask the person something before anything is decided. Raises Denied."""
    _check_words(words)
    if held := take_step(request, Action.ASK_BACK, by=by, at=at, words=words):
        tell_person(held, at=at)


@transaction.atomic
def accept_request(*, request: HelpRequest, by: User, at: datetime) -> None:
    """Take it on: the organisation looks for somebody who fits. Raises Denied."""
    if held := take_step(request, Action.ACCEPT, by=by, at=at):
        tell_person(held, at=at)


@transaction.atomic
def decline_request(*, request: HelpRequest, words: str, by: User, at: datetime) -> None:
    """Say that they cannot help, and kindly why. From now on they read it no more; the person can ask the next.

    Raises Denied, also without a reason that can be read.
    """
    _check_words(words)
    held = take_step(request, Action.DECLINE, by=by, at=at, words=words)
    if held is None or held.organisation is None:
        return
    settle(held, Settled.TAKEN_BACK, at=at)
    tell_nobody_of(held, held.organisation)
    tell_person(held, at=at)


def _check_words(words: str) -> None:
    if not can_be_read(words):
        raise Denied(NO_WORDS)
