"""The planned cost of documents, from the costs that one reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from content.questions.conditions import asked
from content.questions.definitions import SetDefinition
from content.wizards.progress import asked_now
from planning.budgets.calculation import PlannedCost, add_up
from planning.documents.composition import pinned_definition
from planning.documents.models import Answer, Document
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User

COSTS = "cost_list"


@dataclass(frozen=True)
class Plan:
    """One document with costs in it. indicative: the figure in pounds a week that it is held against."""

    document: Document
    planned: PlannedCost
    indicative: Decimal | None = None

    @property
    def left(self) -> Decimal | None:
        """How much of the figure the plan does not use; below nothing where it takes more."""
        return None if self.indicative is None else self.indicative - self.planned.weekly

    @property
    def over(self) -> Decimal | None:
        """How much more than the figure the plan takes, if it does."""
        return -self.left if self.left is not None and self.left < 0 else None


def cost_questions(document: Document) -> list[str]:
    """The ids of a document's questions about costs."""
    return _costs_in(pinned_definition(document))


def planned_for(store: DocumentAnswerStore) -> PlannedCost:
    """What a document's costs add up to for its reader. What is kept from them, or not asked, is not in it."""
    values = {question: answer.value for question, answer in store.answers().items()}
    return _planned(asked_now(store), values)


def own_plans(owner: User) -> list[Plan]:
    """The owner's documents that ask about costs, the newest first, in two queries however many there are."""
    documents = list(Document.objects.for_pages().owned_by(owner).order_by("-created_at", "-pk"))
    documents = [document for document in documents if cost_questions(document)]
    values: dict[int, dict[str, Any]] = {document.pk: {} for document in documents}
    for answer in Answer.objects.filter(document__in=values).given() if values else ():
        values[answer.document_id][str(answer.question_id)] = answer.value
    return [Plan(document, _own(document, values[document.pk])) for document in documents]


def plans_of(owner: User, reader: User, *, at: datetime) -> list[Plan]:
    """The owner's documents as whoever helps with the money meets them: those that are shared with them, with the
    costs that they may see there."""
    shared = Document.objects.for_pages().visible_to(reader, at=at).filter(owner=owner).order_by("-created_at", "-pk")
    return [
        Plan(document, planned_for(DocumentAnswerStore(document, reader, at)))
        for document in shared
        if cost_questions(document)
    ]


def _own(document: Document, values: Mapping[str, Any]) -> PlannedCost:
    return _planned(asked(pinned_definition(document), values), values)


def _planned(definition: SetDefinition, values: Mapping[str, Any]) -> PlannedCost:
    lists = (values.get(question) for question in _costs_in(definition))
    return add_up(entry for entries in lists for entry in entries or () if isinstance(entry, Mapping))


def _costs_in(definition: SetDefinition) -> list[str]:
    return [question.id for question in definition.questions() if question.kind == COSTS]
