"""Asking what the money may be spent on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planning.spending.models import SpendingQuestion
from planning.spending.policies import check_can_ask
from planning.spending.services.telling import tell_those_who_asked, tell_workers, write_down
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.relationships.duty import duty_for


@dataclass(frozen=True)
class Line:
    """The cost of a plan that a question is about. words: what it is called now."""

    document_id: int
    question: UUID
    entry: UUID
    words: str


@transaction.atomic
def ask(
    *, person: User, words: str, by: User, at: datetime, line: Line | None = None, made_from: UUID | None = None
) -> SpendingQuestion:
    """Ask the person's social worker. They and who stands in are told; where somebody of the circle asks, the person
    is, too.

    made_from: the form; sent twice with the same words about the same cost, it is asked once. Raises Denied for anybody
    but the person and who manages their money.
    """
    person = person.hold()
    check_can_ask(by, person, at)
    before = SpendingQuestion.objects.filter(asked_by=by, made_from=made_from).first() if made_from else None
    entry = line.entry if line else None
    if before and (before.words, before.person_id, before.line_entry) == (words, person.pk, entry):
        found: SpendingQuestion = before
        return found
    question = SpendingQuestion.objects.create(
        person=person,
        asked_by=by,
        asked_at=at,
        answer_by=duty_for(person, since=at).by_when(at),
        words=words,
        document_id=line.document_id if line else None,
        line_question=line.question if line else None,
        line_entry=entry,
        line_words=line.words if line else "",
        # The same form with other words, or about another cost, is another question.
        made_from=None if before else made_from,
    )
    write_down("spending asked", question, by=by, at=at, about=question)
    tell_workers(question, Kind.SPENDING_ASKED, by=by, at=at)
    tell_those_who_asked(question, Kind.MONEY_NEWS, by=by, at=at)
    return question
