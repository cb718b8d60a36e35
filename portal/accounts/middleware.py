"""Staff reach nothing without a second factor, and the CMS is for editors."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError

from portal.accounts import sessions
from portal.accounts.enums import Role

Response = Callable[[HttpRequest], HttpResponse]

# What is open on the way to a second factor.
OPEN_PREFIXES = ("/accounts/", settings.STATIC_URL, "/health/", "/exit/")
# The demonstration's own sign-in, which exists only there.
DEMONSTRATION_PREFIX = "/demo/"
CMS_PREFIX = "/cms/"
CMS_LOGIN = "/cms/login/"


class SecondFactorMiddleware:
    """Shows staff how to set up, or to use, a second factor before anything else opens to them.

    A session counts only when it records that the second factor was used in it. Setting one up records
    nothing, so the first sign-in with it comes after, and a page says so.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor or is_open(request.path):
            return self.get_response(request)
        if used_second_factor(request):
            return self.get_response(request)
        request.personal = True  # type: ignore[attr-defined]
        page = "use" if is_mfa_enabled(user) else "set_up"
        response = render(request, f"portal/accounts/{page}_second_factor.html", status=403)
        response["Cache-Control"] = "no-store, private"
        return response


class CmsForEditorsMiddleware:
    """To anybody but an editor (and whoever keeps the machine), the CMS is not there."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        wanted = request.path.startswith(CMS_PREFIX) and request.path != CMS_LOGIN
        if wanted and user.is_authenticated and not user.is_superuser and user.role != Role.EDITOR:
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Wagtail's forms get some of their boxes from its script; one that came without them is told so."""
        if request.path.startswith(CMS_PREFIX) and isinstance(exception, MultiValueDictKeyError):
            return render(request, "400.html", status=400)
        return None


def is_open(path: str) -> bool:
    """Whether an address is on the way to a second factor."""
    return path.startswith(OPEN_PREFIXES) or (settings.DEMONSTRATION and path.startswith(DEMONSTRATION_PREFIX))


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session's sign-in included the second factor."""
    user = request.user
    if not user.is_authenticated:
        return False
    return sessions.used_second_factor(request.session, user)
