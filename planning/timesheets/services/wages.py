"""Hours become wages in the diary once the person says that they are paid; and tax that was paid."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction

from planning.diary.enums import Direction, Source
from planning.diary.models import MoneyDiary
from planning.diary.services import Stale, WrittenAlready, add_entry, take_out_entry
from planning.diary.services.deeds import hold_diary
from planning.diary.values import LONGEST_WHAT_FOR, EntryValues
from planning.timesheets.enums import Did
from planning.timesheets.models import TaxPaid, Week
from planning.timesheets.policies import check_can_change
from planning.timesheets.services.weeks import done
from portal.access.decisions import Denied
from portal.accounts.models import User

NOT_PAID = "These hours are not marked as paid."
PAID_ANEW = "These hours were paid again since you opened the page. Look at it once more."
PAID_OTHERWISE = "Somebody wrote down meanwhile that these hours are paid. Look at what they wrote first."
TAX = "Tax, National Insurance and pension"


@transaction.atomic
def pay_week(*, week: Week, amount: Decimal, on: date, seen: int, by: User, at: datetime) -> Week:
    """The hours of a week are paid: their wages go in the diary, once.

    amount: what the PA got. A second tap gives what the first one did. Raises Denied; and Stale where the hours were
    changed meanwhile.
    """
    current = _hold(week, by, at)
    if current.entry and current.is_paid:
        if (current.entry.amount, current.entry.day) == (amount, on):
            return current
        raise Denied(PAID_OTHERWISE)
    if current.number != seen:
        raise Stale(current)
    current.payments += 1
    assistant = current.assistant
    first = f"{current.begins.day} {current.begins:%B}"
    values = EntryValues(
        on,
        Direction.OUT,
        amount,
        f"Wages for {assistant.name}, week of {first}"[:LONGEST_WHAT_FOR],
        line=assistant.line,
    )
    key = uuid5(current.uuid, str(current.payments))
    current.entry = add_entry(diary=assistant.diary, values=values, by=by, at=at, source=Source.TIMESHEET, key=key)
    done(Did.PAID, current, by=by, at=at)
    return current


@transaction.atomic
def take_back_payment(*, week: Week, payment: int, by: User, at: datetime) -> Week:
    """The hours are not paid after all: their wages are taken out of the diary, and the hours can be changed again.

    payment: which payment of this week it is about, as `payments` counts them. A second tap changes nothing. Raises
    Denied, also where the week was paid anew meanwhile: that payment stands.
    """
    current = _hold(week, by, at)
    if not current.is_paid or current.entry is None:
        return current
    if current.payments != payment:
        raise Denied(PAID_ANEW)
    current.entry.diary = current.assistant.diary
    take_out_entry(entry=current.entry, seen=current.entry.number, by=by, at=at)
    current.entry = None
    done(Did.UNPAID, current, by=by, at=at)
    return current


@transaction.atomic
def pay_tax(*, diary: MoneyDiary, up_to: date, amount: Decimal, on: date, by: User, at: datetime, key: UUID) -> TaxPaid:
    """Tax, National Insurance and pension are paid for all weeks that end by a day: it goes in the diary, and no more
    is kept back for those weeks.

    key: what the form calls itself; sent twice, it counts once. Raises Denied, and WrittenAlready where the same key
    says something else by now.
    """
    held = hold_diary(diary)
    values = EntryValues(on, Direction.OUT, amount, TAX)
    entry = add_entry(diary=held, values=values, by=by, at=at, source=Source.TIMESHEET, key=key)
    found: TaxPaid = TaxPaid.objects.get_or_create(
        entry=entry, defaults={"diary": held, "up_to": up_to, "by": by, "at": at}
    )[0]
    if found.up_to != up_to:
        raise WrittenAlready(entry)
    return found


def _hold(week: Week, by: User, at: datetime) -> Week:
    held = hold_diary(week.assistant.diary)
    current: Week = Week.objects.select_related("assistant", "entry").get(pk=week.pk)
    current.assistant.diary = held
    check_can_change(by, current.assistant, at)
    return current
