"""Where requests for help show on other pages."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.help_requests.enums import State
from community.help_requests.life import OVER
from community.help_requests.models import HelpRequest
from community.help_requests.standing import YOUR_TURN, standing_for_person, title_of
from community.organisations.models import Organisation
from portal.accounts.enums import Role
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

# The organisation has something to do in these.
WAITS = (State.WAITING, State.ACCEPTED)


@hooks.register("register_navigation")
def way_in(request: HttpRequest) -> list[Entry]:
    """For whoever may ask for help."""
    user = request.user
    return [Entry("My help", reverse("help"), order=45)] if user.is_authenticated and user.is_person else []


@hooks.register("register_home_panel")
def my_requests(request: HttpRequest) -> list[Panel]:
    """For the person: what goes on; and where it is their turn, that as the next step."""
    user = request.user
    if not user.is_authenticated or not user.is_person:
        return []
    mine = HelpRequest.objects.filter(person=user).as_of(timezone.now()).exclude(stands__in=OVER).for_pages()
    rows = [(found, title_of(found), standing_for_person(found)) for found in mine.order_by("-state_since", "-pk")]
    if not rows:
        return []
    panels = [Panel("community/help_requests/home_panel.html", order=45, context={"requests": rows})]
    waiting = [row for row in rows if row[2].turn == YOUR_TURN and row[0].state != State.DRAFT]
    if waiting:
        context = {"request": waiting[-1][0], "standing": waiting[-1][2]}
        panels.append(Panel("community/help_requests/next_step.html", order=15, context=context, next_step=True))
    return panels


@hooks.register("register_home_panel")
def requests_that_wait(request: HttpRequest) -> list[Panel]:
    """For a coordinator: how much waits for each of their organisations that people can ask, or once could."""
    user = request.user
    if not user.is_authenticated or user.role != Role.COORDINATOR:
        return []
    waiting = Count("help_requests", filter=Q(help_requests__state__in=WAITS))
    own = Organisation.objects.coordinated_by(user, at=timezone.now()).annotate(waiting=waiting)
    asked = own.filter(Q(on_portal=True) | Q(waiting__gt=0))
    found = [(each, each.waiting) for each in asked.order_by("name")]
    if not found:
        return []
    # Somebody who waits comes before an entry to check.
    first = any(many for _, many in found)
    template = f"community/help_requests/organisation/{'next_step' if first else 'home_panel'}.html"
    return [Panel(template, order=5 if first else 20, context={"organisations": found}, next_step=first)]


@hooks.register("register_organisation_place")
def requests_place(request: HttpRequest, organisation: Organisation) -> list[Entry]:
    """The requests, beside the other pages of an organisation."""
    waiting = HelpRequest.objects.filter(organisation=organisation, state__in=WAITS).count()
    return [Entry("Requests", reverse("organisation_requests", args=[organisation.uuid]), order=10, count=waiting)]


@hooks.register("register_entry_panel")
def ask_them(request: HttpRequest, organisation: Organisation) -> list[Panel]:
    """In the directory, for who may ask and for who has not signed in: one button that begins to ask them."""
    user = request.user
    if user.is_authenticated and not user.is_person:
        return []
    can_be_asked = Organisation.objects.on_portal(at=timezone.now()).filter(pk=organisation.pk).exists()
    if not can_be_asked or organisation.now.intake_paused:
        return []
    return [Panel("community/help_requests/entry_panel.html", order=20, context={"organisation": organisation})]
