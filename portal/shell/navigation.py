"""The main navigation, by role: never more than six entries, gathered from the floors above by hooks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

MOST_ENTRIES = 6


@dataclass(frozen=True)
class Entry:
    """One link of the navigation. `count` is how much waits there; `order` decides its place."""

    label: str
    url: str
    order: int
    count: int = 0
    current: bool = False


def navigation(request: HttpRequest) -> list[Entry]:
    """The entries for this reader. A slice adds its own with `hooks.register("register_navigation")`:
    a function of the request that returns Entries."""
    functions: list[Callable[[HttpRequest], list[Entry]]] = hooks.get_hooks("register_navigation")
    found = [entry for function in functions for entry in function(request)]
    entries = sorted(found, key=lambda entry: entry.order)[:MOST_ENTRIES]
    longest = max((len(e.url) for e in entries if request.path.startswith(e.url)), default=0)
    return [
        Entry(e.label, e.url, e.order, e.count, current=request.path.startswith(e.url) and len(e.url) == longest)
        for e in entries
    ]


def account_links(request: HttpRequest) -> list[Entry]:
    """Sign in, or the way to one's own account. A slice adds its own with `register_account_navigation`."""
    if not request.user.is_authenticated:
        return [Entry("Sign in", reverse("account_login"), 0)]
    functions: list[Callable[[HttpRequest], list[Entry]]] = hooks.get_hooks("register_account_navigation")
    found = [entry for function in functions for entry in function(request)]
    own = [Entry("Your account", reverse("account_settings"), 90), Entry("Sign out", reverse("account_logout"), 91)]
    return sorted([*found, *own], key=lambda entry: entry.order)
