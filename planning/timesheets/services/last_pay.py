"""What was due to a PA as their work ended is paid, so that it is not kept back any more."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from planning.diary.enums import Direction, Source
from planning.diary.models import Entry
from planning.diary.services import WrittenAlready, add_entry
from planning.diary.services.deeds import hold_diary, tell_the_person
from planning.diary.values import LONGEST_WHAT_FOR, EntryValues
from planning.timesheets.models import Assistant, LastPay
from planning.timesheets.policies import check_can_change, check_has_left
from portal.accounts.models import User
from portal.audit import services as audit


@transaction.atomic
def pay_last(*, assistant: Assistant, amount: Decimal, on: date, by: User, at: datetime, key: UUID) -> LastPay:
    """All that was due to a PA whose work has ended is paid: holiday that was not taken, and redundancy.

    amount: pounds that they got, and they go in the diary; 0 where nothing was due. key: what the form calls itself;
    sent twice, it counts once. Raises Denied, and WrittenAlready where the same key says something else by now.
    """
    held = hold_diary(assistant.diary)
    current: Assistant = Assistant.objects.for_pages().get(pk=assistant.pk)
    current.diary = held
    check_can_change(by, current, at)
    last_day = check_has_left(current, at)
    known: LastPay | None = current.last_pays.select_related("entry").filter(made_from=key).first()
    if known and (known.entry is None) != (not amount):
        raise WrittenAlready(known.entry or known)
    entry = _put_in_diary(current, amount, on, by=by, at=at, key=key) if amount else None
    if known:
        return known
    paid = LastPay(assistant=current, ended_on=last_day, entry=entry, by=by, at=at, made_from=key)
    paid.save()
    if entry is None:
        audit.record("assistant changed", by=by, person=held.person, about=current, at=at)
        tell_the_person(held, by=by, at=at)
    return paid


def _put_in_diary(assistant: Assistant, amount: Decimal, on: date, *, by: User, at: datetime, key: UUID) -> Entry:
    words = f"Last pay for {assistant.name}"[:LONGEST_WHAT_FOR]
    values = EntryValues(on, Direction.OUT, amount, words, line=assistant.line)
    return add_entry(diary=assistant.diary, values=values, by=by, at=at, source=Source.TIMESHEET, key=key)
