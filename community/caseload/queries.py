"""What a worker's list is made of, each for everybody on it in one query."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery

from planning.comments.enums import SuggestionState
from portal.notifications.enums import Kind

if TYPE_CHECKING:
    from portal.accounts.models import User


def _objects(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects


def allocations_of(worker: "User", *, at: datetime) -> "QuerySet[Any]":
    """The allocations on which this worker acts now, with whom they are about."""
    found: QuerySet[Any] = _objects("portal", "Allocation").for_worker(worker, at=at)
    return found.select_related("person", "worker")


def shared_since(documents: Iterable[Any], *, at: datetime) -> dict[int, datetime]:
    """Since when each document is shared with its owner's named social worker; only those that are."""
    grants = _objects("planning", "Grant").active(at=at).filter(document__in=documents, to_named_worker=True)
    return {grant["document"]: grant["starts_at"] for grant in grants.values("document", "starts_at")}


def last_openings(documents: Iterable[Any], worker: "User") -> dict[str, datetime]:
    """When this worker opened each document last, by its uuid."""
    events = _objects("portal", "Event").filter(
        object_type="document",
        object_id__in=[str(document.uuid) for document in documents],
        verb="document opened",
        actor_id=worker.pk,
    )
    return dict(events.order_by().values_list("object_id").annotate(last=Max("at")))


def answered_conversations(
    documents: Collection[int], worker: "User", *, at: datetime
) -> "Iterable[tuple[int, int, datetime]]":
    """By document: in how many conversations of this worker somebody else spoke last, and since when."""
    comments = _objects("planning", "Comment")
    last_reply = comments.filter(parent=OuterRef("pk")).order_by("-created_at", "-pk").values("created_at")[:1]
    waiting = comments.filter(document__in=documents).visible_to(worker, at=at).answered_for(worker)
    counted: QuerySet[Any, tuple[int, int, datetime]] = (
        waiting.annotate(spoken_at=Subquery(last_reply))
        .order_by()
        .values_list("document")
        .annotate(count=Count("pk"), since=Min("spoken_at"))
        .order_by("since")
    )
    return counted


def decided_suggestions(documents: Mapping[str, int], worker: "User", *, at: datetime) -> dict[int, list[datetime]]:
    """By document: when each of this worker's suggestions was decided, as far as they have not looked at it yet.

    documents: their ids by the address of the page where the decision stands; a notice waits until it is opened.
    """
    unread = _objects("portal", "Notice").filter(user=worker, kind=Kind.DECIDED, read_at=None, path__in=documents)
    told = {documents[path]: told_at for path, told_at in unread.values_list("path", "created_at")}
    decided = (
        _objects("planning", "Suggestion")
        .filter(document__in=told, author=worker)
        .exclude(state=SuggestionState.OPEN)
        .visible_to(worker, at=at)
        .order_by("decided_at")
    )
    found: dict[int, list[datetime]] = {}
    for document_id, decided_at in decided.values_list("document", "decided_at"):
        if decided_at >= told[document_id]:
            found.setdefault(document_id, []).append(decided_at)
    return found
