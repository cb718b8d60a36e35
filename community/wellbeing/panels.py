"""Where those who help are asked how they are, and where they find the way to step back."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from community.wellbeing.models import Asking
from community.wellbeing.queries import carer_rules, helps_somebody
from portal.accounts.models import User
from portal.relationships.stepping import helps
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def at_home(request: HttpRequest) -> list[Panel]:
    """The one card that asks, and whom one helps with the button to step back."""
    user = request.user
    if not isinstance(user, User):
        return []
    helping = helps(user, at=timezone.now())
    if not helping:
        return []
    panels = [Panel("community/wellbeing/home_helping.html", order=60, context={"helping": helping})]
    if Asking.objects.visible_to(user).waiting().exists():
        context = {"rules": carer_rules()}
        panels.append(Panel("community/wellbeing/home_asking.html", order=5, context=context))
    return panels


@hooks.register("register_people_panel")
def help_for_those_who_help(request: HttpRequest) -> list[Panel]:
    """The way to help for oneself, beside the people whom one helps."""
    if not isinstance(request.user, User) or not helps_somebody(request.user, at=timezone.now()):
        return []
    return [Panel("community/wellbeing/people_panel.html", order=50)]


@hooks.register("register_stepped_back_panel")
def after_stepping_back(request: HttpRequest) -> list[Panel]:
    """Help for whoever has just stepped back."""
    return [Panel("community/wellbeing/after.html", order=10, context={"rules": carer_rules()})]


@hooks.register("register_way_to_help")
def where_else(request: HttpRequest) -> list[Entry]:
    """For whom somebody stepped back from."""
    near = Entry("Look for help near you", reverse("help_near_you"), order=10)
    return [Entry("Ask a local group for help", reverse("help_new"), order=5), near]
