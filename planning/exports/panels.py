"""The ways to taking a document along, and to bringing one in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.documents.models import Document, Version
from planning.documents.places import Action
from portal.crisis.queries import in_crisis
from portal.shell.panels import Panel

HINT = "As a PDF, in Word, as data, or for your calendar."


@hooks.register("register_document_action")
def take_along(request: HttpRequest, document: Document) -> list[Action]:
    """For everybody who may see it."""
    url = reverse("document_export", args=[document.uuid])
    return [Action("Print it or keep a copy", url, order=60, hint=HINT)]


@hooks.register("register_version_action")
def take_a_version_along(request: HttpRequest, version: Version) -> list[Action]:
    """The same for everybody who may see a version."""
    url = reverse("document_version_export", args=[version.document.uuid, version.number])
    return [Action("Print it or keep a copy", url, order=60, hint=HINT)]


@hooks.register("register_documents_panel")
def way_to_bring_in(request: HttpRequest) -> list[Panel]:
    """For everybody who has documents of their own, unless planning rests."""
    if not request.user.is_authenticated or not request.user.is_person:
        return []
    if in_crisis(request.user, at=timezone.now()):
        return []
    context = {"url": reverse("document_import")}
    return [Panel("planning/exports/way_to_bring_in.html", order=90, context=context)]
