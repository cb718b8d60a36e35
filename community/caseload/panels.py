"""The way to a worker's people: in the navigation, and as the next step of their home page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.caseload.list_of_people import rows_for
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_navigation")
def people_entry(request: HttpRequest) -> list[Entry]:
    """Where a social worker's people are."""
    if not request.user.is_authenticated or not request.user.is_social_worker:
        return []
    return [Entry("My people", reverse("caseload"), 10)]


@hooks.register("register_documents_panel")
def documents_are_with_people(request: HttpRequest) -> list[Panel]:
    """A worker comes for other people's documents: the way to those people."""
    if not request.user.is_authenticated or not request.user.is_social_worker:
        return []
    return [Panel("community/caseload/way_to_people.html", order=10)]


@hooks.register("register_home_panel")
def open_your_people(request: HttpRequest) -> list[Panel]:
    """A worker's next step: their people, with how many of them wait."""
    user = request.user
    if not user.is_authenticated or not user.is_social_worker:
        return []
    rows = rows_for(user, at=timezone.now())
    waiting = [row for row in rows if row.waits]
    context = {"people": len(rows), "waiting": len(waiting)}
    return [Panel("community/caseload/next_step.html", order=10, context=context, next_step=True)]
