"""The owner says what becomes of words that somebody typed in for them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from content.questions.kinds import kind_of
from content.wizards.stores import AnswerChange, StoredAnswer
from planning.documents.store import DocumentAnswerStore
from planning.paper.enums import Outcome
from planning.paper.models import PaperAnswer
from planning.paper.policies import check_can_settle
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

NOT_ASKED = "This question is not asked any more. You can still read the words here."


class ChangedSinceError(Exception):
    """The answer, or what was typed, is not what its owner had before them. Nothing was changed."""


def say_they_are_mine(
    *, typed: PaperAnswer, seen: tuple[int, int], by: User, at: datetime, outcome: str = Outcome.MINE, value: Any = None
) -> bool:
    """Make words that were typed in from paper the answer. The answer before is kept.

    seen: the numbers of what was typed and of the answer, as they were shown. outcome: MINE, BOTH (with the answer
    that stands, as one) or CHANGED (value: what its owner made of them).
    Gives False when it was settled before. Raises Denied for anybody but the owner, ChangedSinceError.
    """
    check_can_settle(by, typed)
    document = typed.document
    with transaction.atomic():
        document.hold()
        current = PaperAnswer.objects.select_for_update().get(pk=typed.pk)
        if current.outcome != Outcome.WAITING:
            return False
        store = DocumentAnswerStore(document, by, at)
        question = next((q for q in store.definition.questions() if q.id == str(typed.question_id)), None)
        if question is None:
            raise Denied(NOT_ASKED)
        standing = store.answers().get(question.id, StoredAnswer())
        if (current.number, standing.number) != seen:
            raise ChangedSinceError
        new = value if outcome == Outcome.CHANGED else current.value
        if outcome == Outcome.BOTH and standing.value is not None:
            new = kind_of(question).both(current.value, standing.value) or standing.value
        [saved] = store.save([AnswerChange(question.id, new, standing.number)])
        _settle(current, outcome, by=by, at=at, became=saved.answer.number)
    return True


def say_they_are_not_mine(*, typed: PaperAnswer, by: User, at: datetime) -> bool:
    """Put the words aside: the answer stays as it is. Gives False when it was settled before. Raises Denied."""
    check_can_settle(by, typed)
    with transaction.atomic():
        typed.document.hold()
        current = PaperAnswer.objects.select_for_update().get(pk=typed.pk)
        if current.outcome != Outcome.WAITING:
            return False
        _settle(current, Outcome.NOT_MINE, by=by, at=at, became=None)
    return True


def _settle(typed: PaperAnswer, outcome: str, *, by: User, at: datetime, became: int | None) -> None:
    typed.outcome, typed.settled_at, typed.became = outcome, at, became
    typed.save(update_fields=["outcome", "settled_at", "became"])
    verb = "words from paper put aside" if outcome == Outcome.NOT_MINE else "words from paper confirmed"
    document = typed.document
    audit.record(verb, by=by, person=document.owner, about=document, at=at, question=str(typed.question_id))
