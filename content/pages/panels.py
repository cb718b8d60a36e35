"""What the pages show on the pages of the shell."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from portal.shell.navigation import Entry


@hooks.register("register_navigation")
def public_entries(request: HttpRequest) -> list[Entry]:
    """The ways in for somebody who has not signed in. Who has, finds their own things there instead."""
    if request.user.is_authenticated:
        return []
    return [
        Entry("Guidance", "/guidance/", order=10),
        Entry("Stories", "/stories/", order=20),
        Entry("Try it", "/try/", order=30),
        Entry("Search", reverse("search"), order=90),
    ]
