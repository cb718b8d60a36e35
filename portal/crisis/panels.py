"""What a crisis shows on the pages of the shell: the numbers, and that nothing has to be done."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from portal.accounts.models import User
from portal.crisis.queries import crises_before, crisis_of
from portal.relationships.queries import acts_for
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

PANEL = "portal/crisis/panel.html"


def crisis_panel(user: object, *, order: int = 0, next_step: bool = False) -> list[Panel]:
    """The calm panel for a person in a crisis; nothing for anybody else. For the pages of every slice."""
    if not isinstance(user, User) or not user.is_person:
        return []
    found = crisis_of(user, at=timezone.now())
    if found is None:
        return []
    return [Panel(PANEL, order=order, next_step=next_step, context={"crisis": found, "at_home": next_step})]


@hooks.register("register_account_navigation")
def way_to_say_so(request: HttpRequest) -> list[Entry]:
    """From every personal page: things are bad right now."""
    if not isinstance(request.user, User) or not request.user.is_person:
        return []
    return [Entry("Things are bad right now", reverse("crisis"), order=5)]


@hooks.register("register_home_panel")
def at_home(request: HttpRequest) -> list[Panel]:
    """In place of any next step: there is nothing that has to be done."""
    return crisis_panel(request.user, next_step=True)


@hooks.register("register_thread_panel")
def above_messages(request: HttpRequest, thread: Any) -> list[Panel]:
    """Above what the two write: for the person the numbers, for their worker that planning rests."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or user.pk == thread.person_id:
        return crisis_panel(user)
    # Whoever else is in a conversation is told of no crisis.
    if not acts_for(user, thread.person, at=at):
        return []
    found = crisis_of(thread.person, at=at)
    return [Panel("portal/crisis/worker_line.html", order=0, context={"crisis": found})] if found else []


@hooks.register("register_person_panel")
def on_their_page(request: HttpRequest, person: User) -> list[Panel]:
    """For the person's worker: the crisis that holds, or the way to mark one; and those that are over."""
    at = timezone.now()
    context = {
        "person": person,
        "crisis": crisis_of(person, at=at),
        "before": crises_before(person, at=at),
    }
    return [Panel("portal/crisis/person_panel.html", order=0, context=context)]


@hooks.register("register_people_panel")
def among_my_people(request: HttpRequest) -> list[Panel]:
    """On the page of those around somebody."""
    return crisis_panel(request.user)
