"""What was sent, in the field's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps

from planning.documents.enums import VersionReason

if TYPE_CHECKING:
    from portal.accounts.models import User

# As planning.signing_off names them: nothing waits there any more.
OVER = ("agreed", "refused", "replaced")
WITH_WORKER = "with_worker"


def last_sent(document: Any) -> Any:
    """The version of a document that was sent last, or None."""
    sent = document.versions.without_words().for_pages().select_related("sign_off").filter(why=VersionReason.SENT)
    return sent.order_by("-number").first()


def is_for_worker(version: Any) -> bool:
    """Whether a version that was sent waits for the social worker to agree it: not where a manager decides."""
    sign_off = getattr(version, "sign_off", None)
    return sign_off is None or sign_off.state == WITH_WORKER


def waiting_to_be_agreed(worker: "User", people: Iterable[Any], *, at: datetime) -> list[Any]:
    """Of each document of these people, the version that was sent last, unless it was decided; longest wait first.

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
    waiting = versions.filter(pk__in=newest, agreement=None).exclude(sign_off__state__in=OVER)
    return list(waiting.without_words().for_pages().select_related("sign_off").order_by("kept_at", "pk"))
