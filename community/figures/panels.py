"""The way to an organisation's figures."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from community.organisations.models import Organisation
from portal.shell.navigation import Entry


@hooks.register("register_organisation_place")
def figures_place(request: HttpRequest, organisation: Organisation) -> list[Entry]:
    """The figures, beside the other pages of an organisation."""
    return [Entry("Figures", reverse("organisation_figures", args=[organisation.uuid]), order=35)]
