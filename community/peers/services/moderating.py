"""What moderators decide, and who is one."""

from datetime import datetime, timedelta

from django.db import transaction

from community.organisations.models import Organisation
from community.organisations.policies import check_coordinates
from community.peers.enums import Outcome
from community.peers.models import Moderator, Post
from community.peers.policies import (
    NOT_SHOWN,
    NOTHING_WAITS,
    check_can_be_moderator,
    check_moderates,
    check_reason,
    check_waits,
)
from community.peers.services.writing import hold, settle
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

MINE = "/peers/mine/"
_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def approve(*, post: Post, seen: str, by: User, at: datetime) -> None:
    """Let others see the words that wait. What had been taken down comes back with them; what was reported about the
    words before is settled. Who asked is told of an answer. seen: the words that the moderator read. Raises Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    wording = check_waits(held.wordings.filter(outcome="").first(), seen)
    settle(wording, Outcome.APPROVED, by=by, at=at)
    first = held.shown_id is None
    held.shown, held.shown_since = wording, held.shown_since or at
    held.taken_down_at = held.taken_down_by = None
    held.taken_down_why = ""
    held.save(update_fields=["shown", "shown_since", "taken_down_at", "taken_down_by", "taken_down_why"])
    held.reports.filter(settled_at=None).update(settled_at=at, settled_by=by)
    record("peer words approved", by=by, person=None, about=held, at=at)
    _tell_author(held, at)
    if first and held.question and held.question.voice.user_id != held.voice.user_id:
        path = held.question.get_absolute_url()
        notify(user=held.question.voice.user, kind=Kind.QUESTION_ANSWERED, path=path, at=at)


@transaction.atomic
def send_back(*, post: Post, seen: str, why: str, by: User, at: datetime) -> None:
    """Give the words back to their author with a kind reason; others see what they saw before. Raises Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    check_reason(why)
    settle(check_waits(held.wordings.filter(outcome="").first(), seen), Outcome.SENT_BACK, by=by, at=at, why=why)
    record("peer words sent back", by=by, person=None, about=held, at=at)
    _tell_author(held, at)


@transaction.atomic
def take_down(*, post: Post, why: str, by: User, at: datetime) -> None:
    """From this moment nobody sees it. Its author reads why, and can change it and send it again. Raises Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    check_reason(why)
    if not held.is_shown:
        raise Denied(NOT_SHOWN)
    held.taken_down_at, held.taken_down_by, held.taken_down_why = at, by, why
    held.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_why"])
    held.reports.filter(settled_at=None).update(settled_at=at, settled_by=by)
    record("peer words taken down", by=by, person=None, about=held, at=at)
    _tell_author(held, at)


@transaction.atomic
def leave_as_it_is(*, post: Post, by: User, at: datetime) -> None:
    """What was reported may stay. Nobody is told. Raises Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    if not held.reports.filter(settled_at=None).update(settled_at=at, settled_by=by):
        raise Denied(NOTHING_WAITS)
    record("peer report left", by=by, person=None, about=held, at=at)


def _tell_author(post: Post, at: datetime) -> None:
    notify(user=post.voice.user, kind=Kind.MODERATED, path=MINE, at=at)


@transaction.atomic
def name_moderator(*, organisation: Organisation, user: User, by: User, at: datetime) -> Moderator:
    """Let somebody of an organisation look at what people write; once is enough. Raises Denied."""
    check_coordinates(by, organisation, at=at)
    user = user.hold()
    check_can_be_moderator(user, organisation.pk, at=at)
    known: Moderator | None = Moderator.objects.filter(organisation=organisation, user=user, ends_at=None).first()
    if known:
        return known
    made: Moderator = Moderator.objects.create(organisation=organisation, user=user, starts_at=at)
    record("moderator named", by=by, person=None, about=made, at=at, user_id=user.pk)
    return made


@transaction.atomic
def end_moderating(*, moderator: Moderator, by: User, at: datetime) -> None:
    """From this moment they look at nothing more. Ended once, it stays ended. Raises Denied."""
    check_coordinates(by, moderator.organisation, at=at)
    held = Moderator.objects.select_for_update().get(pk=moderator.pk)
    if held.ends_at is None:
        held.ends_at = max(at, held.starts_at + _A_MOMENT)
        held.save(update_fields=["ends_at"])
        record("moderator ended", by=by, person=None, about=held, at=at, user_id=held.user_id)
