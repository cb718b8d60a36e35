"""Verbs of worries. The audit learns that something happened, and never about whom."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.worries.enums import Step
from community.worries.models import Worry, WorryEntry, WorryReading
from community.worries.policies import (
    check_can_end_lead,
    check_can_lead,
    check_can_name,
    check_can_write,
    check_looks_after,
)
from community.worries.queries import leads_of, told_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import mark_read, notify
from portal.relationships.models import Match

EMPTY = "Write what you saw or heard."
SAY_WHAT = "Write what was done."
# Going from page to page of it within this time is one reading; the same words within it are a second tap.
ONE_READING = timedelta(minutes=30)
A_SECOND_TAP = timedelta(minutes=2)
_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def write_worry(
    *, organisation: Organisation, match: Match | None, about: str, words: str, key: UUID, by: User, at: datetime
) -> Worry:
    """Keep what somebody is worried about, and tell the coordinators and the safeguarding lead at once.

    match: of whom they help, or helped; else `about` says in their words who it is. The person is told by nobody here.
    key: what the form calls itself; the same sent twice is one, and other words from the same form are a further one:
    nothing about somebody's safety is dropped. Raises Denied.
    """
    by.hold()
    uuid = uuid5(by.uuid, f"worry {key} {match.uuid if match else about} {words}")
    known: Worry | None = Worry.objects.filter(uuid=uuid).first()
    if known:
        return known
    check_can_write(by, organisation, match, about, at)
    if not can_be_read(words):
        raise Denied(EMPTY)
    worry: Worry = Worry.objects.create(
        uuid=uuid, organisation=organisation, match=match, about=about, words=words, written_by=by, written_at=at
    )
    record("worry written", by=by, person=None, about=worry, at=at)
    _tell(worry, by=by, at=at)
    return worry


@transaction.atomic
def take_step(*, worry: Worry, step: Step, words: str = "", by: User, at: datetime) -> None:
    """Write down that somebody saw it, what was done, or that it is closed. Done twice, it is done once.

    Raises Denied, also where nothing was written of what was done.
    """
    # One step at a time. Who serves pages may not lock a worry, which never changes: its organisation is held.
    Organisation.objects.select_for_update(no_key=True).get(pk=worry.organisation_id)
    worry = Worry.objects.select_related("organisation").get(pk=worry.pk)
    check_looks_after(by, worry, at)
    entries = WorryEntry.objects.filter(worry=worry)
    if step == Step.DONE and not can_be_read(words):
        raise Denied(SAY_WHAT)
    again = {
        Step.SEEN: entries.filter(step=Step.SEEN, by=by),
        Step.DONE: entries.filter(by=by, words=words.strip(), at__gt=at - A_SECOND_TAP),
        Step.CLOSED: entries.filter(step=Step.CLOSED),
    }
    if again[step].exists():
        if step != Step.CLOSED or not can_be_read(words):
            return
        # Closed by somebody else meanwhile: what was done stays written down all the same.
        step = Step.DONE
        if again[step].exists():
            return
    WorryEntry.objects.create(worry=worry, step=step, words=words.strip(), by=by, at=at)
    record("worry looked after", by=by, person=None, about=worry, at=at, step=str(step))


@transaction.atomic
def open_worry(*, worry: Worry, by: User, at: datetime) -> None:
    """Write down in its own log that somebody read it. Raises Denied."""
    check_looks_after(by, worry, at)
    if not WorryReading.objects.filter(worry=worry, by=by, at__gt=at - ONE_READING).exists():
        WorryReading.objects.create(worry=worry, by=by, at=at)
    mark_read(user=by, path=worry.get_absolute_url(), at=at)


@transaction.atomic
def name_lead(*, organisation: Organisation, user: User, by: User, at: datetime) -> Membership:
    """Let somebody be the organisation's safeguarding lead from now on; once is enough. Raises Denied."""
    check_can_name(by, organisation, at)
    user = user.hold()
    if known := leads_of(organisation, at=at).filter(user=user).first():
        standing: Membership = known
        return standing
    check_can_lead(user, organisation, by=by, at=at)
    made = Membership.objects.create(organisation=organisation, user=user, part=Part.SAFEGUARDING, starts_at=at)
    record("safeguarding lead named", by=by, person=None, about=made, at=at, user_id=user.pk)
    return made


@transaction.atomic
def end_lead(*, membership: Membership, by: User, at: datetime) -> None:
    """From this moment they read no worry as its lead. Ended once, it stays ended. Raises Denied."""
    held = Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=membership.pk)
    check_can_end_lead(held, by=by, at=at)
    if held.part != Part.SAFEGUARDING or held.ends_at is not None:
        return
    held.ends_at = max(at, held.starts_at + _A_MOMENT)
    held.save(update_fields=["ends_at"])
    record("safeguarding lead ended", by=by, person=None, about=held, at=at, user_id=held.user_id)


def _tell(worry: Worry, *, by: User, at: datetime) -> None:
    for user in {member.user for member in told_of(worry.organisation, at=at)}:
        if user.pk != by.pk:
            notify(user=user, kind=Kind.WORRY, path=worry.get_absolute_url(), at=at)
