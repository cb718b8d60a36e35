"""Staff reach nothing without a second factor."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

# What is open on the way to a second factor.
OPEN_PREFIXES = ("/accounts/", "/static/", "/health/", "/exit/", "/demo/")


class SecondFactorMiddleware:
    """Sends staff to set up, or to use, a second factor before anything else opens to them.

    A session counts only when it records that the second factor was used in it. Setting one up records
    nothing, so the first sign-in with it comes after.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor or request.path.startswith(OPEN_PREFIXES):
            return self.get_response(request)
        if not is_mfa_enabled(user):
            return redirect(reverse("mfa_index"))
        if not used_second_factor(request):
            return redirect(reverse("account_logout"))
        return self.get_response(request)


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session's sign-in included the second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request))
