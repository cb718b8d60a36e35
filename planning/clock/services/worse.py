"""Saying that one gets worse while one waits; reading it, and answering."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from planning.clock.models import Worse
from planning.clock.policies import check_can_answer_worse, check_can_say_worse
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.words import can_be_read
from portal.crisis.queries import acting_for, managers_of
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify

# How long one of those who were told first may take to open it, before the managers are told too: one day, whatever
# day it is. Nobody who gets worse waits over a weekend unread.
UNREAD_FOR = timedelta(hours=24)
NO_WORDS = "Write a word or two about what you do now."
ANSWERED = "{name} has answered this meanwhile. Your words are still here: you can send them as a message."


@transaction.atomic
def say_worse(*, person: User, words: str, by: User, at: datetime, said_from: UUID | None = None) -> Worse:
    """Tell the social worker and who stands in, at once, that somebody gets worse while they wait; the managers where
    nobody is there.

    words: may be empty. said_from: the form; a second tap finds what it sent, other words from it are kept as news of
    their own. Raises Denied for anybody but the person and who acts in their place.
    """
    person.hold()
    check_can_say_worse(by, person, at)
    before: Worse | None = Worse.objects.filter(person=person, said_from=said_from).first() if said_from else None
    if before and before.words == words:
        return before
    worse = Worse.objects.create(
        person=person,
        said_by=by,
        said_at=at,
        words=words,
        said_from=None if before else said_from,
        managers_at=at + UNREAD_FOR,
    )
    record("worse said", by=by, person=person, about=worse, at=at)
    acting = acting_for(person, at=at)
    for user in acting:
        notify(user=user, kind=Kind.WORSE, path=worse.get_absolute_url(), at=at)
    if not acting:
        _tell_managers(worse, at)
    return worse


@transaction.atomic
def open_worse(*, worse: Worse, by: User, at: datetime) -> None:
    """Write down that somebody has read it; the first one is shown to the person."""
    mark_read(user=by, path=worse.get_absolute_url(), at=at)
    if by.pk in {worse.person_id, worse.said_by_id}:
        return
    record("worse opened", by=by, person=worse.person, about=worse, at=at)
    Worse.objects.filter(pk=worse.pk, read_at=None).update(read_at=at, read_by=by)


@transaction.atomic
def answer_worse(*, worse: Worse, words: str, by: User, at: datetime) -> Worse:
    """Say what happens now; the person is told. The same words again change nothing.

    Raises Denied for anybody but those who were told, without words, and where somebody else has answered.
    """
    worse.person.hold()
    check_can_answer_worse(by, worse, at)
    if not can_be_read(words):
        raise Denied(NO_WORDS)
    worse = Worse.objects.select_related("person", "answered_by").get(pk=worse.pk)
    if worse.answered_by:
        if worse.answered_by == by and worse.answer == words:
            return worse
        raise Denied(ANSWERED.format(name="You" if worse.answered_by == by else worse.answered_by.known_as))
    if worse.read_at is None:
        worse.read_at, worse.read_by = at, by
    worse.answer, worse.answered_at, worse.answered_by = words, at, by
    worse.save()
    record("worse answered", by=by, person=worse.person, about=worse, at=at)
    for user in {worse.person_id: worse.person, worse.said_by_id: worse.said_by}.values():
        notify(user=user, kind=Kind.MONEY_NEWS, path=worse.get_absolute_url(), at=at)
    return worse


@transaction.atomic
def tell_managers_of_unread(*, worse_id: int, at: datetime) -> None:
    """Tell the managers of what nobody has opened in time; once."""
    worse = Worse.objects.select_for_update(of=("self",)).select_related("person").get(pk=worse_id)
    if worse.read_at is None and worse.told_managers_at is None and worse.managers_at <= at:
        _tell_managers(worse, at)


def _tell_managers(worse: Worse, at: datetime) -> None:
    managers = managers_of(worse.person, at=at)
    worse.managers.set(managers)
    worse.told_managers_at = at
    worse.save(update_fields=["told_managers_at"])
    for manager in managers:
        notify(user=manager, kind=Kind.WORSE, path=worse.get_absolute_url(), at=at)
