"""What the relationships show on the pages of the shell."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from portal.accounts.models import User
from portal.audit.models import Event
from portal.relationships.models import BreakGlass
from portal.relationships.responsible import responsible_for
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def my_social_worker(request: HttpRequest) -> list[Panel]:
    """My named social worker, with what is new about that in the same card; without one, who is responsible meanwhile,
    and the way to use a joining code."""
    if not request.user.is_authenticated or not request.user.is_person:
        return []
    found = responsible_for(request.user, at=timezone.now())
    if found.worker is None:
        return [Panel("portal/relationships/join_panel.html", order=90, context={"responsible": found})]
    functions: list[Callable[[HttpRequest], list[Panel]]] = hooks.get_hooks("register_worker_news")
    news = sorted((panel for function in functions for panel in function(request)), key=lambda panel: panel.order)
    # What is new stands where it is read first.
    order = news[0].order if news else 30
    return [Panel("portal/relationships/worker_panel.html", order, context={"responsible": found, "news": news})]


@hooks.register("register_navigation")
def people_entry(request: HttpRequest) -> list[Entry]:
    """Where one's circle is; for social workers, where joining codes are made."""
    if not request.user.is_authenticated:
        return []
    entries = []
    if request.user.is_person:
        entries.append(Entry("My people", reverse("people"), order=40))
    if request.user.is_social_worker:
        entries.append(Entry("Joining codes", reverse("joining_codes"), order=60))
    return entries


@hooks.register("register_who_looked_note")
def why_it_was_opened(person: User, events: list[Event]) -> dict[int, str]:
    """The reason that a worker gave who opened the record in an emergency."""
    opened = {e.object_id: e.pk for e in events if e.object_type == BreakGlass._meta.model_name}
    found = BreakGlass.objects.filter(person=person, uuid__in=opened)
    reasons = {str(opening.uuid): f"“{opening.reason}”" for opening in found}
    return {e.pk: reasons[e.object_id] for e in events if e.object_id in reasons}
