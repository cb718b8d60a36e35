"""Somebody's own notices."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications.queries import notices_of
from portal.notifications.services import mark_all_read, mark_read

NOTICES_A_PAGE = 25


@require_safe
@open_to(Audience.SIGNED_IN)
def notices(request: SignedInRequest) -> HttpResponse:
    """All of my notices, the latest first."""
    page = Paginator(notices_of(request.user), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/notifications/notices.html", {"page": page})


@require_http_methods(["GET", "HEAD"])
@open_to(Audience.SIGNED_IN)
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go where a notice leads; it waits no longer."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(user=request.user, path=notice.path, at=timezone.now())
    return redirect(notice.path)


@require_POST
@open_to(Audience.SIGNED_IN)
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark every notice as read."""
    mark_all_read(user=request.user, at=timezone.now())
    return redirect("notices")
