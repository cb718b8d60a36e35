"""What was sent, in the field's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps

from planning.documents.enums import VersionReason

if TYPE_CHECKING:
    from portal.accounts.models import User


def last_sent(document: Any) -> Any:
    """The version of a document that was sent last, or None."""
    sent = document.versions.without_words().for_pages().filter(why=VersionReason.SENT)
    return sent.order_by("-number").first()


def waiting_to_be_agreed(worker: "User", people: Iterable[Any], *, at: datetime) -> list[Any]:
    """Of each document of these people, the version that was sent last, unless it was agreed; longest wait first.

    Only what the worker may see.
    """
    versions = apps.get_model("planning", "Version").objects
    newest = (
        versions.filter(why=VersionReason.SENT, document__owner__in=people)
        .visible_to(worker, at=at)
        .order_by("document", "-number")
        .distinct("document")
        .values("pk")
    )
    waiting = versions.filter(pk__in=newest, agreement=None).without_words().for_pages()
    return list(waiting.order_by("kept_at", "pk"))
