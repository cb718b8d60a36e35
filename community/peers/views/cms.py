"""For editors, in the CMS: answers that helped, and the way from one to a page. There is no name on these pages, and
nothing of what a question’s page calls an answer."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.peers.models import PageWish, Post
from community.peers.services import pages
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.services import mark_read

LINES_A_PAGE = 20


@require_safe
@open_to(Audience.EDITOR)
def worth_a_page(request: SignedInRequest) -> HttpResponse:
    """What helped most people first; and how it stands with each."""
    page = Paginator(Post.objects.worth_a_page(), LINES_A_PAGE).get_page(request.GET.get("page"))
    lines = [{"post": post, "wish": getattr(post, "page_wish", None)} for post in page]
    unwanted = PageWish.objects.filter(taken_back_at__isnull=False, page__live=True).select_related("page")
    mark_read(user=request.user, path=pages.CMS_PATH, at=timezone.now())
    context = {"page": page, "lines": lines, "unwanted": unwanted.order_by("taken_back_at")}
    return render(request, "community/peers/cms_answers.html", context)


@require_POST
@open_to(Audience.EDITOR)
def ask_author(request: SignedInRequest, token: UUID) -> HttpResponse:
    """Ask whoever wrote it. The editor does not learn who that is."""
    post = get_object_or_404(Post.objects.worth_a_page(), for_editors=token)
    pages.ask_for_a_page(post=post, by=request.user, at=timezone.now())
    messages.success(request, "We asked whoever wrote it. Their answer stands here once it is there.")
    return redirect("peers_cms")


@require_POST
@open_to(Audience.EDITOR)
def make_page(request: SignedInRequest, token: UUID) -> HttpResponse:
    """A draft, opened in the editor of pages."""
    post = get_object_or_404(Post.objects.shown(), for_editors=token)
    try:
        made = pages.make_page(post=post, by=request.user, at=timezone.now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("peers_cms")
    return redirect("wagtailadmin_pages:edit", made.pk)
