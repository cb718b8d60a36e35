"""The way to a worker's people: in the navigation, and as the next step of their home page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.caseload.list_of_people import rows_for
from planning.documents.models import Document
from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role
from portal.relationships.models import BreakGlass
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

# How many times the page of one's people names; "who looked" has them all.
MOST_OPENINGS = 10


@hooks.register("register_navigation")
def people_entry(request: HttpRequest) -> list[Entry]:
    """Where a social worker's people are; for managers, where it stands what was opened in an emergency."""
    if not request.user.is_authenticated:
        return []
    if request.user.role == Role.TEAM_MANAGER:
        return [Entry("Opened records", reverse("opened_records"), 50)]
    return [Entry("My people", reverse("caseload"), 10)] if request.user.is_social_worker else []


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


@hooks.register("register_document_panel")
def opened_in_an_emergency(request: SignedInRequest, document: Document) -> list[Panel]:
    """For who reads it in an emergency: until when, and the way to close it."""
    openings = BreakGlass.objects.open_for(request.user, at=timezone.now()).filter(person=document.owner_id)
    opening = openings.for_pages().first() if request.user.is_social_worker else None
    return [Panel("community/caseload/opened_panel.html", order=1, context={"opening": opening})] if opening else []


@hooks.register("register_people_panel")
def opened_of_mine(request: SignedInRequest) -> list[Panel]:
    """For the person: each time that somebody who is not their social worker opened their record, and why."""
    openings = list(BreakGlass.objects.filter(person=request.user).for_pages()[:MOST_OPENINGS])
    if not openings:
        return []
    context = {"openings": openings, "now": timezone.now()}
    return [Panel("community/caseload/opened_of_mine.html", order=80, context=context)]
