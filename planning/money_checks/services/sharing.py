"""Sharing a period for a money check, and taking it back."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planning.diary.models import MoneyDiary
from planning.money_checks.models import MoneyCheck, MoneyCheckLine, MoneyCheckWish
from planning.money_checks.period import Chosen, Period, period_of
from planning.money_checks.policies import check_can_share_period, check_can_take_back, check_period
from planning.money_sharing.queries import money_circle
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify, withdraw
from portal.relationships.queries import named_social_worker

NOTHING_THERE = "There is nothing in the diary in these days, so there is nothing to share."


@dataclass
class Changed(Exception):  # noqa: N818 - news, not a fault
    """The entries of the period are not those that were shown. period: as they are now."""

    period: Period


@transaction.atomic
def share_period(
    *, diary: MoneyDiary, chosen: Chosen, mark: str, by: User, at: datetime, shared_from: UUID | None = None
) -> MoneyCheck:
    """Let the social worker, and who stands in, see exactly these entries, as they are now.

    mark: of the period that `by` has seen (Period.mark). shared_from: the form; a second tap finds what it shared, and
    other days from the same page are shared, too. What a worker asked for is met by it. The worker is told, and the
    person where somebody else shared.
    Raises Changed where the entries are others by now; Denied for anybody but the person and who manages the money,
    without a social worker, for days that cannot be, and for nothing.
    """
    person = diary.person.hold()
    before: MoneyCheck | None = MoneyCheck.objects.filter(diary=diary, shared_from=shared_from).first()
    if shared_from and before and _chosen(before) == chosen:
        return before
    worker = check_can_share_period(by, diary, at)
    check_period(chosen.first_day, chosen.last_day, at)
    period = period_of(diary, chosen, by)
    if not period.lines:
        raise Denied(NOTHING_THERE)
    if period.mark != mark:
        raise Changed(period)
    check = MoneyCheck.objects.create(
        person=person,
        diary=diary,
        title=diary.title,
        shared_by=by,
        shared_at=at,
        shared_from=None if before else shared_from,
        **asdict(chosen),
    )
    _copy(period, check)
    MoneyCheckWish.objects.filter(person=person).open().update(met_by=check)
    record("money check shared", by=by, person=person, about=check, at=at, lines=len(period.lines))
    for user in {worker, person} - {by}:
        notify(user=user, kind=Kind.MONEY_NEWS, path=check.get_absolute_url(), at=at)
    return check


def _chosen(check: MoneyCheck) -> Chosen:
    return Chosen(check.first_day, check.last_day, check.with_receipts, check.words)


def _copy(period: Period, check: MoneyCheck) -> None:
    MoneyCheckLine.objects.bulk_create(
        [
            MoneyCheckLine(
                money_check=check,
                number=number,
                entry_uuid=line.entry_uuid,
                day=line.day,
                direction=line.direction,
                amount=line.amount,
                what_for=line.what_for,
                line_entry=line.line_entry,
                line_words=line.line_words,
                receipts=list(line.receipts),
            )
            for number, line in enumerate(period.lines, 1)
        ],
        batch_size=1_000,
    )


@transaction.atomic
def take_back(*, check: MoneyCheck, by: User, at: datetime) -> None:
    """From this moment no social worker sees any of it; no reason is asked. Twice is once.

    Raises Denied for anybody but the person and who manages the money.
    """
    person = check.person.hold()
    check_can_take_back(by, check, at)
    if not MoneyCheck.objects.filter(pk=check.pk, taken_back_at=None).update(taken_back_at=at, taken_back_by=by):
        return
    record("money check taken back", by=by, person=person, about=check, at=at)
    worker = named_social_worker(person, at=at)
    if worker:
        withdraw(below=check.get_absolute_url(), user=worker)


def who_answers(check: MoneyCheck, at: datetime) -> list[User]:
    """Who is told of a question: the person, and who manages the money with them."""
    return [check.person, *money_circle(check.person, at=at, managing=True)]
