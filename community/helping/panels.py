"""What help shows on the pages of other slices, and what higher slices show on its own."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.help_requests.models import Helping, HelpRequest
from community.helping.places import coordinators_path
from community.helping.policies import check_helps_still, is_active
from community.helping.queries import helpers_of
from community.helping.services import end_because_gone, tell_of_end
from community.helping.waiting import helped_by_reader
from community.organisations.models import Organisation
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.shell.navigation import Entry
from portal.shell.panels import Panel

HelpingPanels = Callable[[HttpRequest, Helping | None], list[Panel]]

hooks.register("register_writing_check", check_helps_still)
hooks.register("register_match_ended", tell_of_end)
hooks.register("register_volunteer_left", end_because_gone)


def helping_panels(request: HttpRequest, helping: Helping | None) -> list[Panel]:
    """What higher slices show on the pages of a helper (`register_helping_panel`), in order. helping: about one person;
    None about all of them."""
    functions: list[HelpingPanels] = hooks.get_hooks("register_helping_panel")
    return sorted((p for function in functions for p in function(request, helping)), key=lambda p: p.order)


@hooks.register("register_navigation")
def way_in(request: HttpRequest) -> list[Entry]:
    """For who helps: their people, with how much waits."""
    user = request.user
    if not isinstance(user, User) or user.role != Role.VOLUNTEER:
        return []
    waits = sum(each.waits for each in helped_by_reader(request, at=timezone.now()))
    return [Entry("Whom I help", reverse("helping"), order=10, count=waits)]


@hooks.register("register_organisation_place")
def who_helps_whom(request: HttpRequest, organisation: Organisation) -> list[Entry]:
    """The help that an organisation gives now."""
    return [Entry("Who helps whom", coordinators_path(organisation), order=15)]


@hooks.register("register_home_panel")
def at_home(request: HttpRequest) -> list[Panel]:
    """For who helps: whom, as the next step. For a person: who helps them."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    if user.role == Role.VOLUNTEER:
        people = helped_by_reader(request, at=at)
        context = {"people": people, "waits": sum(each.waits for each in people)}
        return [Panel("community/helping/helper_home_panel.html", order=5, context=context, next_step=True)]
    return _who_helps(user)


@hooks.register("register_people_panel")
def among_my_people(request: HttpRequest) -> list[Panel]:
    """On the page of those around somebody: who helps them."""
    return _who_helps(request.user)


@hooks.register("register_help_panel")
def among_my_help(request: HttpRequest) -> list[Panel]:
    """Above what one asked for: who helps now."""
    return _who_helps(request.user)


@hooks.register("register_help_request_panel")
def who_helped(request: HttpRequest, help_request: HelpRequest) -> list[Panel]:
    """On the page of one request: who helps, or helped, because of it, and who saw what."""
    found = list(Helping.objects.for_pages().filter(request=help_request).order_by("-match__starts_at", "-pk"))
    at = timezone.now()
    goes_on = any(is_active(each.match, at) for each in found)
    context = {"helpings": found, "help_request": help_request, "now": at, "goes_on": goes_on}
    return [Panel("community/helping/request_panel.html", order=10, context=context)]


def _who_helps(user: object) -> list[Panel]:
    if not isinstance(user, User) or not user.is_person:
        return []
    found = list(helpers_of(user, at=timezone.now()))
    return [Panel("community/helping/own_panel.html", order=35, context={"helpings": found})] if found else []
