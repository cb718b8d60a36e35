"""Questions about spending, and what was said to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from planning.spending.enums import Said
from planning.spending.models import SpendingAnswer, SpendingConflict, SpendingGuidance, SpendingQuestion
from planning.spending.services import DoesNotFitError, answer_question, ask, check_guidance, write_guidance
from planning.spending.services.asking import Line
from planning.spending.services.guiding import Wording
from portal.accounts.models import User


def ask_about(
    person: User,
    words: str = "Can I pay a taxi to the choir?",
    *,
    by: User | None = None,
    at: datetime | None = None,
    line: Line | None = None,
) -> SpendingQuestion:
    """A question that somebody asked, an hour ago."""
    return ask(person=person, words=words, by=by or person, at=at or timezone.now() - timedelta(hours=1), line=line)


@dataclass(frozen=True)
class Spending:
    """A question with an answer that counts and may help others, as a manager checked; and two answers that do not fit
    together."""

    question: SpendingQuestion
    answer: SpendingAnswer
    guidance: SpendingGuidance
    conflict: SpendingConflict


def make_spending(person: User, worker: User, other: User, manager: User) -> Spending:
    """All of it for one person, an hour ago."""
    question = ask_about(person, "A bicycle bell?")
    answer = say_to(question, worker)
    guidance = for_others(answer, worker)
    at = timezone.now() - timedelta(minutes=10)
    check_guidance(guidance=guidance, fits=True, why="", seen=1, by=manager, at=at)
    taxi = ask_about(person)
    say_to(taxi, worker)
    conflict = SpendingConflict.objects.get(answer=say_to(taxi, other, Said.NO, "Too dear."))
    return Spending(question, answer, guidance, conflict)


def for_others(answer: SpendingAnswer, by: User, *, asked: str = "A bell?") -> SpendingGuidance:
    """An answer as a worker wrote it down for others; a manager checks it."""
    wording = Wording("A bell for a bicycle", asked, "Yes, it keeps somebody safe.", "i", "Getting about")
    return write_guidance(answer=answer, wording=wording, by=by, at=timezone.now() - timedelta(minutes=20))


def say_to(
    question: SpendingQuestion, by: User, said: str = Said.YES, words: str = "", *, at: datetime | None = None
) -> SpendingAnswer:
    """What a worker said, half an hour ago; where it does not fit an earlier answer, a manager was asked."""
    given = {"said": said, "words": words, "by": by, "at": at or timezone.now() - timedelta(minutes=30)}
    seen = question.answers.count()
    try:
        return answer_question(question=question, seen=seen, made_from=uuid4(), **given)  # type: ignore[arg-type]
    except DoesNotFitError as does_not:
        flagged = [answer.uuid for answer in does_not.answers]
        return answer_question(question=question, seen=seen, flagged=flagged, made_from=uuid4(), **given)  # type: ignore[arg-type]
