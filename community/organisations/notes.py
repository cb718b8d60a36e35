"""What higher slices say about organisations to whoever is signed in: in the list, and on the page of an entry."""

from collections.abc import Callable, Collection
from typing import cast

from django.http import HttpRequest
from wagtail import hooks

from community.organisations.models import Organisation
from portal.access.requests import SignedInRequest
from portal.shell.panels import Panel


def notes_on(request: HttpRequest, organisations: Collection[Organisation]) -> dict[int, list[Panel]]:
    """A line or two for each of these, by id. A slice adds its own with `hooks.register("register_directory_note")`: a
    function of the request and all organisations of the page that gives a Panel by id, in as many queries for many as
    for one. The page is somebody's own then (see `mark_personal`)."""
    found: dict[int, list[Panel]] = {}
    if not request.user.is_authenticated or not organisations:
        return found
    functions: list[Callable[[SignedInRequest, Collection[Organisation]], dict[int, Panel]]] = hooks.get_hooks(
        "register_directory_note"
    )
    for function in functions:
        for pk, panel in function(cast("SignedInRequest", request), organisations).items():
            found.setdefault(pk, []).append(panel)
    if found:
        mark_personal(request)
    return found


def notes_at_top(request: HttpRequest, organisation: Organisation) -> list[Panel]:
    """The same at the top of the page of one entry (`register_entry_note`), in their order."""
    if not request.user.is_authenticated:
        return []
    functions: list[Callable[[SignedInRequest, Organisation], list[Panel]]] = hooks.get_hooks("register_entry_note")
    own = cast("SignedInRequest", request)
    found = [panel for function in functions for panel in function(own, organisation)]
    if found:
        mark_personal(request)
    return sorted(found, key=lambda panel: panel.order)


def mark_personal(request: HttpRequest) -> None:
    """This answer says something about its reader: it carries “Exit this page”, and no browser keeps it."""
    request.personal = True  # type: ignore[attr-defined]
