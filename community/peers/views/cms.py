"""For editors, in the CMS: answers that helped, and the way from one to a page. There is no name on these pages."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.peers.models import Post
from community.peers.services import pages
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

LINES_A_PAGE = 20


@require_safe
@open_to(Audience.EDITOR)
def worth_a_page(request: SignedInRequest) -> HttpResponse:
    """What helped most people first; and how it stands with each."""
    page = Paginator(Post.objects.worth_a_page(), LINES_A_PAGE).get_page(request.GET.get("page"))
    lines = [{"post": post, "wish": getattr(post, "page_wish", None)} for post in page]
    return render(request, "community/peers/cms_answers.html", {"page": page, "lines": lines})


@require_POST
@open_to(Audience.EDITOR)
def ask_author(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask whoever wrote it. The editor does not learn who that is."""
    post = get_object_or_404(Post.objects.worth_a_page(), uuid=uuid)
    pages.ask_for_a_page(post=post, by=request.user, at=timezone.now())
    messages.success(request, "We asked whoever wrote it. Their answer stands here once it is there.")
    return redirect("peers_cms")


@require_POST
@open_to(Audience.EDITOR)
def make_page(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A draft, opened in the editor of pages."""
    post = get_object_or_404(Post.objects.shown(), uuid=uuid)
    try:
        made = pages.make_page(post=post, by=request.user, at=timezone.now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("peers_cms")
    return redirect("wagtailadmin_pages:edit", made.pk)
