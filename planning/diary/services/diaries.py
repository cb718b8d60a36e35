"""Beginning a diary, saying what it is about, closing it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from planning.diary.enums import Did
from planning.diary.models import Deed, MoneyDiary
from planning.diary.policies import check_can_begin, check_can_look_after, check_can_see_diary
from planning.diary.services.deeds import hold_diary, write_deed
from planning.diary.services.entries import Stale, WrittenAlready
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

MOST_DIARIES = 20
TOO_MANY = "There are many diaries already. Close one first, or go on in one that is there."
NOT_THEIRS = "That plan is not there any more. Choose another one, or none."
ENTRIES_BEFORE = "There are entries from before that day. Choose the day of the first one, or an earlier day."
STILL_TO_COME = "A diary begins today or earlier. You can begin it on the day itself."


@dataclass(frozen=True)
class DiaryValues:
    """What a diary says about itself. opening: pounds on the morning of its first day; comes_in: what is paid in, each
    time, with how often and one day on which it comes, or none of the three."""

    title: str
    begins_on: date
    opening: Decimal = Decimal("0.00")
    document: Document | None = None
    comes_in: Decimal | None = None
    comes_every: str = ""
    comes_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """For the history."""
        return {
            "title": self.title,
            "begins_on": self.begins_on.isoformat(),
            "opening": str(self.opening),
            "document": self.document.pk if self.document else None,
            "comes_in": str(self.comes_in) if self.comes_in is not None else None,
            "comes_every": self.comes_every,
            "comes_on": self.comes_on.isoformat() if self.comes_on else None,
        }


def values_of(diary: MoneyDiary) -> DiaryValues:
    """What a diary says about itself now."""
    return DiaryValues(
        diary.title,
        diary.begins_on,
        diary.opening,
        diary.document,
        diary.comes_in,
        diary.comes_every,
        diary.comes_on,
    )


@transaction.atomic
def begin_diary(*, person: User, values: DiaryValues, by: User, at: datetime, key: UUID | None = None) -> MoneyDiary:
    """Begin one more diary of this person's money.

    key: what the form calls itself; sent twice, it gives the diary of the first time. Raises Denied, and WrittenAlready
    where the same key says something else by now.
    """
    held = person.hold()
    check_can_begin(by, held, at)
    known = MoneyDiary.objects.filter(person=held, begun_from=key).first() if key else None
    if known:
        if Deed.objects.get(diary=known, did=Did.BEGAN).after != values.as_json():
            raise WrittenAlready(known)
        return cast(MoneyDiary, known)
    if MoneyDiary.objects.filter(person=held).running().count() >= MOST_DIARIES:
        raise Denied(TOO_MANY)
    _check(values, held, at)
    diary = MoneyDiary(person=held, begun_by=by, begun_at=at, begun_from=key)
    _put(diary, values)
    diary.save()
    write_deed(Did.BEGAN, diary, by=by, at=at, now=values.as_json())
    return diary


@transaction.atomic
def change_diary(*, diary: MoneyDiary, values: DiaryValues, seen: int, by: User, at: datetime) -> MoneyDiary:
    """Say something else about a diary. seen: the number of what was on the page.

    Raises Denied, and Stale (with the diary as it is) where somebody changed it meanwhile.
    """
    held = hold_diary(diary)
    check_can_look_after(by, held, at)
    before = values_of(held)
    if before == values:
        return held
    if held.number != seen:
        raise Stale(held)
    _check(values, held.person, at)
    if held.entries.kept().filter(day__lt=values.begins_on).exists():
        raise Denied(ENTRIES_BEFORE, about="begins_on")
    _put(held, values)
    held.number += 1
    held.save()
    write_deed(Did.CHANGED_DIARY, held, by=by, at=at, was=before.as_json(), now=values.as_json())
    return held


@transaction.atomic
def close_diary(*, diary: MoneyDiary, by: User, at: datetime) -> MoneyDiary:
    """Nothing more is written here; everything stays to be read. Closed already, it stays so. Raises Denied."""
    return _set_closed(diary, at, Did.CLOSED, by=by, at=at)


@transaction.atomic
def open_diary_again(*, diary: MoneyDiary, by: User, at: datetime) -> MoneyDiary:
    """Write in it again. What came again meanwhile is written down with the next round. Raises Denied."""
    return _set_closed(diary, None, Did.OPENED_AGAIN, by=by, at=at)


def open_diary(*, diary: MoneyDiary, by: User, at: datetime) -> None:
    """Somebody opens a diary: whoever is not the person is written down. Raises Denied."""
    check_can_see_diary(by, diary, at)
    if by.pk != diary.person_id:
        audit.record("money diary opened", by=by, person=diary.person, about=diary, at=at)


def _set_closed(diary: MoneyDiary, closed_at: datetime | None, did: Did, *, by: User, at: datetime) -> MoneyDiary:
    held = hold_diary(diary)
    check_can_look_after(by, held, at)
    if bool(held.closed_at) != bool(closed_at):
        held.closed_at = closed_at
        held.number += 1
        held.save(update_fields=["closed_at", "number"])
        write_deed(did, held, by=by, at=at)
    return held


def _check(values: DiaryValues, person: User, at: datetime) -> None:
    if values.begins_on > timezone.localdate(at):
        raise Denied(STILL_TO_COME, about="begins_on")
    if values.document and values.document.owner_id != person.pk:
        raise Denied(NOT_THEIRS, about="document")


def _put(diary: MoneyDiary, values: DiaryValues) -> None:
    diary.title, diary.begins_on, diary.opening = values.title, values.begins_on, values.opening
    diary.document = values.document
    diary.comes_in, diary.comes_every, diary.comes_on = values.comes_in, values.comes_every, values.comes_on
