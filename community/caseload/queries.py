"""What a worker's list is made of, each for everybody on it in one query."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from planning.comments.enums import SuggestionState
from portal.accounts.enums import Role
from portal.notifications.enums import Kind

if TYPE_CHECKING:
    from portal.accounts.models import User


# How long a note stays when its worker is not the person's any more: they may be back after a holiday.
NOTES_STAY = timedelta(days=30)


def _objects(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects


class OwnNoteQuerySet(QuerySet[Any]):
    """Notes that workers keep for themselves."""

    def of(self, worker: "User") -> Self:
        """This worker's own, and nobody else's."""
        return self.filter(worker=worker)

    def left_behind(self, *, at: datetime) -> Self:
        """Those whose worker has been neither the person's worker nor their cover for a month."""
        since = at - NOTES_STAY
        allocations = _objects("portal", "Allocation").filter(person=OuterRef("person"))
        recent = Q(ends_at=None) | Q(ends_at__gt=since)
        covers = _objects("portal", "Cover").filter(
            cover=OuterRef(OuterRef("worker")), worker=OuterRef("worker"), ends_at__gt=since
        )
        theirs = allocations.filter(recent).filter(Q(worker=OuterRef("worker")) | Exists(covers))
        return self.filter(~Exists(theirs), changed_at__lte=since)


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


def waiting_messages(people: Iterable[Any], worker: "User", *, at: datetime) -> list[Any]:
    """The threads with the social worker in which somebody else wrote last, of these people.

    Each with `count`, how many messages wait, and `since`, when the oldest of them was sent.
    """
    messages = _objects("community", "Message").filter(thread=OuterRef("pk"))
    answered = messages.filter(author__role=Role.SOCIAL_WORKER).order_by("-number").values("number")[:1]
    threads: QuerySet[Any] = (
        _objects("community", "Thread")
        .visible_to(worker, at=at)
        .filter(person__in=people, with_worker=True)
        # What was written before the worker was let in is not theirs, and does not wait.
        .annotate(answered=Greatest(Coalesce(Subquery(answered), Value(0)), F("worker_from") - 1))
        .filter(last_number__gt=F("answered"))
    )
    oldest = messages.filter(number__gt=OuterRef("answered")).order_by("number").values("sent_at")[:1]
    return list(threads.annotate(count=F("last_number") - F("answered"), since=Subquery(oldest)))


def own_notes(people: Iterable[Any], worker: "User") -> dict[int, Any]:
    """This worker's own notes about these people, by person."""
    return {note.person_id: note for note in _objects("community", "OwnNote").of(worker).filter(person__in=people)}
