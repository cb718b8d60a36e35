"""A form that arrives signed out, or from a page of an older sign-in, loses nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import get_callable
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from content.wizards import held
from portal.access.decisions import Denied

View = Callable[..., HttpResponseBase]
AUTOSAVE = "autosave"


class _Check(CsrfViewMiddleware):
    """Django's own check; what it finds wrong is told to us instead of answered at once."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def keeps_words(view: View) -> View:
    """Put this around a step's view, outside of its audience.

    What a form carries is held for the person who opened it (its signed token says who), when they are signed
    out by now, and also when another window has signed in since: then Django's check against forged forms fails,
    whose answer would be a page of error in place of their words. The check itself is as strict as everywhere:
    a form that fails it changes nothing, and without a token of ours it gets Django's answer.
    """

    @csrf_exempt
    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        forged = _forged(request)
        if request.method == "POST" and (forged or not request.user.is_authenticated):
            kept = held.hold(request.POST, path=request.path, at=timezone.now())
            # Read by portal.access: signing in leads back here, where they are given back.
            request.words_held = kept is not None  # type: ignore[attr-defined]
            if request.headers.get("X-Requested-With") == AUTOSAVE:
                return JsonResponse({"held": kept is not None}, status=401)
            if forged and kept is not None:
                return HttpResponseRedirect(request.path)
        if forged:
            answer: HttpResponseBase = get_callable(settings.CSRF_FAILURE_VIEW)(request, reason=forged)
            return answer
        try:
            return view(request, *args, **kwargs)
        except (Http404, Denied):
            if request.method == "GET" and request.user.is_authenticated:
                # They wrote here, were signed out meanwhile, and come back to a page that is not theirs any more.
                request.words_given_back = held.held(  # type: ignore[attr-defined]
                    request.user, path=request.path, at=timezone.now()
                )
            raise

    return keeping


def _forged(request: HttpRequest) -> str:
    """Why this request may not come from a page of ours; "" when it does."""
    check = _Check(lambda request: HttpResponse())
    check.process_request(request)
    found: Any = check.process_view(request, _anything, (), {})
    return str(found) if found else ""


def _anything(request: HttpRequest) -> HttpResponse:
    """The check looks at the view it protects for an exemption; this one has none."""
    return HttpResponse()
