"""From an answer that helped to a page for everybody: an editor asks, the author says yes, the editor writes."""

import json
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.html import linebreaks
from django.utils.text import slugify
from wagtail.models import Page

from community.peers.models import PageWish, Post
from community.peers.policies import NO_WISH, NOT_THERE, OTHER_WORDS, check_is_author
from community.peers.services.waiting import hold
from content.pages.models import GuidanceIndexPage, GuidancePage
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

CMS_PATH = "/cms/answers/"
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
def answer_wish(*, post: Post, said_yes: bool, seen: str, by: User, at: datetime) -> PageWish:
    """The author says yes to the words that they read on the page; or no, which takes a yes back at any time.

    seen: these words' uuid. Gives the wish as it stands then. Raises Denied.
    """
    held = hold(post)
    check_is_author(by, held)
    wish = PageWish.objects.filter(post=held).select_related("page").first()
    if wish is None:
        raise Denied(NO_WISH)
    if not said_yes:
        return _no(wish, at=at)
    if wish.page is None:
        if held.shown is None or not held.is_shown or str(held.shown.uuid) != seen:
            raise Denied(OTHER_WORDS)
        wish.wording = held.shown
    wish.said_yes, wish.answered_at, wish.taken_back_at = True, at, None
    wish.save(update_fields=["said_yes", "answered_at", "taken_back_at", "wording"])
    return wish


def let_go_of_the_page(post: Post, *, at: datetime) -> None:
    """The answer is taken away, or down: a yes to a page of it holds no longer. Taken down, the author has not said no:
    they can be asked as before once it is back. In the transaction of that."""
    wish = PageWish.objects.filter(post=post, said_yes=True).select_related("page").first()
    if wish:
        _no(wish, by_author=post.taken_down_at is None, at=at)


def _no(wish: PageWish, *, by_author: bool = True, at: datetime) -> PageWish:
    """A draft goes with it. A page that is live stays until an editor takes it out; they are told."""
    page = Page.objects.select_for_update().filter(pk=wish.page_id).first()
    if page and page.live:
        if wish.taken_back_at is None:
            wish.taken_back_at = at
            wish.save(update_fields=["taken_back_at"])
            _tell_editors(at)
        return wish
    wish.said_yes, wish.answered_at = (False, at) if by_author else (None, None)
    wish.page = wish.wording = wish.taken_back_at = None
    wish.save(update_fields=["said_yes", "answered_at", "page", "wording", "taken_back_at"])
    if page:
        page.specific.delete()
        _tell_editors(at)
    return wish


def _tell_editors(at: datetime) -> None:
    for editor in User.objects.filter(role=Role.EDITOR, is_active=True):
        notify(user=editor, kind=Kind.PAGE_NEWS, path=CMS_PATH, at=at)


def may_be_published(page: Page) -> bool:
    """Whether whoever wrote what a page was made from still wants it."""
    return not PageWish.objects.filter(page=page.pk, taken_back_at__isnull=False).exists()


@transaction.atomic
def make_page(*, post: Post, by: User, at: datetime) -> GuidancePage:
    """A draft of a guidance page out of the words alone that the author said yes to, for the editors' usual way to
    publish.

    The question stays out: its words are somebody else's. The address has nothing of the answer's. Made once. Raises
    Denied.
    """
    held = hold(post)
    wish = PageWish.objects.filter(post=held).select_related("page", "wording").first()
    if wish is None or not wish.said_yes or wish.taken_back_at or not wish.wording:
        raise Denied(NOT_YET)
    if not held.is_shown or held.question is None:
        raise Denied(NOT_YET)
    if wish.page:
        found: GuidancePage = wish.page.specific
        return found
    index = GuidanceIndexPage.objects.first()
    if index is None:
        raise Denied(NO_GUIDANCE)
    topic = str(held.question.topic)
    body = [{"type": "paragraph", "value": linebreaks(wish.wording.words, autoescape=True)}]
    page = GuidancePage(
        title=f"{topic}: from somebody who has been there",
        slug=f"{slugify(topic)}-{secrets.token_hex(4)}",
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
