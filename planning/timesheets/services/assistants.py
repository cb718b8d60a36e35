"""Writing down who works for the person, and what an hour is paid from when on."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from django.db import transaction

from planning.diary.models import MoneyDiary
from planning.diary.policies import check_can_write
from planning.diary.services import Stale, WrittenAlready
from planning.diary.services.deeds import hold_diary, tell_the_person
from planning.diary.values import LineRef
from planning.timesheets.enums import ForOthers
from planning.timesheets.models import Assistant, PayRate
from planning.timesheets.policies import check_can_change
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

MOST_ASSISTANTS = 20
TOO_MANY = "There is no room for more PAs in this diary."
NO_PAY = "Write what an hour is paid. It has to be more than nothing."


@dataclass(frozen=True)
class AssistantValues:
    """What is known of a PA. hourly: pounds for an hour from `hourly_from` on."""

    name: str
    began_on: date
    hourly: Decimal
    hourly_from: date
    born_on: date | None = None
    ended_on: date | None = None
    only_mine: str = ForOthers.UNSURE
    line: LineRef | None = None


@transaction.atomic
def take_on(*, diary: MoneyDiary, values: AssistantValues, by: User, at: datetime, key: UUID) -> Assistant:
    """Write down one more PA.

    key: what the form calls itself; sent twice, it gives the PA of the first time. Raises Denied, and WrittenAlready
    where the same key says something else by now.
    """
    held = hold_diary(diary)
    check_can_write(by, held, at)
    known = Assistant.objects.filter(diary=held, made_from=key).first()
    if known:
        if values_of(known, values.hourly, values.hourly_from) != values or not known.pays.filter(
            starts_on=values.hourly_from, hourly=values.hourly
        ):
            raise WrittenAlready(known)
        return cast(Assistant, known)
    if Assistant.objects.filter(diary=held).count() >= MOST_ASSISTANTS:
        raise Denied(TOO_MANY)
    _check(values)
    assistant = Assistant(diary=held, made_by=by, made_at=at, made_from=key)
    _put(assistant, values)
    assistant.save()
    PayRate.objects.create(
        assistant=assistant, starts_on=values.hourly_from, hourly=values.hourly, set_by=by, set_at=at
    )
    audit.record("assistant written down", by=by, person=held.person, about=assistant, at=at)
    tell_the_person(held, by=by, at=at)
    return assistant


@transaction.atomic
def change_assistant(*, assistant: Assistant, values: AssistantValues, seen: int, by: User, at: datetime) -> Assistant:
    """Change what is known of a PA; another pay counts from its day on, and weeks before it keep theirs.

    seen: the number that was on the page. Raises Denied, and Stale where somebody changed it meanwhile.
    """
    held = hold_diary(assistant.diary)
    current: Assistant = Assistant.objects.for_pages().get(pk=assistant.pk)
    current.diary = held
    check_can_change(by, current, at)
    _check(values)
    pay = current.pays.filter(starts_on__lte=values.hourly_from).last()
    same_pay = pay is not None and pay.hourly == values.hourly
    if same_pay and values_of(current, values.hourly, values.hourly_from) == values:
        return current
    if current.number != seen:
        raise Stale(current)
    _put(current, values)
    current.number += 1
    current.save()
    if not same_pay:
        PayRate.objects.update_or_create(
            assistant=current,
            starts_on=values.hourly_from,
            defaults={"hourly": values.hourly, "set_by": by, "set_at": at},
        )
    audit.record("assistant changed", by=by, person=held.person, about=current, at=at)
    tell_the_person(held, by=by, at=at)
    return current


def values_of(assistant: Assistant, hourly: Decimal, hourly_from: date) -> AssistantValues:
    """What is known of a PA now."""
    return AssistantValues(
        assistant.name,
        assistant.began_on,
        hourly,
        hourly_from,
        assistant.born_on,
        assistant.ended_on,
        assistant.only_mine,
        assistant.line,
    )


def _check(values: AssistantValues) -> None:
    if values.hourly <= 0:
        raise Denied(NO_PAY, about="hourly")
    if values.ended_on and values.ended_on < values.began_on:
        raise Denied("The last day is before the first one. Choose a later day, or leave it empty.", about="ended_on")
    if values.born_on and values.born_on >= values.began_on:
        raise Denied("The date of birth is after the first day of work. Check both.", about="born_on")


def _put(assistant: Assistant, values: AssistantValues) -> None:
    line = values.line
    assistant.name, assistant.began_on, assistant.ended_on = values.name, values.began_on, values.ended_on
    assistant.born_on, assistant.only_mine = values.born_on, values.only_mine
    assistant.line_document_id = line.document_id if line else None
    assistant.line_question, assistant.line_entry = (line.question_id, line.entry_id) if line else (None, None)
    assistant.line_words = line.words if line else ""
