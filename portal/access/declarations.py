"""How a view says for whom it is. An address that says nothing fails the access matrix."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from portal.access.enums import Audience

View = Callable[..., HttpResponseBase]

NOT_DONE_YET = "You were signed out, so nothing has changed yet. Sign in, then do it once more."

_FOR_ANY_ROLE = {Audience.EVERYBODY, Audience.SIGNED_IN}


def open_to(audience: Audience, *, personal: bool | None = None) -> Callable[[View], View]:
    """Declare and enforce for whom a view is.

    Signed-out visitors of anything but a public page are asked to sign in; the wrong role gets 404, because
    whether a page exists is nobody else's business.
    personal: whether the page holds private things and so carries "Exit this page" and is never stored by a
    browser. Everything but a public page does, unless said otherwise.
    """
    keeps_private = audience is not Audience.EVERYBODY if personal is None else personal

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if audience is not Audience.EVERYBODY:
                if not request.user.is_authenticated:
                    return redirect_to_login(_where_to_go_on(request))
                if audience not in _FOR_ANY_ROLE and request.user.role != audience:
                    raise Http404
            request.personal = keeps_private  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return decorate


def _where_to_go_on(request: HttpRequest) -> str:
    """The page to open after signing in: this one; for a button that was pressed signed out, the page it was on.

    What a form sent is not done by signing in, so a message says that nothing has changed yet. Where its words
    are held (`words_held`), the address of the form itself gives them back.
    """
    if request.method in {"GET", "HEAD"} or getattr(request, "words_held", False):
        return request.get_full_path()
    messages.warning(request, NOT_DONE_YET, fail_silently=True)
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path.startswith("/"):
        return request.get_full_path()
    return came_from._replace(scheme="", netloc="", fragment="").geturl()
