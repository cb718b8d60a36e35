"""The way to the messages: in the navigation, and on the home page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.messaging.listing import rows_for
from community.messaging.models import Thread
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

# How many the home page names; the rest are on their own page.
MOST_AT_HOME = 5


@hooks.register("register_navigation")
def messages_entry(request: HttpRequest) -> list[Entry]:
    """The way to the messages, with how many wait to be read."""
    user = request.user
    if not isinstance(user, User) or not (user.is_person or user.is_social_worker):
        return []
    at = timezone.now()
    unread = Thread.objects.visible_to(user, at=at).with_unread(user, at=at).count_unread()
    return [Entry("Messages", reverse("threads"), 35, count=unread)]


@hooks.register("register_home_panel")
def new_messages(request: HttpRequest) -> list[Panel]:
    """What is new to read, and for a person the way to write to their social worker."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not (user.is_person or user.is_social_worker):
        return []
    rows = [row for row in rows_for(user, at=at) if row.unread]
    worker = named_social_worker(user, at=at) if user.is_person else None
    if not rows and not worker:
        return []
    context = {"rows": rows[:MOST_AT_HOME], "more": len(rows) > MOST_AT_HOME, "worker": worker}
    return [Panel("community/messaging/home_panel.html", order=22, context=context)]
