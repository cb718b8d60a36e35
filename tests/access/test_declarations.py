"""Every address says for whom it is."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from portal.access.enums import Audience
from portal.accounts.enums import Role

# Views of libraries, which have gates of their own: the middleware for staff, allauth's and Wagtail's own.
LIBRARIES = ("allauth.", "wagtail.", "django.", "modelcluster.")
# Views of ours inside somebody else's gate.
OWN_GATE = {"cms_login"}


def addresses(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal: its route and its pattern."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route)
        else:
            yield route, entry


def ours() -> list[tuple[str, URLPattern]]:
    """The addresses whose views we wrote."""
    return [
        (route, pattern)
        for route, pattern in addresses()
        if not getattr(pattern.callback, "__module__", "").startswith(LIBRARIES)
        and not route.startswith(("cms/", "accounts/"))
    ]


def test_every_view_of_ours_declares_its_audience() -> None:
    silent = [
        route
        for route, pattern in ours()
        if not isinstance(getattr(pattern.callback, "audience", None), Audience) and pattern.name not in OWN_GATE
    ]
    assert not silent


def test_every_address_of_ours_has_a_name() -> None:
    assert not [route for route, pattern in ours() if not pattern.name]


def test_an_audience_is_a_role_unless_it_is_for_any() -> None:
    assert {str(a) for a in Audience} - {str(r) for r in Role} == {"everybody", "signed_in"}
