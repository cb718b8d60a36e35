"""Marking an answer as helpful, and telling the moderators about something."""

from datetime import datetime

from django.db import transaction

from community.peers.enums import ReportReason
from community.peers.models import Helpful, Post, PostReport
from community.peers.policies import check_can_mark, check_can_report
from community.peers.services.waiting import hold, tell_who_moderates
from portal.accounts.models import User


@transaction.atomic
def mark_helpful(*, post: Post, helpful: bool, by: User, at: datetime) -> None:
    """Say that an answer helped, once; or take that back. Nobody sees who. Raises Denied."""
    by = by.hold()
    check_can_mark(by, post, at=at)
    if helpful:
        Helpful.objects.get_or_create(post=post, user=by, defaults={"marked_at": at})
    else:
        Helpful.objects.filter(post=post, user=by).delete()


@transaction.atomic
def report(*, post: Post, reason: ReportReason, words: str, by: User, at: datetime) -> PostReport:
    """Tell the moderators about something: once a person, and once more about other words. What is said besides, before
    anybody has looked, goes to the same report. What others see does not change by it. Raises Denied."""
    by = by.hold()
    held = hold(post)
    known = report_of(by, held)
    if known and (known.settled_at or words in known.words):
        return known
    check_can_report(by, held, at=at)
    if known:
        # A new row: whoever has read the first one on their page has not read this.
        words = "\n\n".join(filter(None, (known.words, words)))
        known.delete()
    made = PostReport.objects.create(post=held, user=by, reason=reason, words=words, reported_at=at)
    tell_who_moderates(held, at=at)
    return made


def report_of(user: User, post: Post) -> PostReport | None:
    """What somebody has told the moderators about these words: what nobody has looked at yet, or has looked at since
    others read them as they are."""
    last: PostReport | None = PostReport.objects.filter(post=post, user=user).last()
    words_since = post.shown.settled_at if post.shown else None
    if last and last.settled_at and words_since and words_since > last.reported_at:
        return None
    return last
