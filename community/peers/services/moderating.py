"""What moderators decide, and who is one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from community.organisations.models import Organisation
from community.organisations.policies import check_coordinates
from community.peers.enums import Outcome
from community.peers.models import ChosenName, Moderator, Naming, Post
from community.peers.policies import (
    NOT_SHOWN,
    NOTHING_WAITS,
    check_can_be_moderator,
    check_moderates,
    check_name_as_read,
    check_question_is_there,
    check_reason,
    check_waits,
)
from community.peers.queries import what_waits
from community.peers.services.naming import put_out_of_use
from community.peers.services.pages import let_go_of_the_page
from community.peers.services.waiting import MODERATION, hold, settle, tell_author, tell_who_can_name
from community.volunteers.models import Volunteer
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def approve(*, post: Post, seen: str, named: str, read_to: int, by: User, at: datetime) -> None:
    """Let others see the words that wait, with the name above them. What had been taken down comes back with them. Who
    asked is told of an answer. Raises Denied.

    seen, named: the words and the name that the moderator read; read_to: the last report that they read.
    """
    held = hold(post)
    check_moderates(by, held, at=at)
    voice = _voice_of(held, named)
    wording = check_waits(held.wordings.filter(outcome="").first(), seen)
    check_question_is_there(held)
    settle(wording, Outcome.APPROVED, by=by, at=at)
    if voice.looked_at is None:
        voice.looked_at = at
        voice.save(update_fields=["looked_at"])
    first = held.shown_id is None
    held.shown, held.shown_since = wording, held.shown_since or at
    held.taken_down_at = held.taken_down_by = None
    held.taken_down_why = ""
    held.save(update_fields=["shown", "shown_since", "taken_down_at", "taken_down_by", "taken_down_why"])
    _settle_reports(held, read_to, by=by, at=at)
    record("peer words approved", by=by, person=None, about=held, at=at)
    tell_author(voice.user, at=at)
    if first and held.question and held.question.voice.user_id != voice.user_id:
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
    tell_author(held.voice.user, at=at)


@transaction.atomic
def take_down(*, post: Post, why: str, read_to: int, by: User, at: datetime) -> None:
    """From this moment nobody sees it. Its author reads why, and can change it and send it again. Raises Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    check_reason(why)
    if not held.is_shown:
        raise Denied(NOT_SHOWN)
    held.taken_down_at, held.taken_down_by, held.taken_down_why = at, by, why
    held.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_why"])
    _settle_reports(held, read_to, by=by, at=at)
    let_go_of_the_page(held, at=at)
    record("peer words taken down", by=by, person=None, about=held, at=at)
    tell_author(held.voice.user, at=at)


@transaction.atomic
def leave_as_it_is(*, post: Post, read_to: int, by: User, at: datetime) -> None:
    """What was reported may stay, as far as the moderator has read the reports. Nobody is told. Raises Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    if not _settle_reports(held, read_to, by=by, at=at):
        raise Denied(NOTHING_WAITS)
    record("peer report left", by=by, person=None, about=held, at=at)


@transaction.atomic
def ask_for_another_name(*, post: Post, named: str, why: str, by: User, at: datetime) -> None:
    """From this moment nobody sees the name above these words. Its author reads why, and chooses another one. Raises
    Denied."""
    held = hold(post)
    check_moderates(by, held, at=at)
    check_reason(why)
    gone = put_out_of_use(_voice_of(held, named), why=why, by=by, at=at)
    record("peer name sent back", by=by, person=None, about=gone, at=at)


def _voice_of(post: Post, named: str) -> ChosenName:
    """Whose words they are, held. Raises Denied where the name is another one by now."""
    voice = ChosenName.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=post.voice_id)
    check_name_as_read(voice, named)
    return voice


def _settle_reports(post: Post, read_to: int, *, by: User, at: datetime) -> int:
    """Those up to this one: what came since nobody has read. Reports of one post come one after the other (`hold`)."""
    return post.reports.filter(settled_at=None, pk__lte=read_to).update(settled_at=at, settled_by=by)


@transaction.atomic
def name_moderator(*, organisation: Organisation, user: User, by: User, at: datetime) -> Moderator:
    """Let somebody of an organisation look at what people write; once is enough. They hear of what waits already.

    Raises Denied.
    """
    check_coordinates(by, organisation, at=at)
    user = user.hold()
    check_can_be_moderator(user, organisation.pk, at=at)
    named = Moderator.objects.filter(organisation=organisation, user=user, ends_at=None)
    known: Moderator | None = named.active(at=at).first()
    if known:
        return known
    # Named in a time with the organisation that is over.
    named.update(ends_at=at)
    made: Moderator = Moderator.objects.create(organisation=organisation, user=user, starts_at=at)
    record("moderator named", by=by, person=None, about=made, at=at, user_id=user.pk)
    if what_waits(user).exists():
        notify(user=user, kind=Kind.TO_MODERATE, path=MODERATION, at=at)
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


def is_the_last(moderator: Moderator, *, at: datetime) -> bool:
    """Whether nobody would look at anything any more without them."""
    others = Moderator.objects.active(at=at).exclude(pk=moderator.pk)
    return moderator.ends_at is None and not others.exists()


def end_with_their_place(volunteer: Volunteer, by: User, at: datetime) -> None:
    """A volunteer leaves their organisation, and moderates for it no longer. Where nobody is left, and something waits,
    those who can name others are told."""
    place = volunteer.membership
    own = Moderator.objects.filter(organisation=place.organisation_id, user=place.user_id, ends_at=None)
    gone = own.exclude(pk__in=Moderator.objects.active(at=at).values("pk"))
    if not gone.update(ends_at=Greatest(F("starts_at") + _A_MOMENT, Value(at))):
        return
    something = Post.objects.waiting().exists() or Naming.objects.waiting().exists()
    if something and not Moderator.objects.active(at=at).exists():
        tell_who_can_name(at=at)
