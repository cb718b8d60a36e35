"""Saying that things are bad, what there is to know about it, and that they are better."""

from datetime import datetime, timedelta
from typing import cast

from django.db import transaction

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.words import can_be_read
from portal.crisis.models import Crisis, CrisisWords
from portal.crisis.policies import check_can_mark
from portal.crisis.queries import acting_for, told_of
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify

# The same words of the same author within this time are a second tap; later they are news.
A_SECOND_TAP = timedelta(minutes=2)
TOO_SOON = "This was marked just now. Wait a moment, then press the button once more."


@transaction.atomic
def mark_crisis(*, person: User, by: User, at: datetime, words: str = "") -> Crisis:
    """Say that things are bad for a person now: from this moment planning rests, and nothing is lost.

    Their named social worker, who stands in for them and the managers who are responsible are told at once, and the
    person, too, when somebody else marked it. words: what there is to know, for the person and their workers alone.
    Marking what is marked already changes nothing, and keeps the words. Raises Denied.
    """
    person.hold()
    check_can_mark(by, person, at)
    standing = Crisis.objects.filter(person=person, ends_at=None).first()
    crisis = cast(Crisis, standing or Crisis.objects.create(person=person, marked_by=by, starts_at=at))
    if not standing:
        record("crisis marked", by=by, person=person, about=crisis, at=at)
        _tell(crisis, Kind.CRISIS, by=by, at=at)
    _keep_words(crisis, words, by=by, at=at)
    return crisis


@transaction.atomic
def say_about_crisis(*, crisis: Crisis, words: str, by: User, at: datetime) -> None:
    """Add what there is to know, also when it has just ended: nothing typed is lost. A second tap counts once.

    The other side is told that there is something. Raises Denied.
    """
    crisis.person.hold()
    check_can_mark(by, crisis.person, at)
    if _keep_words(crisis, words, by=by, at=at):
        others = [crisis.person] if by.pk != crisis.person_id else acting_for(by, at=at)
        for user in others:
            notify(user=user, kind=Kind.CRISIS, path=crisis.get_absolute_url(), at=at)


@transaction.atomic
def end_crisis(*, crisis: Crisis, by: User, at: datetime) -> None:
    """Say that things are better: planning goes on where it was, with every word. The same people are told.

    Ending twice changes nothing. Raises Denied.
    """
    crisis.person.hold()
    check_can_mark(by, crisis.person, at)
    current = Crisis.objects.get(pk=crisis.pk)
    if current.ends_at is not None:
        return
    if current.starts_at >= at:
        raise Denied(TOO_SOON)
    current.ends_at, current.ended_by = at, by
    current.save(update_fields=["ends_at", "ended_by"])
    record("crisis ended", by=by, person=current.person, about=current, at=at)
    _tell(current, Kind.CRISIS_ENDED, by=by, at=at)


def open_crisis_page(*, crisis: Crisis, by: User, at: datetime) -> None:
    """Write down that somebody else looked, for the person to see; notices about it wait no longer."""
    if by.pk != crisis.person_id:
        record("crisis opened", by=by, person=crisis.person, about=crisis, at=at)
    mark_read(user=by, path=crisis.get_absolute_url(), at=at)


def _keep_words(crisis: Crisis, words: str, *, by: User, at: datetime) -> bool:
    """Whether they are new: said on another day, the same words say that it is so again."""
    latest = crisis.words.filter(author=by).order_by("-said_at", "-pk").first()
    if not can_be_read(words) or (latest and latest.text == words and at - latest.said_at < A_SECOND_TAP):
        return False
    CrisisWords.objects.create(crisis=crisis, author=by, text=words, said_at=at)
    record("crisis words added", by=by, person=crisis.person, about=crisis, at=at)
    return True


def _tell(crisis: Crisis, kind: Kind, *, by: User, at: datetime) -> None:
    """Everybody who has to know, and the person; not whoever did it."""
    for user in [*told_of(crisis.person, at=at), crisis.person]:
        if user.pk != by.pk:
            notify(user=user, kind=kind, path=crisis.get_absolute_url(), at=at)
