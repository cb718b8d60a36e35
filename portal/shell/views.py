"""Pages that belong to no single slice."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.shell.panels import Panel


@require_safe
@open_to(Audience.EVERYBODY)
def live(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@open_to(Audience.EVERYBODY)
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the process can serve people: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "not ready"}, status=503)
    return JsonResponse({"status": "ready"})


@csrf_exempt
@require_POST
@open_to(Audience.EVERYBODY, personal=True)
def exit_page(request: HttpRequest) -> HttpResponse:
    """End the session and leave for an everyday site. Works without any script.

    It leaves from a page of any age: the token of a page goes stale when another window signs in, and a refusal
    would keep somebody here who has to get away. Forged from another site it does nothing, for the session's
    cookie does not travel with a form from there (SameSite).
    """
    logout(request)
    response = HttpResponse(status=303, headers={"Location": settings.EXIT_TO})
    response["Clear-Site-Data"] = '"cache"'
    return response


@open_to(Audience.EVERYBODY, personal=True)
def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's check against forged forms said no: nothing was carried out, and what was typed is given back.

    reason: Django's own words for it, which would help nobody on the page.
    """
    return render(request, "403_csrf.html", status=403)


@require_safe
@open_to(Audience.SIGNED_IN)
def home(request: SignedInRequest) -> HttpResponse:
    """The one next step, then a panel from each slice that has something to show."""
    functions: list[Callable[[Any], list[Panel]]] = hooks.get_hooks("register_home_panel")
    panels = sorted((p for function in functions for p in function(request)), key=lambda p: p.order)
    steps = [panel for panel in panels if panel.next_step]
    return render(
        request,
        "portal/shell/home.html",
        {
            "page_title": f"Hello {request.user.known_as}",
            "next_step": steps[0] if steps else None,
            "panels": [panel for panel in panels if not panel.next_step],
        },
    )
