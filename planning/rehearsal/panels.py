"""The way to the page that somebody takes along."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from planning.documents.models import Document
from planning.documents.places import Action
from planning.rehearsal.one_page import ON_ONE_PAGE
from portal.accounts.models import User


@hooks.register("register_document_action")
def to_take_along(request: HttpRequest, document: Document) -> list[Action]:
    """For whoever sees the document, where its kind is made for one page."""
    if not isinstance(request.user, User) or document.question_set_version.question_set.kind not in ON_ONE_PAGE:
        return []
    url = reverse("document_one_page", args=[document.uuid])
    is_owner = document.owner_id == request.user.pk
    return [Action("Print it on one page", url, order=4, hint="In large letters, to take along.", ready=is_owner)]
