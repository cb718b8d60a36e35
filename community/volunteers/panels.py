"""Where volunteers show on other pages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.organisations.models import Organisation
from community.volunteers.models import Volunteer
from community.volunteers.places import volunteers_path
from portal.accounts.enums import Role
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_organisation_place")
def volunteers_place(request: HttpRequest, organisation: Organisation) -> list[Entry]:
    """The list of an organisation's volunteers."""
    return [Entry("Volunteers", volunteers_path(organisation), order=20)]


@hooks.register("register_home_panel")
def own_profiles(request: HttpRequest) -> list[Panel]:
    """For a volunteer: with whom they help, and the way to what people read about them."""
    user = request.user
    if not user.is_authenticated or user.role != Role.VOLUNTEER:
        return []
    own = list(Volunteer.objects.own(user, at=timezone.now()).select_related("membership__organisation"))
    context = {"volunteers": own, "url": reverse("own_profiles")}
    return [Panel("community/volunteers/home_panel.html", order=60, context=context)]


@hooks.register("register_home_panel")
def checks_due(request: HttpRequest) -> list[Panel]:
    """For a coordinator: whose checks have to be renewed."""
    user = request.user
    if not user.is_authenticated or user.role != Role.COORDINATOR:
        return []
    at = timezone.now()
    due = Volunteer.objects.visible_to(user, at=at).with_checks_due(at=at)
    found = list(due.select_related("membership__user", "membership__organisation"))
    return [Panel("community/volunteers/due_panel.html", order=40, context={"volunteers": found})] if found else []
