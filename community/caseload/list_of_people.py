"""A worker's people as the list shows them: what waits, and where each one stands. Read once for everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from community.caseload.queries import (
    allocations_of,
    answered_conversations,
    decided_suggestions,
    last_openings,
    own_notes,
    shared_since,
    waiting_messages,
)
from community.replies.queries import waiting_for
from planning.assessments.models import Assessment, IndicativeBudget
from planning.documents.models import Document
from planning.money_checks.models import MoneyCheck
from planning.routes.models import HaveAGo
from planning.sending.queries import waiting_to_be_agreed
from planning.signing_off.enums import State
from planning.signing_off.models import FinalBudget, SignOff
from planning.spending.models import SpendingQuestion
from portal.accounts.models import User
from portal.crisis.queries import crises_of


@dataclass(frozen=True)
class Wait:
    """One thing that waits for the worker: what, since when, and where.

    words: what was asked, where it is short; answer_by: by when the person was told that an answer comes.
    """

    what: str
    since: datetime
    url: str
    words: str = ""
    answer_by: datetime | None = None
    is_late: bool = False


@dataclass
class Draft:
    """A draft that is shared with the worker.

    new: not opened by this worker since it was shared; changed: there are newer words than when they opened it.
    answered, decided: how many of the worker's conversations and suggestions were answered.
    """

    document: Any
    shared_at: datetime
    new: bool
    changed: bool = False
    answered: int = 0
    decided: int = 0

    @property
    def url(self) -> str:
        """Where its words are."""
        return str(self.document.get_absolute_url())

    @property
    def comments_url(self) -> str:
        """Where everything that is said about it stands."""
        return reverse("document_comments", args=[self.document.uuid])


# What became of a plan, as the list says it; what is neither was sent, and is with somebody.
DECIDED = {State.AGREED: "Agreed", State.REFUSED: "Not agreed"}
WITH_OTHERS = {State.WITH_MANAGER: "with the manager", State.QUESTIONED: "a question waits for them"}


@dataclass(frozen=True)
class SentPlan:
    """A plan that was sent: what became of it in plain words, when, and with whom else it is."""

    document_id: int
    what: str
    at: datetime
    with_others: str = ""


@dataclass
class Row:
    """One person. stands_in_for: whose person they are, where this worker covers for somebody.

    to_agree: the versions that were sent and are not decided yet, by whomever.
    """

    person: User
    stands_in_for: str = ""
    # What this worker wrote down for themselves.
    note: Any = None
    # What holds now, where things are bad for them.
    crisis: Any = None
    waits: list[Wait] = field(default_factory=list)
    # By when they were told that an answer comes, and whether that moment is over.
    answer_by: datetime | None = None
    is_late: bool = False
    drafts: list[Draft] = field(default_factory=list)
    sent: list[SentPlan] = field(default_factory=list)
    to_agree: list[Any] = field(default_factory=list)
    assessed_on: date | None = None
    days_since_assessment: int | None = None
    # The indicative budget, and what was agreed since, in pounds.
    weekly: Decimal | None = None
    final: Decimal | None = None
    # The day until which nobody asks, because they have a go.
    talk_on: date | None = None

    @property
    def new_drafts(self) -> int:
        """How many drafts wait to be read for the first time."""
        return sum(draft.new for draft in self.drafts)

    @property
    def unsent(self) -> list[Draft]:
        """The drafts of which nothing was sent."""
        sent = {plan.document_id for plan in self.sent}
        return [draft for draft in self.drafts if draft.document.pk not in sent]

    @property
    def changed_at(self) -> datetime | None:
        """When the words of an unsent draft that this worker may see were changed last."""
        return max((d.document.changed_at for d in self.unsent if d.document.changed_at), default=None)

    @property
    def mine_to_agree(self) -> list[Any]:
        """Of what was sent, what waits for this worker: not what is with the manager, or asked of the person."""
        return [version for version in self.to_agree if version.sign_off.state == State.WITH_WORKER]


def rows_for(worker: User, *, at: datetime) -> list[Row]:
    """Everybody of whom this worker is the named social worker now, or for whose worker they stand in.

    A crisis comes first, then what waits longest, then who has nothing waiting, by name. The number of queries does not
    depend on how many people there are.
    """
    rows = {
        allocation.person_id: Row(
            allocation.person,
            stands_in_for="" if allocation.worker_id == worker.pk else allocation.worker.known_as,
        )
        for allocation in allocations_of(worker, at=at)
    }
    _fill(rows, worker, at)
    return sorted(rows.values(), key=_order)


def row_for(worker: User, person: User, *, at: datetime) -> Row:
    """The same for one person, who has to be one of the worker's."""
    rows = {person.pk: Row(person)}
    _fill(rows, worker, at)
    return rows[person.pk]


def _fill(rows: Mapping[int, Row], worker: User, at: datetime) -> None:
    for person_id, crisis in crises_of(rows, at=at).items():
        rows[person_id].crisis = crisis
    _add_messages(rows, worker, at)
    _add_drafts(rows, worker, at)
    _add_money(rows, worker, at)
    _add_figures(rows, at)
    for person_id, note in own_notes(rows, worker).items():
        rows[person_id].note = note
    for row in rows.values():
        row.waits.sort(key=lambda wait: wait.since)


def _add_messages(rows: Mapping[int, Row], worker: User, at: datetime) -> None:
    # What needs an answer; the worker may have said of a message that it needs none.
    awaited = {reply.thread_id: reply for reply in waiting_for(worker, at)}
    for thread in waiting_messages(rows, worker, at=at):
        if thread.pk not in awaited:
            continue
        row, reply = rows[thread.person_id], awaited[thread.pk]
        if row.answer_by is None or reply.by_when < row.answer_by:
            row.answer_by, row.is_late = reply.by_when, reply.is_late
        what = "1 message" if thread.count == 1 else f"{thread.count} messages"
        row.waits.append(Wait(what, thread.since, thread.get_absolute_url()))


def _add_money(rows: Mapping[int, Row], worker: User, at: datetime) -> None:
    """Questions about spending, and money checks in which nothing waits for the person themselves."""
    for question in SpendingQuestion.objects.filter(person__in=rows).unanswered():
        row = rows[question.person_id]
        if row.answer_by is None or question.answer_by < row.answer_by:
            row.answer_by, row.is_late = question.answer_by, question.answer_by < at
        row.waits.append(_question(question, at))
    checks = MoneyCheck.objects.visible_to(worker, at=at).filter(person__in=rows).open().with_unanswered()
    for check in checks.filter(asks=False):
        rows[check.person_id].waits.append(Wait("Money check", check.shared_at, check.get_absolute_url()))


def _question(question: SpendingQuestion, at: datetime) -> Wait:
    url, by_when = question.get_absolute_url(), question.answer_by
    return Wait("Question about spending", question.asked_at, url, question.words, by_when, by_when < at)


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
    _add_what_was_said(rows, drafts, worker, at)
    for draft in drafts.values():
        waits = rows[draft.document.owner_id].waits
        if draft.new:
            waits.append(Wait("New draft shared", draft.shared_at, draft.url))
        elif draft.changed:
            waits.append(Wait("Draft changed", draft.document.changed_at, draft.url))
    _add_sent(rows, shared, worker, at)


def _add_sent(rows: Mapping[int, Row], shared: Mapping[int, datetime], worker: User, at: datetime) -> None:
    for version in waiting_to_be_agreed(worker, rows, at=at):
        rows[version.document.owner_id].to_agree.append(version)
    for row in rows.values():
        for version in row.mine_to_agree:
            row.waits.append(Wait("Plan to agree", version.kept_at, version.sign_off.get_absolute_url()))
    for sign_off in SignOff.objects.visible_to(worker, at=at).last_of_each(rows):
        document = sign_off.version.document
        # What was agreed stands, whatever is shared since.
        if document.pk in shared or sign_off.state == State.AGREED:
            rows[document.owner_id].sent.append(_plan(sign_off))


def _plan(sign_off: SignOff) -> SentPlan:
    state, document_id = State(sign_off.state), sign_off.version.document_id
    if state in DECIDED:
        return SentPlan(document_id, DECIDED[state], sign_off.since)
    return SentPlan(document_id, "Sent", sign_off.version.kept_at, WITH_OTHERS.get(state, ""))


def _add_what_was_said(rows: Mapping[int, Row], drafts: Mapping[int, Draft], worker: User, at: datetime) -> None:
    for document_id, count, since in answered_conversations(drafts, worker, at=at):
        draft, what = drafts[document_id], "answer to what you wrote" if count == 1 else "answers to what you wrote"
        # Who has written beside it has read it.
        draft.answered, draft.new = count, False
        rows[draft.document.owner_id].waits.append(Wait(f"{count} {what}", since, draft.comments_url))
    pages = {draft.comments_url: document_id for document_id, draft in drafts.items()}
    for document_id, moments in decided_suggestions(pages, worker, at=at).items():
        draft, what = drafts[document_id], "suggestion decided" if len(moments) == 1 else "suggestions decided"
        draft.decided, draft.new = len(moments), False
        # Words that changed because a suggestion was used are no second thing to look at.
        draft.changed = draft.changed and draft.document.changed_at > moments[-1]
        rows[draft.document.owner_id].waits.append(Wait(f"{len(moments)} {what}", moments[0], draft.comments_url))


def _draft(document: Any, shared_at: datetime, opened_at: datetime | None) -> Draft:
    new = opened_at is None or opened_at < shared_at
    changed = bool(opened_at and document.changed_at and document.changed_at > opened_at)
    return Draft(document, shared_at, new=new, changed=changed and not new)


def _add_figures(rows: Mapping[int, Row], at: datetime) -> None:
    today = timezone.localdate(at)
    for assessment in _newest(Assessment, rows):
        row = rows[assessment.person_id]
        row.assessed_on = assessment.assessed_on
        row.days_since_assessment = (today - assessment.assessed_on).days
    for budget in _newest(IndicativeBudget, rows):
        rows[budget.person_id].weekly = budget.weekly
    for final in _newest(FinalBudget, rows):
        rows[final.person_id].final = final.weekly
    for offer in HaveAGo.objects.open().filter(person__in=rows):
        rows[offer.person_id].talk_on = offer.talk_on


def _newest(model: Any, rows: Mapping[int, Row]) -> Iterable[Any]:
    newest: Iterable[Any] = model.objects.filter(person__in=rows).newest()
    return newest


def _order(row: Row) -> tuple[bool, bool, float, str]:
    since = row.waits[0].since.timestamp() if row.waits else 0
    return (row.crisis is None, not row.waits, since, row.person.full_name)
