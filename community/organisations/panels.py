"""Where the directory shows on other pages, and in the CMS."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton

from community.organisations.models import Organisation
from community.organisations.proposals import given_back
from community.organisations.queries import directory_rules
from portal.accounts.enums import Role
from portal.shell.navigation import Entry
from portal.shell.panels import Panel


@hooks.register("register_navigation")
def ways_in(request: HttpRequest) -> list[Entry]:
    """The directory, for everybody; their own organisation for coordinators."""
    directory = Entry("Help near you", reverse("help_near_you"), order=50)
    if request.user.is_authenticated and request.user.role == Role.COORDINATOR:
        return [Entry("My organisation", reverse("organisation"), order=10), directory]
    return [directory]


@hooks.register("register_home_panel")
def own_entries(request: HttpRequest) -> list[Panel]:
    """For a coordinator: their organisation, and whether its entry should be checked."""
    user = request.user
    if not user.is_authenticated or user.role != Role.COORDINATOR:
        return []
    at, rules = timezone.now(), directory_rules()
    own = list(Organisation.objects.coordinated_by(user, at=at).for_list())
    back = given_back(own)
    entries = [
        {"organisation": each, "stale": rules.is_stale(each.now, at=at), "given_back": each.pk in back} for each in own
    ]
    return [Panel("community/organisations/home_panel.html", order=10, context={"entries": entries}, next_step=True)]


def entry_panels(request: HttpRequest, organisation: Organisation) -> list[Panel]:
    """What higher slices show beside an entry of the directory: `register_entry_panel`, a function of the request and
    the organisation that gives Panels."""
    functions = hooks.get_hooks("register_entry_panel")
    found = [panel for function in functions for panel in function(request, organisation)]
    return sorted(found, key=lambda panel: panel.order)


@hooks.register("register_snippet_listing_buttons")
def as_people_see_it(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """From the list in the CMS to the public page, where an editor can say that the entry is right."""
    if isinstance(snippet, Organisation) and snippet.live:
        yield ListingButton("See it as people do", snippet.get_absolute_url(), priority=50)
