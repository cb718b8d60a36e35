"""The CMS has no sign-in of its own."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts.enums import Role


def cms_login(request: HttpRequest) -> HttpResponseBase:
    """Send editors to the one sign-in, and back to where they were going."""
    if request.user.is_authenticated and request.user.role != Role.EDITOR:
        return redirect("/home/")
    query = urlencode({"next": request.GET.get("next") or reverse("wagtailadmin_home")})
    return redirect(f"{reverse('account_login')}?{query}")
