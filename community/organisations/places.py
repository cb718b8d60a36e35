"""The pages of one organisation, side by side: a coordinator finds each of them on all of them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from community.organisations.models import Organisation
from portal.components.lists import Choice
from portal.shell.navigation import Entry


def places_of(request: HttpRequest, organisation: Organisation) -> list[Choice]:
    """The entry, and what higher slices keep for an organisation, in their order. A slice adds its own with
    `hooks.register("register_organisation_place")`: a function of the request and the organisation that gives Entries;
    its page shows all of them with `community/organisations/places.html`."""
    functions: list[Callable[[HttpRequest, Organisation], list[Entry]]] = hooks.get_hooks("register_organisation_place")
    found = [entry for function in functions for entry in function(request, organisation)]
    found.append(Entry("Your entry", reverse("organisation_entry", args=[organisation.uuid]), order=50))
    return [
        Choice(entry.label, entry.url, entry.count or None, current=request.path.startswith(entry.url))
        for entry in sorted(found, key=lambda entry: entry.order)
    ]
