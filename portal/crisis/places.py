"""Where higher slices show something on the page of a crisis: they register, and we ask them by name."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail import hooks

from portal.crisis.models import Crisis
from portal.shell.panels import Panel

CrisisPanels = Callable[[HttpRequest, Crisis], list[Panel]]


def crisis_panels(request: HttpRequest, crisis: Crisis) -> list[Panel]:
    """What stands on the page of a crisis (`register_crisis_panel`), in order."""
    functions: list[CrisisPanels] = hooks.get_hooks("register_crisis_panel")
    return sorted((p for function in functions for p in function(request, crisis)), key=lambda p: p.order)
