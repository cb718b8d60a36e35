"""Answers that people wait for, in the field's words. Other pages count and list what waits through these."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

if TYPE_CHECKING:
    from portal.accounts.models import Team, User


def _objects(app: str, model: str) -> Any:
    return apps.get_model(app, model).objects


class AwaitedReplyQuerySet(QuerySet[Any]):
    """Answers that are owed."""

    def open(self) -> Self:
        """Nobody has answered yet, and nobody has said that it needs no answer."""
        return self.filter(answered_at=None, set_aside_at=None)

    def late(self, *, at: datetime) -> Self:
        """Those whose time is over."""
        return self.filter(by_when__lte=at)

    def with_wait(self, *, at: datetime) -> Self:
        """Each with how long it has waited (`waited`) and whether its time is over (`is_late`), the oldest first,
        and with whose thread it is."""
        now = Value(at, output_field=DateTimeField())
        waited = ExpressionWrapper(now - F("asked_at"), output_field=DurationField())
        late = Case(When(by_when__lte=at, then=True), default=False, output_field=BooleanField())
        found = self.annotate(waited=waited, is_late=late)
        return found.select_related("thread__person", "message").order_by("asked_at", "pk")


def waiting_for(worker: "User", at: datetime) -> Any:
    """What waits for this worker: of their own people and of those of whom they stand in for now, the oldest first.

    Each row: `thread` (with its person), `asked_at`, `by_when`, and `waited` and `is_late` at this moment.
    """
    mine = _objects("portal", "Allocation").for_worker(worker, at=at).filter(person=OuterRef("thread__person"))
    return _awaited().open().filter(Exists(mine)).with_wait(at=at)


def waiting_in(team: "Team", at: datetime) -> Any:
    """What waits in a team, the oldest first: of the people whose named worker is of this team, and of those who
    have nobody now and whose last worker was. Rows as in `waiting_for`, each with its `worker_id` and `worker_name`
    ("" where nobody is named)."""
    begun = _objects("portal", "Allocation").filter(person=OuterRef("thread__person"), starts_at__lte=at)
    last = begun.order_by("-starts_at")
    named = last.filter(Q(ends_at=None) | Q(ends_at__gt=at))
    found = _awaited().open().annotate(last_team=Subquery(last.values("worker__team")[:1])).filter(last_team=team.pk)
    found = found.annotate(
        worker_id=Subquery(named.values("worker")[:1]), worker_name=Subquery(named.values("worker__known_as")[:1])
    )
    return found.with_wait(at=at)


def late_without_stand_in(stand_in: "User", at: datetime) -> list[Any]:
    """The workers for whom somebody stands in as a rule, not yet today, and for whom messages are late: each with
    how many (`late`) and since when (`late_since`). Neither whose messages they are nor what they say."""
    begun = _objects("portal", "Allocation").active(at=at).filter(person=OuterRef("thread__person"))
    covered = _objects("portal", "Cover").active(at=at).filter(worker=OuterRef("worker_of"))
    late = (
        _awaited()
        .open()
        .late(at=at)
        .annotate(worker_of=Subquery(begun.values("worker")[:1]))
        .filter(worker_of__in=_objects("portal", "StandIn").filter(by=stand_in).values("worker"))
        .exclude(Exists(covered))
        .order_by()
        .values("worker_of")
        .annotate(late=Count("pk"), late_since=Min("by_when"))
    )
    found = {row["worker_of"]: row for row in late}
    workers = list(_objects("portal", "User").filter(pk__in=found).order_by("known_as", "pk"))
    for worker in workers:
        worker.late, worker.late_since = found[worker.pk]["late"], found[worker.pk]["late_since"]
    return workers


def replies_shown_in(thread: Any) -> Any:
    """What stands beside messages of one thread: what is open, else what was set aside and not answered since."""
    found = _awaited().filter(thread=thread, answered_at=None)
    return found.select_related("message", "told_cover", "told_manager", "set_aside_by").order_by("asked_at")


def _awaited() -> Any:
    return _objects("community", "AwaitedReply")
