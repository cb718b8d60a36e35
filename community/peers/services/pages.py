"""From an answer that helped to a page for everybody: an editor asks, the author says yes, the editor writes."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.html import linebreaks
from django.utils.text import slugify

from community.peers.models import PageWish, Post
from community.peers.policies import NO_WISH, NOT_THERE, SETTLED, check_is_author
from community.peers.services.writing import hold
from content.pages.models import GuidanceIndexPage, GuidancePage
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

NO_GUIDANCE = "There is no list of guidance to put the page into. Make one first."
NOT_YET = "Whoever wrote it has not said yes."
SUMMARY = "Written out of what somebody said who knows it from their own life."


def wish_path(post: Post) -> str:
    """Where the author says yes or no."""
    return f"/peers/posts/{post.uuid}/page/"


@transaction.atomic
def ask_for_a_page(*, post: Post, by: User, at: datetime) -> PageWish:
    """Ask an author whether we may make a page out of their answer; once. The editor learns nothing about them.

    Raises Denied.
    """
    held = hold(post)
    if not Post.objects.worth_a_page().filter(pk=held.pk).exists():
        raise Denied(NOT_THERE)
    if known := PageWish.objects.filter(post=held).first():
        return known
    made = PageWish.objects.create(post=held, asked_at=at, asked_by=by)
    record("page wished for", by=by, person=None, about=held, at=at)
    notify(user=held.voice.user, kind=Kind.MODERATED, path=wish_path(held), at=at)
    return made


@transaction.atomic
def answer_wish(*, post: Post, said_yes: bool, by: User, at: datetime) -> None:
    """The author says yes or no; a yes can become a no until there is a page. Raises Denied."""
    held = hold(post)
    check_is_author(by, held)
    wish = PageWish.objects.filter(post=held).first()
    if wish is None:
        raise Denied(NO_WISH)
    if wish.page_id and not said_yes:
        raise Denied(SETTLED)
    wish.said_yes, wish.answered_at = said_yes, at
    wish.save(update_fields=["said_yes", "answered_at"])


@transaction.atomic
def make_page(*, post: Post, by: User, at: datetime) -> GuidancePage:
    """A draft of a guidance page out of the words of the answer alone, for the editors' usual way to publish.

    The question stays out: its words are somebody else's. Made once. Raises Denied.
    """
    held = hold(post)
    wish = PageWish.objects.filter(post=held).select_related("page").first()
    if wish is None or not wish.said_yes or held.shown is None or not held.is_shown or held.question is None:
        raise Denied(NOT_YET)
    if wish.page:
        found: GuidancePage = wish.page.specific
        return found
    index = GuidanceIndexPage.objects.first()
    if index is None:
        raise Denied(NO_GUIDANCE)
    topic = str(held.question.topic)
    body = [{"type": "paragraph", "value": linebreaks(held.shown.words, autoescape=True)}]
    page = GuidancePage(
        title=f"{topic}: from somebody who has been there",
        slug=f"{slugify(topic)}-{str(held.uuid)[:8]}",
        summary=SUMMARY,
        body=json.dumps(body),
        live=False,
        owner=by,
    )
    index.add_child(instance=page)
    page.save_revision(user=by)
    wish.page = page
    wish.save(update_fields=["page"])
    record("page begun", by=by, person=None, about=held, at=at)
    return page
