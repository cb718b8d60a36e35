"""A match begins with the person's yes and ends in one moment: whoever changes a match does it here."""

from collections.abc import Callable
from datetime import datetime, timedelta

from wagtail import hooks

from community.help_requests.enums import HowEnded
from community.help_requests.models import Helping, HelpRequest, Offer, SharedWithHelp
from community.messaging.live import hint_on_commit
from community.messaging.services import helper_thread_of
from planning.documents.models import Document
from planning.documents.services import share_with_helper
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.services import withdraw
from portal.relationships.models import Match

# Told of each end, inside its transaction (`register_match_ended`): which help, by whom, when.
MatchEnded = Callable[[Helping, User | None, datetime], None]
# A period ends after it starts, also where somebody thinks better of it in the same moment.
_A_MOMENT = timedelta(microseconds=1)


def begin_match(held: HelpRequest, offer: Offer, *, relation: str, until: datetime, by: User, at: datetime) -> Helping:
    """Somebody helps from now on: they may read, comment and suggest in the documents that the request names, and have
    a thread with the person.

    held: the request, held by `hold`. relation: who the helper is to the person, in words. until: the moment at which
    it ends by itself. Raises Denied where a document cannot be shared by this user.
    """
    match = Match.objects.create(
        person=held.person, helper=offer.helper, relation=relation, starts_at=at, ends_at=until
    )
    helping: Helping = Helping.objects.create(match=match, request=held, offer=offer, organisation=offer.organisation)
    record("match begun", by=by, person=held.person, about=match, at=at)
    for wish in held.documents.select_related("document__owner").filter(document__deleted_at=None):
        share_with_helper(document=wish.document, match=match, by=by, at=at, left_out=wish.left_out)
    helper_thread_of(match, at=at)
    return helping


def end_match(helping: Helping, *, how: HowEnded, by: User | None, at: datetime) -> None:
    """From this moment on the helper reads nothing more: every share and the thread hang on the match.

    What they wrote keeps their name. Their open pages of the thread are told on commit. One that is over already keeps
    its end. by: nobody where its last day was over.
    """
    match = helping.match
    remember_what_is_open(helping)
    if how != HowEnded.RAN_OUT:
        match.ends_at = min(match.ends_at, max(at, match.starts_at + _A_MOMENT))
        match.save(update_fields=["ends_at"])
    helping.how_ended = how
    helping.save(update_fields=["how_ended"])
    thread = match.place.thread
    closed = [thread, *Document.objects.filter(grants__match=match)]
    for one in closed:
        # Also one whose email waits for the end of quiet hours.
        withdraw(below=one.get_absolute_url(), user=match.helper)
    hint_on_commit(thread)
    listeners: list[MatchEnded] = hooks.get_hooks("register_match_ended")
    for listener in listeners:
        listener(helping, by, at)
    record("match ended", by=by, person=match.person, about=match, at=at, how=str(how))


def remember_what_is_open(helping: Helping) -> None:
    """What whoever comes next may see is what this helper saw last, and not what was ticked before they came: the
    person may have stopped sharing a document, left out more, or shared another one since."""
    request = helping.request
    grants = {grant.document_id: grant.left_out for grant in helping.match.grants.filter(ends_at=None)}
    SharedWithHelp.objects.filter(request=request).exclude(document__in=grants).delete()
    for document, left_out in grants.items():
        SharedWithHelp.objects.update_or_create(request=request, document_id=document, defaults={"left_out": left_out})
