"""A worker's people as the list shows them: what waits, and where each one stands. Read once for everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from community.caseload.queries import (
    allocations_of,
    answered_conversations,
    last_openings,
    shared_since,
)
from planning.assessments.models import Assessment, IndicativeBudget
from planning.documents.models import Document
from portal.accounts.models import User


@dataclass(frozen=True)
class Wait:
    """One thing that waits for the worker: what, since when, and where."""

    what: str
    since: datetime
    url: str


@dataclass
class Draft:
    """A draft that is shared with the worker. new: not opened by this worker since it was shared."""

    document: Any
    new: bool
    shared_at: datetime
    answered: int = 0


@dataclass
class Row:
    """One person. stands_in_for: whose person they are, where this worker covers for somebody."""

    person: User
    stands_in_for: str = ""
    waits: list[Wait] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    assessed_on: date | None = None
    days_since_assessment: int | None = None
    weekly: Decimal | None = None

    @property
    def new_drafts(self) -> int:
        """How many drafts wait to be read for the first time."""
        return sum(draft.new for draft in self.drafts)

    @property
    def changed_at(self) -> datetime | None:
        """When the words that this worker may see were changed last."""
        return max((d.document.changed_at for d in self.drafts if d.document.changed_at), default=None)


def rows_for(worker: User, *, at: datetime) -> list[Row]:
    """Everybody of whom this worker is the named social worker now, or for whose worker they stand in.

    What waits longest comes first, then who has nothing waiting, by name. The number of queries does not
    depend on how many people there are.
    """
    rows = {
        allocation.person_id: Row(
            allocation.person,
            stands_in_for="" if allocation.worker_id == worker.pk else allocation.worker.known_as,
        )
        for allocation in allocations_of(worker, at=at)
    }
    _add_drafts(rows, worker, at)
    _add_figures(rows, at)
    return sorted(rows.values(), key=_order)


def row_for(worker: User, person: User, *, at: datetime) -> Row:
    """The same for one person, who has to be one of the worker's."""
    rows = {person.pk: Row(person)}
    _add_drafts(rows, worker, at)
    _add_figures(rows, at)
    return rows[person.pk]


def _add_drafts(rows: Mapping[int, Row], worker: User, at: datetime) -> None:
    visible = Document.objects.visible_to(worker, at=at).filter(owner__in=rows)
    documents = list(visible.with_last_change(worker, at=at).order_by("-created_at", "-pk"))
    shared, opened = shared_since(documents, at=at), last_openings(documents, worker)
    drafts: dict[int, Draft] = {}
    for document in documents:
        # Somebody of the worker's own circle may be among their people; only the worker's share counts here.
        if document.pk in shared:
            drafts[document.pk] = _draft(document, shared[document.pk], opened.get(str(document.uuid)))
            rows[document.owner_id].drafts.append(drafts[document.pk])
    for document_id, count, since in answered_conversations(drafts, worker, at=at):
        draft, what = drafts[document_id], "answer to what you wrote" if count == 1 else "answers to what you wrote"
        # Who has written beside it has read it.
        draft.answered, draft.new = count, False
        url = f"{draft.document.get_absolute_url()}comments/"
        rows[draft.document.owner_id].waits.append(Wait(f"{count} {what}", since, url))
    for draft in drafts.values():
        if draft.new:
            wait = Wait("New draft shared", draft.shared_at, draft.document.get_absolute_url())
            rows[draft.document.owner_id].waits.append(wait)
    for row in rows.values():
        row.waits.sort(key=lambda wait: wait.since)


def _draft(document: Any, shared_at: datetime, opened_at: datetime | None) -> Draft:
    return Draft(document, new=opened_at is None or opened_at < shared_at, shared_at=shared_at)


def _add_figures(rows: Mapping[int, Row], at: datetime) -> None:
    today = timezone.localdate(at)
    for assessment in _newest(Assessment, rows):
        row = rows[assessment.person_id]
        row.assessed_on = assessment.assessed_on
        row.days_since_assessment = (today - assessment.assessed_on).days
    for budget in _newest(IndicativeBudget, rows):
        rows[budget.person_id].weekly = budget.weekly


def _newest(model: Any, rows: Mapping[int, Row]) -> Iterable[Any]:
    newest: Iterable[Any] = model.objects.filter(person__in=rows).newest()
    return newest


def _order(row: Row) -> tuple[bool, float, str]:
    since = row.waits[0].since.timestamp() if row.waits else 0
    return (not row.waits, since, row.person.full_name)
