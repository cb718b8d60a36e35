"""The summary: approved by the person, taken back by the person, read by who comes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from community.handover.models import Handover, SummaryAnswer
from community.handover.summary import SummaryStore, Words, digest_of, words_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

CHANGED = "Some of the words have changed since you opened this page. Read them once more, then say yes."
NOTHING_WRITTEN = "There is nothing in it yet. Write a few words first, or leave it: that is fine too."
CALLED_OFF = "This change was called off. Your summary stays with you."
NOT_THERE = "There is no summary for you to read here now."


@transaction.atomic
def approve_summary(*, handover: Handover, seen: str, by: User, at: datetime) -> Handover:
    """The person says yes to the words that they had before them: who comes may read exactly these.

    seen: the digest of the words on the page; where others stand there by now, nothing is approved. Approving the
    same words again changes nothing. Raises Denied.
    """
    held = _held(handover)
    if by.pk != held.person_id:
        raise Denied("Only the person whose words these are can say yes to them.")
    if held.called_off_at:
        raise Denied(CALLED_OFF)
    words = words_of(held, at=at)
    if digest_of(words) != seen:
        raise Denied(CHANGED)
    if not words:
        raise Denied(NOTHING_WRITTEN)
    summary = [{"heading": each.heading, "words": each.words} for each in words]
    if held.summary == summary:
        return held
    _keep_drafted(held, at=at)
    held.summary, held.approved_at, held.read_at = summary, at, None
    held.save(update_fields=["summary", "approved_at", "read_at"])
    record("summary approved", by=by, person=held.person, about=held, at=at)
    if held.starts_at <= at:
        notify(user=held.worker, kind=Kind.SUMMARY, path=held.worker_url, at=at)
    return held


def _keep_drafted(handover: Handover, *, at: datetime) -> None:
    """What they said yes to is theirs from now on, and no draft any more: it stays when the plan it came from changes,
    and when the yes ends."""
    standing = SummaryStore(handover, at).answers()
    kept = {str(row) for row in handover.answers.values_list("question_id", flat=True)}
    SummaryAnswer.objects.bulk_create(
        SummaryAnswer(handover=handover, question_id=UUID(part), value=answer.value, number=answer.number, saved_at=at)
        for part, answer in standing.items()
        if part not in kept and answer.value
    )


@transaction.atomic
def take_back_summary(*, handover: Handover, by: User, at: datetime) -> Handover:
    """The person takes their yes back, without a reason: nobody but they can read the summary from now on."""
    held = _held(handover)
    if by.pk != held.person_id:
        raise Denied("Only the person whose words these are can take them back.")
    if held.approved_at:
        held.summary, held.approved_at, held.read_at = None, None, None
        held.save(update_fields=["summary", "approved_at", "read_at"])
        record("summary taken back", by=by, person=held.person, about=held, at=at)
    return held


def open_summary(*, handover: Handover, by: User, at: datetime) -> list[Words]:
    """What the person approved, for the worker who acts for them now; that it was opened is written down."""
    record("summary opened", by=by, person=handover.person, about=handover, at=at)
    return [Words(each["heading"], each["words"]) for each in handover.summary or []]


@transaction.atomic
def confirm_read(*, handover: Handover, approved_at: datetime, by: User, at: datetime) -> Handover:
    """The next worker says that they have read it; the person sees that.

    approved_at: of the words that the page showed; where the person has approved others since, they are to be read
    first. Raises Denied.
    """
    held = _held(handover)
    theirs = Handover.objects.now_with(by, at=at).filter(pk=held.pk, worker=by).exists()
    if not theirs or held.approved_at is None:
        raise Denied(NOT_THERE)
    if held.approved_at != approved_at:
        raise Denied(f"{held.person.known_as} has changed some words since you opened this page. Read them once more.")
    if held.read_at is None:
        held.read_at = at
        held.save(update_fields=["read_at"])
        record("summary read", by=by, person=held.person, about=held, at=at)
    return held


def _held(handover: Handover) -> Handover:
    held: Handover = Handover.objects.select_for_update(of=("self",)).for_pages().get(pk=handover.pk)
    return held
