"""What notices show on the pages of the shell."""

from django.urls import reverse
from wagtail import hooks

from portal.access.requests import SignedInRequest
from portal.notifications.queries import unread_of
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

SHOWN_AT_HOME = 5


@hooks.register("register_home_panel")
def unread_notices(request: SignedInRequest) -> list[Panel]:
    """The latest notices that wait to be read."""
    unread = list(unread_of(request.user)[: SHOWN_AT_HOME + 1])
    if not unread:
        return []
    context = {"notices": unread[:SHOWN_AT_HOME], "more": len(unread) > SHOWN_AT_HOME}
    return [Panel("portal/notifications/home_panel.html", order=10, context=context)]


@hooks.register("register_account_navigation")
def notices_entry(request: SignedInRequest) -> list[Entry]:
    """The way to the notices, with how many wait."""
    return [Entry("Notices", reverse("notices"), order=10, count=unread_of(request.user).count())]
