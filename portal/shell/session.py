"""How long a sign-in lasts: twelve hours from the last page that was opened, and nobody is surprised by its end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import own_address

# Writing a session down costs more than most pages; once in a while is enough.
EVERY = timedelta(minutes=10)
# How many seconds are left whenever a page is sent. Pages do not say it to the second: they would all differ.
AT_LEAST = settings.SESSION_COOKIE_AGE - round(EVERY.total_seconds())
USED_AT = "used_at"
ADDRESS = "/session/"


class LastingSessionMiddleware:
    """A sign-in that is used lasts on: each page opened moves its end, apart from asking when that is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != ADDRESS and request.user.is_authenticated:
            at = timezone.now()
            if at - used_at(request, at) > EVERY or USED_AT not in request.session:
                last(request, at=at)
        return self.get_response(request)


def last(request: HttpRequest, *, at: datetime) -> None:
    """Let the session last its full time from now on."""
    request.session[USED_AT] = at.timestamp()


def used_at(request: HttpRequest, at: datetime) -> datetime:
    """When the session's end was moved last."""
    return datetime.fromtimestamp(request.session.get(USED_AT, at.timestamp()), tz=at.tzinfo)


def seconds_left(request: HttpRequest, *, at: datetime) -> int:
    """How long this sign-in still lasts if nothing more is opened."""
    return max(0, settings.SESSION_COOKIE_AGE - round((at - used_at(request, at)).total_seconds()))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def session(request: HttpRequest) -> HttpResponse:
    """How many seconds are left (GET), and "stay signed in" (POST): by script as JSON, else back to the page."""
    at = timezone.now()
    if request.method == "POST":
        last(request, at=at)
        if "application/json" not in request.headers.get("Accept", ""):
            return redirect(own_address(request.POST.get("next")) or "home")
    said: dict[str, Any] = {"seconds": seconds_left(request, at=at)}
    return JsonResponse(said)
