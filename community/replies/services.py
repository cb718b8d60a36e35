"""Verbs of answers that are owed: promised with the message, kept by an answer, and told of when they are late."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from community.messaging.models import Message, Thread
from community.replies.models import AwaitedReply
from community.replies.policies import check_can_set_aside, check_can_want_answer
from portal.accounts.models import User
from portal.audit.services import record
from portal.hours.models import Leave, StandIn
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.duty import Duty, duties_for, duty_for
from portal.relationships.models import Allocation, Cover
from portal.relationships.responsible import managers_of


def keep_promise(message: Message, at: datetime) -> None:
    """A new message: somebody's of the person's side makes an answer owed, a worker's gives it.

    Runs inside the transaction, and under the lock of the thread, that keeps the message.
    """
    thread = message.thread
    if not thread.with_worker:
        return
    if message.author.is_social_worker:
        AwaitedReply.objects.filter(thread=thread, answered_at=None).update(answered_at=at)
    elif not AwaitedReply.objects.open().filter(thread=thread).exists():
        duty = duty_for(thread.person, since=at)
        AwaitedReply.objects.create(
            thread=thread, message=message, asked_at=at, first_said=duty.by_when(at), **_moments(duty, at)
        )


@transaction.atomic
def set_aside(*, reply: AwaitedReply, by: User, at: datetime) -> AwaitedReply:
    """A worker says that a message needs no answer; the person sees it, and can ask for one all the same.

    Raises Denied for anybody else, and where it was answered meanwhile.
    """
    reply = _held(reply)
    check_can_set_aside(reply, by=by, at=at)
    if reply.set_aside_at is None:
        reply.set_aside_by, reply.set_aside_at = by, at
        reply.save(update_fields=["set_aside_by", "set_aside_at"])
        record("reply set aside", by=by, person=reply.thread.person, about=reply.message, at=at)
    return reply


@transaction.atomic
def want_answer(*, reply: AwaitedReply, by: User, at: datetime) -> AwaitedReply:
    """The person wants an answer to what a worker set aside. It counts from when it was written.

    Raises Denied for anybody else, and where it was answered meanwhile.
    """
    reply = _held(reply)
    check_can_want_answer(reply, by=by, at=at)
    newer = AwaitedReply.objects.open().filter(thread=reply.thread).exclude(pk=reply.pk)
    if reply.set_aside_at and not newer.exists():
        reply.set_aside_by = reply.set_aside_at = None
        reply.save(update_fields=["set_aside_by", "set_aside_at"])
        record("reply asked for", by=by, person=reply.thread.person, about=reply.message, at=at)
    return reply


@transaction.atomic
def reckon_anew(*, people: Collection[int], at: datetime) -> None:
    """Work out by when these people are answered, because somebody's times or their social worker changed.

    What is late stays late, and who was told stays told. What was said first stays beside what is said now.
    """
    rows = AwaitedReply.objects.open().filter(thread__person__in=people, by_when__gt=at, told_manager_at=None)
    rows = rows.filter(told_cover_at=None).select_for_update(of=("self",)).select_related("thread").order_by("pk")
    waiting = list(rows)
    if not waiting:
        return
    duties = duties_for({row.thread.person_id for row in waiting}, since=min(row.asked_at for row in waiting))
    for row in waiting:
        moments = _moments(duties[row.thread.person_id], row.asked_at)
        # Time that has gone by stays gone: nothing becomes late by a change of today.
        row.by_when, row.manager_at = max(moments["by_when"], at), max(moments["manager_at"], at)
    AwaitedReply.objects.bulk_update(waiting, ["by_when", "manager_at"])


def reckon_for_workers(workers: Collection[User], at: datetime) -> None:
    """The same for everybody whose named social worker is one of these."""
    found = Allocation.objects.active(at=at).filter(worker__in=workers)
    reckon_anew(people=list(found.values_list("person", flat=True)), at=at)


@transaction.atomic
def tell_of_late(*, reply_id: int, at: datetime) -> None:
    """Tell who stands in of a late answer, or where nobody does the managers; at twice the time the managers.

    Each is told once, however many workers come by at once. They are told that it is late, never of what.
    """
    held = AwaitedReply.objects.open().late(at=at).filter(pk=reply_id, told_manager_at=None)
    reply = held.select_for_update(of=("self",), skip_locked=True).select_related("thread__person").first()
    if reply is None:
        return
    begun = Allocation.objects.filter(person=reply.thread.person, starts_at__lte=at).order_by("-starts_at")
    last = begun.select_related("worker__team").first()
    named = last.worker if last and (last.ends_at is None or last.ends_at > at) else None
    if reply.told_cover_at is None and at < reply.manager_at:
        _remind(named, reply.thread, at)
        if named and _tell_cover(reply, named, at):
            return
    if reply.told_cover_at is None or at >= reply.manager_at:
        _tell_managers(reply, last, at)


def _tell_cover(reply: AwaitedReply, worker: User, at: datetime) -> bool:
    """Tell who stands in now, with the way to the thread; else who does as a rule, with the way to what waits."""
    cover = Cover.objects.active(at=at).filter(worker=worker, cover__is_active=True).select_related("cover").first()
    usual = StandIn.objects.filter(worker=worker, by__is_active=True).select_related("by").first()
    stand_in = cover.cover if cover else usual.by if usual else None
    if stand_in is None or Leave.objects.active(at=at).filter(worker=stand_in).exists():
        return False
    path = reply.thread.get_absolute_url() if cover else reverse("waiting")
    notify(user=stand_in, kind=Kind.REPLY_LATE, path=path, at=at)
    reply.told_cover, reply.told_cover_at = stand_in, at
    reply.save(update_fields=["told_cover", "told_cover_at"])
    return True


def _tell_managers(reply: AwaitedReply, last: Allocation | None, at: datetime) -> None:
    managers = managers_of(last.worker.team if last else None)
    for manager in managers:
        notify(user=manager, kind=Kind.REPLY_LATE, path=reverse("team_waiting"), at=at)
    reply.told_manager, reply.told_manager_at = managers[0] if managers else None, at
    reply.save(update_fields=["told_manager", "told_manager_at"])


def _remind(worker: User | None, thread: Thread, at: datetime) -> None:
    if worker and not Leave.objects.active(at=at).filter(worker=worker).exists():
        notify(user=worker, kind=Kind.REPLY_LATE, path=thread.get_absolute_url(), at=at)


def _moments(duty: Duty, asked_at: datetime) -> dict[str, datetime]:
    return {"by_when": duty.by_when(asked_at), "manager_at": duty.by_when(asked_at, times=2)}


def _held(reply: AwaitedReply) -> AwaitedReply:
    found: AwaitedReply = (
        AwaitedReply.objects.select_for_update(of=("self",))
        .select_related("thread__person", "message__author")
        .get(pk=reply.pk)
    )
    return found
