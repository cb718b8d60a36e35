"""Where higher slices show what an authority opens: they register, and we ask them by name."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail import hooks

from portal.authority.models import Authority
from portal.shell.panels import Panel

AuthorityPanels = Callable[[HttpRequest, Authority], list[Panel]]


def authority_panels(request: HttpRequest, authority: Authority) -> list[Panel]:
    """What its holder finds on the page of an authority (`register_authority_panel`), in order."""
    functions: list[AuthorityPanels] = hooks.get_hooks("register_authority_panel")
    return sorted((p for function in functions for p in function(request, authority)), key=lambda p: p.order)
