"""Somebody's own notices, and what they choose about them."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.internal import ratelimit
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.notifications import preferences
from portal.notifications.forms import AddressForm, CodeForm, SettingsForm
from portal.notifications.models import AddressToConfirm
from portal.notifications.queries import notices_of
from portal.notifications.services import mark_all_read, mark_read

NOTICES_A_PAGE = 25
# Each is an email to an address that somebody types: enough for a slip or two, and no way to flood a mailbox.
CODES = {"code": "6/d/user"}
TOO_MANY = "You have asked for many codes today. Try again tomorrow. What you typed is still here."


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


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def notice_settings(request: SignedInRequest) -> HttpResponse:
    """What comes by email, how often, and in which hours nothing does."""
    user = request.user
    form = SettingsForm(request.POST or None, user=user, chosen=preferences.settings_of(user))
    if request.method == "POST" and form.is_valid():
        preferences.choose(user=user, at=timezone.now(), **form.chosen())
        messages.success(request, "Your choice is saved.")
        return redirect("notice_settings")
    context = {"form": form, "goes_to": user.safe_email or user.email}
    return render(request, "portal/notifications/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def notice_address(request: SignedInRequest) -> HttpResponse:
    """Where notices may safely go: an address counts once somebody has typed the code that was sent there.

    Whoever sits at a screen that was left open could read along for ever. So who has a way to show that it is they
    (a password, a second factor) shows it first; what they typed is carried out afterwards.
    """
    choice = request.POST.get("choice", "") if request.method == "POST" else ""
    if choice in {"ask", "forget"}:
        raise_if_reauthentication_required(request, app="portal.notifications")
    if choice == "forget":
        preferences.forget_address(user=request.user, at=timezone.now())
        messages.success(request, f"Notices go to {request.user.email}.")
        return redirect("notice_address")
    form = AddressForm(request.POST if choice == "ask" else None)
    code = CodeForm(request.POST if choice == "confirm" else None)
    if (choice == "ask" and _asked(request, form)) or (choice == "confirm" and _confirmed(request, code)):
        return redirect("notice_address")
    context: dict[str, Any] = {
        "form": form,
        "code": code,
        "shows_first": request.user.has_usable_password() or is_mfa_enabled(request.user),
        "waiting": AddressToConfirm.objects.filter(user=request.user, expires_at__gt=timezone.now()).first(),
    }
    return render(request, "portal/notifications/address.html", context)


def _asked(request: SignedInRequest, form: AddressForm) -> bool:
    if not form.is_valid():
        return False
    if not ratelimit.consume(request, app="portal.notifications", action="code", config=CODES, user=request.user):
        form.add_error("address", TOO_MANY)
        return False
    waiting = preferences.ask_for_address(user=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, f"We sent a code to {waiting.address}.")
    return True


def _confirmed(request: SignedInRequest, form: CodeForm) -> bool:
    if not form.is_valid():
        return False
    try:
        user = preferences.confirm_address(user=request.user, at=timezone.now(), **form.cleaned_data)
    except Denied as denied:
        form.add_error("code", denied.reason)
        return False
    messages.success(request, f"Notices go to {user.safe_email} from now on.")
    return True
