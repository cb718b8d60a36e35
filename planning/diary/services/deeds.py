"""Holding a diary, and writing down what was done in it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from planning.diary.enums import Did
from planning.diary.models import Deed, Entry, MoneyDiary
from planning.diary.values import EntryValues
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify

# How each reads in “who looked” (presenters.py).
VERBS = {
    Did.BEGAN: "money diary begun",
    Did.CHANGED_DIARY: "money diary changed",
    Did.CLOSED: "money diary closed",
    Did.OPENED_AGAIN: "money diary opened again",
    Did.ADDED: "diary entry added",
    Did.CHANGED: "diary entry changed",
    Did.TOOK_OUT: "diary entry taken out",
    Did.PUT_BACK: "diary entry put back",
    Did.KEPT_RECEIPT: "receipt kept",
    Did.TOOK_RECEIPT_OUT: "receipt taken out",
    Did.PUT_RECEIPT_BACK: "receipt put back",
    Did.SET_UP: "diary repeat set up",
    Did.CHANGED_REPEATING: "diary repeat changed",
    Did.STOPPED: "diary repeat stopped",
}
# Many at once, from a bank statement: one line in “who looked”.
BROUGHT_IN = "diary entries brought in"


def hold_diary(diary: MoneyDiary) -> MoneyDiary:
    """Let one change of this person's money through at a time until the transaction ends; gives the diary as it is now.
    The person first, as everywhere, so that no two changes wait for each other."""
    diary.person.hold()
    held: MoneyDiary = MoneyDiary.objects.for_pages().select_for_update(no_key=True, of=("self",)).get(pk=diary.pk)
    return held


def write_deed(
    did: Did,
    diary: MoneyDiary,
    *,
    by: User,
    at: datetime,
    entry: Entry | None = None,
    before: EntryValues | None = None,
    **more: Any,
) -> Deed:
    """Keep what was done, where the person sees it and in “who looked”; where it was somebody else, they are told that
    there is something to see, once until they look."""
    changes_it = did in (Did.ADDED, Did.CHANGED, Did.TOOK_OUT, Did.PUT_BACK)
    deed = Deed.objects.create(
        diary=diary,
        did=did,
        by=by,
        at=at,
        entry=entry,
        number=entry.number if entry and changes_it else None,
        before=before.as_json() if before else more.pop("was", None),
        after=entry.values.as_json() if entry else more.pop("now", None),
        **more,
    )
    audit.record(VERBS[did], by=by, person=diary.person, about=diary, at=at)
    tell_the_person(diary, by=by, at=at)
    return deed


def tell_the_person(diary: MoneyDiary, *, by: User, at: datetime) -> None:
    """That somebody else wrote in their diary."""
    if by.pk != diary.person_id:
        notify(user=diary.person, kind=Kind.MONEY_NEWS, path=reverse("diary_done", args=[diary.uuid]), at=at)
