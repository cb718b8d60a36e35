"""Where other slices show something on the page of one of a worker's people: they register, and we ask by name."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail import hooks

from portal.accounts.models import User
from portal.shell.panels import Panel

PersonPanels = Callable[[HttpRequest, User], list[Panel]]


def person_panels(request: HttpRequest, person: User) -> list[Panel]:
    """What stands on the page of one person for their worker (`register_person_panel`), in order.

    Those from 100 on stand below all else.
    """
    functions: list[PersonPanels] = hooks.get_hooks("register_person_panel")
    return sorted((p for function in functions for p in function(request, person)), key=lambda p: p.order)
