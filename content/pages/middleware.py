"""Whole public pages, kept in the memory of each process for readers who have not signed in.

See docs/decisions/0004-public-page-cache.md.
"""

import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse

from content.pages.queries import public_generation

MOST_PAGES = 512
# Nothing depends on it; it bounds what a mistake of ours could do.
LONGEST_SECONDS = 600

Key = tuple[bool, str, str]


@dataclass(frozen=True)
class Kept:
    """A page as it was sent, the mark under which it was made, and when it is too old whatever the mark."""

    generation: uuid.UUID
    body: bytes
    headers: dict[str, str]
    until: float


class PublicPagesMiddleware:
    """Answers a GET without a query and without a session from memory while nothing has changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[Key, Kept] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_shared(request):
            return self.get_response(request)
        key = (request.is_secure(), request.META.get("HTTP_HOST", ""), request.path)
        kept = self.pages.get(key)
        if kept is None:
            return self._make(request, key, None)
        # Read before the page is made: one made from older rows then carries the older mark.
        generation = public_generation()
        if kept.generation == generation and time.monotonic() < kept.until:
            return HttpResponse(kept.body, headers=kept.headers)
        return self._make(request, key, generation)

    def _make(self, request: HttpRequest, key: Key, generation: uuid.UUID | None) -> HttpResponse:
        if generation is None:
            generation = self._generation_for(request)
        response = self.get_response(request)
        if generation is not None and _is_shareable(response):
            until = time.monotonic() + LONGEST_SECONDS
            self.pages[key] = Kept(generation, response.content, dict(response.headers), until)
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)
        else:
            self.pages.pop(key, None)
        return response

    def _generation_for(self, request: HttpRequest) -> uuid.UUID | None:
        return public_generation() if not request.path.startswith(NEVER_PAGES) else None


# Addresses that hold no editors' pages need not ask the database.
NEVER_PAGES = (
    settings.STATIC_URL,
    settings.MEDIA_URL,
    "/health/",
    "/accounts/",
    "/cms/",
    "/exit/",
)


def _may_be_shared(request: HttpRequest) -> bool:
    """Whether the answer could be the same for everybody."""
    if request.method != "GET" or request.META.get("QUERY_STRING"):
        return False
    return not {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()


def _is_shareable(response: HttpResponse) -> bool:
    """Whether the answer is an editors' public page, and sets nothing for this reader alone."""
    if not getattr(response, "is_public_page", False) or response.status_code != 200 or response.cookies:
        return False
    return "no-store" not in response.get("Cache-Control", "")
