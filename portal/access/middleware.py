"""What holds for every page with private things on it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from portal.access.decisions import Denied

NOT_FOR_OPENING = 405
SIGN_IN_PREFIX = "/accounts/"


class PersonalPagesMiddleware:
    """Personal pages are kept by no cache, and a refusal is a page with its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # allauth's views declare nothing; to be seen signing in here may be dangerous, too.
        request.personal = request.path.startswith(SIGN_IN_PREFIX)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == NOT_FOR_OPENING and request.method == "GET" and not response.content:
            # Somebody came here by "back", by a bookmark or after signing in; the browser would show a page of its own.
            allowed = response["Allow"]
            response = render(request, "405.html", status=NOT_FOR_OPENING)
            response["Allow"] = allowed
        if getattr(request, "personal", False) or request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A policy's refusal becomes a 403 that says why; anything else goes its way."""
        if isinstance(exception, Denied):
            return render(request, exception.template, {"reason": exception.reason, "denied": exception}, status=403)
        return None
