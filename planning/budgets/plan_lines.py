"""What a version of a plan costs, line by line: what is signed off, spent on and asked about points at these lines.

The costs of what was sent are kept from nobody who decides about it; those who look after the money with the person
may be kept from some. Who may see a version at all is for the page to ask before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from content.questions.conditions import asked
from content.questions.definitions import SetDefinition
from content.questions.kinds.base import as_list, as_mapping
from planning.budgets.calculation import PlannedCost, add_up
from planning.budgets.planned import COSTS
from planning.documents.enums import Audience
from planning.documents.models import Answer, Grant, Version
from portal.accounts.models import User


@dataclass(frozen=True)
class PlanLine:
    """One line of the budget in one document: (document_id, question_id, entry_id) names it for good, also where the
    words or the figure change later.

    weekly: pounds a week, to the penny; once: pounds paid a single time; both None while the amount is unclear.
    outcome: the letter of the outcome that it helps with most (content.questions.kinds.choices); "" where nobody said.
    """

    document_id: int
    question_id: UUID
    entry_id: UUID
    what_for: str
    how: str = ""
    weekly: Decimal | None = None
    once: Decimal | None = None
    outcome: str = ""


def lines_of(version: Version) -> list[PlanLine]:
    """The lines of the budget in a version, in its order, for its owner and for those who decide about it; what is
    paid with one's own money is none of them."""
    return [line for question, entries in _costs(version) for line in _lines(version.document_id, question, entries)]


def lines_for(version: Version, user: User) -> list[PlanLine]:
    """The same for whoever looks after the money with the owner: without the lists that the owner kept, then or now,
    to themselves or to themselves and their social worker, or left out of a share with this reader."""
    lines = lines_of(version)
    if version.document.owner_id == user.pk:
        return lines
    kept = _kept_from_circle(version) | _left_out_for(version, user)
    return [line for line in lines if str(line.question_id) not in kept]


def planned_in(version: Version) -> PlannedCost:
    """What all the costs of a version come to."""
    return add_up(entry for _, entries in _costs(version) for entry in entries)


def _kept_from_circle(version: Version) -> set[str]:
    then = {q for q, row in version.snapshot["answers"].items() if row["audience"] != Audience.EVERYONE}
    now = Answer.objects.filter(document=version.document_id).exclude(audience=Audience.EVERYONE)
    return then | {str(question) for question in now.values_list("question_id", flat=True)}


def _left_out_for(version: Version, user: User) -> set[str]:
    shares = Grant.objects.filter(document=version.document_id, circle_membership__supporter=user)
    return {str(question) for share in shares.filter(ends_at=None) for question in share.left_out}


def _lines(document_id: int, question: UUID, entries: list[Mapping[str, Any]]) -> Iterator[PlanLine]:
    for line in add_up(entries).lines:
        if line.entry_id:
            entry = UUID(line.entry_id)
            yield PlanLine(document_id, question, entry, line.what_for, line.how, line.weekly, line.once, line.outcome)


def _costs(version: Version) -> Iterator[tuple[UUID, list[Mapping[str, Any]]]]:
    """Each list of costs that was asked in a version, with its entries."""
    values = {question: row["value"] for question, row in version.snapshot["answers"].items()}
    definition = asked(SetDefinition.from_json(version.snapshot["definition"]), values)
    for question in definition.questions():
        if question.kind == COSTS and (listed := as_list(values.get(question.id))):
            yield UUID(question.id), [as_mapping(entry) for entry in listed]
