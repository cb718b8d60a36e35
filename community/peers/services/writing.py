"""Choosing a name, asking, answering, changing and taking away one's own words."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from community.organisations.enums import Part
from community.organisations.models import Organisation, TaxonomyTerm
from community.peers.enums import Outcome
from community.peers.models import ChosenName, Moderator, Post, Wording
from community.peers.policies import TAKEN, check_can_answer, check_has_name, check_is_author, check_name, check_reads
from community.peers.queries import moderators_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.services import notify

MODERATION = "/peers/moderation/"
SENT_ALREADY = "You have sent this already."


@transaction.atomic
def choose_name(*, name: str, by: User, at: datetime) -> ChosenName:
    """Choose the name to write under, or another one: what was written before carries the new one. Raises Denied."""
    by = by.hold()
    check_reads(by, at=at)
    name = " ".join(name.split())
    key = check_name(by, name)
    try:
        with transaction.atomic():
            chosen = {"name": name, "key": key, "chosen_at": at}
            made, _ = ChosenName.objects.update_or_create(user=by, defaults=chosen)
    except IntegrityError as taken:
        # By somebody else, between the look and the taking.
        raise Denied(TAKEN) from taken
    return made


@transaction.atomic
def ask(*, topic: TaxonomyTerm, heading: str, words: str, key: UUID, by: User, at: datetime) -> Post:
    """Send a question to the moderators; others see it once one of them has approved it.

    key: what the page calls it, so that sending it twice makes one. Raises Denied.
    """
    voice = check_has_name(by.hold(), at=at)
    if known := _known(key, voice):
        return known
    post: Post = Post.objects.create(uuid=key, voice=voice, topic=topic, begun_at=at)
    _send(post, heading, words, at)
    return post


@transaction.atomic
def answer(*, question: Post, words: str, key: UUID, by: User, at: datetime) -> Post:
    """Send an answer to the moderators. Raises Denied."""
    voice = check_has_name(by.hold(), at=at)
    if known := _known(key, voice):
        return known
    held = hold(question)
    check_can_answer(held)
    post: Post = Post.objects.create(uuid=key, voice=voice, question=held, begun_at=at)
    _send(post, "", words, at)
    return post


@transaction.atomic
def change(*, post: Post, heading: str, words: str, by: User, at: datetime) -> None:
    """Send other words for what one wrote. What others see stays until these are approved; words that still wait are
    replaced. Words like those that wait, or are shown, change nothing. Raises Denied."""
    by.hold()
    held = hold(post)
    check_is_author(by, held)
    check_has_name(by, at=at)
    waiting: Wording | None = held.wordings.filter(outcome="").first()
    now = waiting or (held.shown if held.is_shown else None)
    if now and (now.heading, now.words) == (heading, words):
        return
    if waiting:
        settle(waiting, Outcome.REPLACED, by=by, at=at)
    _send(held, heading, words, at)


@transaction.atomic
def take_away(*, post: Post, by: User, at: datetime) -> None:
    """Take away what one wrote, with the answers to it: nobody sees it any more. Raises Denied."""
    by.hold()
    held = hold(post)
    if held.taken_away_at and held.voice.user_id == by.pk:
        return
    check_is_author(by, held)
    for waiting in held.wordings.filter(outcome=""):
        settle(waiting, Outcome.REPLACED, by=by, at=at)
    held.reports.filter(settled_at=None).update(settled_at=at, settled_by=by)
    held.taken_away_at = at
    held.save(update_fields=["taken_away_at"])


def hold(post: Post) -> Post:
    """The post as it is now, and one change of it at a time until this transaction ends."""
    locked = Post.objects.select_for_update(of=("self",))
    held: Post = locked.select_related("voice", "shown", "question").get(pk=post.pk)
    return held


def settle(wording: Wording, outcome: Outcome, *, by: User, at: datetime, why: str = "") -> None:
    """These words wait no longer."""
    wording.outcome, wording.settled_by, wording.settled_at, wording.why = outcome, by, at, why
    wording.save(update_fields=["outcome", "settled_by", "settled_at", "why"])


def tell_moderators(post: Post, *, at: datetime) -> None:
    """Those who may look at it; where none of the moderators may, the coordinators who could name another one."""
    able = moderators_of(post, at=at)
    for user in able:
        notify(user=user, kind=Kind.TO_MODERATE, path=MODERATION, at=at)
    if able:
        return
    for moderator in Moderator.objects.active(at=at).select_related("organisation"):
        for place in moderator.organisation.memberships.filter(part=Part.COORDINATOR, ends_at=None):
            notify(user=place.user, kind=Kind.TO_MODERATE, path=naming_path(moderator.organisation), at=at)


def naming_path(organisation: Organisation) -> str:
    """Where an organisation's coordinator names moderators."""
    return f"/organisation/{organisation.uuid}/moderators/"


def _send(post: Post, heading: str, words: str, at: datetime) -> None:
    Wording.objects.create(post=post, heading=heading, words=words, sent_at=at)
    tell_moderators(post, at=at)


def _known(key: UUID, voice: ChosenName) -> Post | None:
    """What this page has sent before."""
    known: Post | None = Post.objects.filter(uuid=key).first()
    if known and known.voice_id != voice.pk:
        raise Denied(SENT_ALREADY)
    return known
