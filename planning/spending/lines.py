"""The costs of somebody's plans that a question can be about, as far as whoever asks may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from content.questions.kinds.base import as_list, as_mapping
from planning.budgets.plan_lines import PlanLine, lines_for
from planning.budgets.planned import cost_questions
from planning.budgets.queries import final_budget_of
from planning.documents.enums import VersionReason
from planning.documents.models import Document, Version
from planning.documents.store import DocumentAnswerStore
from planning.signing_off.models import Decision
from planning.spending.queries import keywords
from planning.spending.services.asking import Line
from portal.accounts.models import User

# Words that begin alike are about the same thing: "clean", "cleaner", "cleaning".
BEGINNING = 5


@dataclass(frozen=True)
class InPlan:
    """Costs of the plan that was agreed last, and the decision; as_planned: whether its sum is the planned one."""

    lines: list[PlanLine]
    decision: Decision
    as_planned: bool


def agreed_about(person: User, reader: User, words: str, chosen: Line | None) -> InPlan | None:
    """What the agreed plan has about these words, or the cost that was chosen, as far as the reader may see it."""
    final = final_budget_of(person)
    if final is None:
        return None
    version = Version.objects.select_related("document").get(sign_off=final.decision.sign_off_id)
    asked = _beginnings(words)
    entry = chosen.entry if chosen else None
    found = [
        line for line in lines_for(version, reader) if line.entry_id == entry or asked & _beginnings(line.what_for)
    ]
    as_planned = (final.weekly, final.once) == (final.planned_weekly, final.planned_once)
    return InPlan(found, final.decision, as_planned) if found else None


def _beginnings(words: str) -> set[str]:
    return {word[:BEGINNING] for word in keywords(words)}


def lines_to_ask_about(person: User, reader: User, *, at: datetime) -> list[Line]:
    """Of what was sent last, and of what is being written: each cost once, in the newest words that the reader may see.

    The person sees all of their own; who manages the money with them, what a share opens and what was sent.
    """
    visible = Document.objects.for_pages().visible_to(reader, at=at).filter(owner=person)
    found: dict[UUID, Line] = {}
    for document in visible.order_by("-created_at", "-pk"):
        for line in _being_written(document, reader, at):
            found.setdefault(line.entry, line)
    for line in _sent(person, reader):
        found.setdefault(line.entry, line)
    return list(found.values())


def _being_written(document: Document, reader: User, at: datetime) -> Iterator[Line]:
    questions = cost_questions(document)
    answers = DocumentAnswerStore(document, reader, at).answers() if questions else {}
    for question in questions:
        for entry in map(as_mapping, as_list(answers[question].value if question in answers else None)):
            words, known = str(entry.get("what_for") or "").strip(), _uuid(entry.get("id"))
            if words and known and entry.get("paid_from") != "own":
                yield Line(document.pk, UUID(question), known, words)


def _sent(person: User, reader: User) -> Iterator[Line]:
    """Of the last version that was sent of each plan that is there: what its owner deleted is offered to nobody."""
    sent = Version.objects.filter(document__owner=person, document__deleted_at=None, why=VersionReason.SENT)
    sent = sent.select_related("document")
    for version in sent.order_by("document", "-number").distinct("document"):
        for line in lines_for(version, reader):
            yield Line(line.document_id, line.question_id, line.entry_id, line.what_for)


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
