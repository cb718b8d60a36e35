"""Signing in, one's own account, and the way to the CMS, which has no sign-in of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.views import LoginView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import own_address
from portal.accounts.forms import AccountForm

if TYPE_CHECKING:
    from portal.shell.panels import Panel


class SignInView(LoginView):
    """allauth's sign-in, with the panels of other slices below its form."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        functions: list[Callable[[HttpRequest], list[Panel]]] = hooks.get_hooks("register_sign_in_panel")
        panels = sorted((panel for each in functions for panel in each(self.request)), key=lambda panel: panel.order)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"panels": panels}


sign_in = open_to(Audience.EVERYBODY, personal=True)(SignInView.as_view())


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def account_settings(request: HttpRequest) -> HttpResponse:
    """What to call me, how letters look; and the ways to notices, password and second step."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your account is saved.")
        return redirect("account_settings")
    return render(request, "portal/accounts/settings.html", {"form": form})


@require_safe
@open_to(Audience.EVERYBODY)
def cms_login(request: HttpRequest) -> HttpResponseBase:
    """Send editors to the one sign-in, and back to where they were going; to others there is no CMS."""
    there = own_address(request.GET.get("next")) or reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': there})}")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return redirect(there)
