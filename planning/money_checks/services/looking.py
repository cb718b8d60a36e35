"""What a social worker does with what was shared: reading it, asking about a line, closing it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from planning.diary.models import Receipt
from planning.money_checks.models import MoneyCheck, MoneyCheckLine, MoneyCheckQuestion
from planning.money_checks.policies import check_can_answer, check_can_ask
from planning.money_checks.services.sharing import who_answers
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify
from portal.relationships.queries import named_social_worker

NO_WORDS = "Write a word or two first."
ANSWERED = "{name} has answered this meanwhile. Your words are still here."


def open_money_check(*, check: MoneyCheck, by: User, at: datetime, path: str) -> None:
    """Write down that somebody else looked, for the person to see; notices about it wait no longer."""
    mark_read(user=by, path=path, at=at)
    if by.pk != check.person_id:
        record("money check opened", by=by, person=check.person, about=check, at=at)


def open_shared_receipt(*, check: MoneyCheck, receipt: Receipt, by: User, at: datetime) -> None:
    """The same for one receipt."""
    if by.pk != check.person_id:
        record("money check receipt opened", by=by, person=check.person, about=check, at=at, receipt=str(receipt.uuid))


@transaction.atomic
def ask_about_line(
    *, line: MoneyCheckLine, words: str, by: User, at: datetime, asked_from: UUID | None = None
) -> MoneyCheckQuestion:
    """Ask about one line; the person is told, and who manages the money with them.

    asked_from: the form; a second tap finds what it asked, other words from it are a question of their own. Raises
    Denied for anybody but the person's worker and who stands in, without words, and once it is closed or taken back.
    """
    check = _held(line.money_check)
    check_can_ask(by, check, at)
    _check_words(words)
    before: MoneyCheckQuestion | None = line.questions.filter(asked_from=asked_from).first() if asked_from else None
    if before and before.words == words:
        return before
    question: MoneyCheckQuestion = line.questions.create(
        words=words, asked_by=by, asked_at=at, asked_from=None if before else asked_from
    )
    record("money check asked", by=by, person=check.person, about=check, at=at, line=line.number)
    for user in who_answers(check, at):
        notify(user=user, kind=Kind.MONEY_NEWS, path=line.get_absolute_url(), at=at)
    return question


@transaction.atomic
def answer_about_line(*, question: MoneyCheckQuestion, words: str, by: User, at: datetime) -> MoneyCheckQuestion:
    """Answer what was asked about a line; the social worker is told. The same words again change nothing.

    Raises Denied for anybody but the person and who manages the money, without words, where somebody else has
    answered, and once it is closed or taken back.
    """
    line = question.line
    check = _held(line.money_check)
    check_can_answer(by, check, at)
    _check_words(words)
    question = MoneyCheckQuestion.objects.select_related("answered_by").get(pk=question.pk)
    if question.answered_by:
        if question.answered_by == by and question.answer == words:
            return question
        raise Denied(ANSWERED.format(name="You" if question.answered_by == by else question.answered_by.known_as))
    question.answer, question.answered_by, question.answered_at = words, by, at
    question.save()
    record("money check answered", by=by, person=check.person, about=check, at=at, line=line.number)
    worker = named_social_worker(check.person, at=at)
    if worker:
        notify(user=worker, kind=Kind.MONEY_NEWS, path=line.get_absolute_url(), at=at)
    return question


@transaction.atomic
def close_money_check(*, check: MoneyCheck, words: str, by: User, at: datetime) -> None:
    """Say that it is done; the person is told. words: may be empty. Closing twice changes nothing.

    Raises Denied for anybody but the person's worker and who stands in, and for what was taken back.
    """
    check = _held(check)
    if check.closed_by_id == by.pk and check.closing_words == words:
        return
    check_can_ask(by, check, at)
    check.closed_by, check.closed_at, check.closing_words = by, at, words
    check.save(update_fields=["closed_by", "closed_at", "closing_words"])
    record("money check closed", by=by, person=check.person, about=check, at=at)
    for user in who_answers(check, at):
        notify(user=user, kind=Kind.MONEY_NEWS, path=check.get_absolute_url(), at=at)


def _held(check: MoneyCheck) -> MoneyCheck:
    """One change at a time, and the check as it is now."""
    check.person.hold()
    current: MoneyCheck = MoneyCheck.objects.select_related("person").get(pk=check.pk)
    return current


def _check_words(words: str) -> None:
    if not can_be_read(words):
        raise Denied(NO_WORDS)
