"""What a plan covers so far, on the document's page."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from planning.coverage.mapping import coverage_of
from planning.coverage.models import CoverageTick
from planning.documents.composition import pinned_definition
from planning.documents.looking import look_at
from planning.documents.models import Document
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_document_panel")
def covered_so_far(request: HttpRequest, document: Document) -> list[Panel]:
    """One line with the way to the map, beside every plan."""
    if not isinstance(request.user, User) or not pinned_definition(document).plan:
        return []
    context = {
        "map": coverage_of(look_at(request, document).store, CoverageTick.objects.filter(document=document)),
        "url": reverse("document_coverage", args=[document.uuid]),
    }
    return [Panel("planning/coverage/panel.html", order=15, context=context)]
