"""Asking, answering, changing and taking away one's own words."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from community.organisations.models import TaxonomyTerm
from community.peers.enums import Outcome
from community.peers.models import ChosenName, Post, Wording
from community.peers.policies import check_can_answer, check_has_name, check_is_author, check_question_is_there
from community.peers.services.pages import let_go_of_the_page
from community.peers.services.waiting import hold, settle, tell_who_moderates
from portal.access.decisions import Denied
from portal.accounts.models import User

SENT_ALREADY = "You have sent this already. To say it in other words, change it under “What I wrote”."


@transaction.atomic
def ask(*, topic: TaxonomyTerm, heading: str, words: str, key: UUID, by: User, at: datetime) -> Post:
    """Send a question to the moderators; others see it once one of them has approved it.

    key: what the page calls it, so that sending it twice makes one. Raises Denied, also where other words were sent
    from the same page.
    """
    voice = check_has_name(by.hold(), at=at)
    if known := _known(key, voice, heading, words):
        return known
    post: Post = Post.objects.create(uuid=key, voice=voice, topic=topic, begun_at=at)
    _send(post, heading, words, at)
    return post


@transaction.atomic
def answer(*, question: Post, words: str, key: UUID, by: User, at: datetime) -> Post:
    """Send an answer to the moderators, as in `ask`. Raises Denied."""
    voice = check_has_name(by.hold(), at=at)
    if known := _known(key, voice, "", words):
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
    check_question_is_there(held)
    waiting: Wording | None = held.wordings.filter(outcome="").first()
    now = waiting or (held.shown if held.is_shown else None)
    if now and (now.heading, now.words) == (heading, words):
        return
    if waiting:
        settle(waiting, Outcome.REPLACED, by=None, at=at)
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
        settle(waiting, Outcome.REPLACED, by=None, at=at)
    held.reports.filter(settled_at=None).update(settled_at=at)
    let_go_of_the_page(held, at=at)
    held.taken_away_at = at
    held.save(update_fields=["taken_away_at"])


def _send(post: Post, heading: str, words: str, at: datetime) -> None:
    Wording.objects.create(post=post, heading=heading, words=words, sent_at=at)
    tell_who_moderates(post, at=at)


def _known(key: UUID, voice: ChosenName, heading: str, words: str) -> Post | None:
    """What this page has sent before. Raises Denied where it said something else: that would be lost."""
    known: Post | None = Post.objects.filter(uuid=key).first()
    if known and not known.wordings.filter(post__voice=voice, heading=heading, words=words).exists():
        raise Denied(SENT_ALREADY)
    return known
