"""Verbs of the directory: proposing an entry, saying that it is right, saying how much room there is."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from community.organisations.enums import Part, Room
from community.organisations.models import Availability, Membership, Organisation
from community.organisations.policies import check_can_assure, check_can_be_coordinator, check_coordinates
from community.organisations.queries import coordinators_of
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

CHANGED = "Somebody else changed this entry meanwhile."
ENDS_ELSEWHERE = "Only a coordinator’s part ends here. Volunteers stop on their own page."
LOCKED = "An editor is working on this entry just now. Send it again later: what you typed is still here."
NO_APPROVAL = "Nobody approves entries here yet. Tell the council: the portal is not set up for it."


class ChangedMeanwhile(Denied):
    """Somebody else kept other words for this entry since its form was opened."""


@transaction.atomic
def propose_entry(*, organisation: Organisation, draft: Organisation, seen: int | None, by: User, at: datetime) -> None:
    """Keep what a coordinator wrote as the newest draft, and hand it to the editors. The public sees it once one of
    them has approved it; a proposal that was waiting is replaced.

    draft: the entry with their words in it; seen: the revision that they began with, None where there was none.
    Raises Denied, and ChangedMeanwhile where there is a newer one.
    """
    check_coordinates(by, organisation, at=at)
    held = _held(organisation)
    if held.latest_revision_id != seen:
        raise ChangedMeanwhile(CHANGED)
    if held.locked:
        raise Denied(LOCKED)
    workflow = held.get_workflow()
    if workflow is None:
        raise Denied(NO_APPROVAL)
    _let_go(held, by)
    draft.save_revision(user=by)
    workflow.start(_held(organisation), by)
    record("entry proposed", by=by, person=None, about=organisation, at=at)


def _held(organisation: Organisation) -> Organisation:
    """As it is now; nobody else changes it until this transaction ends."""
    held: Organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    return held


@transaction.atomic
def take_proposal_back(*, organisation: Organisation, by: User, at: datetime) -> None:
    """What the public sees stays, and is what the next change begins with. Raises Denied."""
    check_coordinates(by, organisation, at=at)
    held = _held(organisation)
    if not held.current_workflow_state:
        return
    _let_go(held, by)
    Organisation.objects.for_page().get(pk=held.pk).save_revision(user=by)
    Organisation.objects.filter(pk=held.pk).update(has_unpublished_changes=False)
    record("proposal taken back", by=by, person=None, about=organisation, at=at)


def _let_go(organisation: Organisation, by: User) -> None:
    if waiting := organisation.current_workflow_state:
        waiting.cancel(user=by)


@transaction.atomic
def assure_entry(*, organisation: Organisation, by: User, at: datetime) -> Availability:
    """Say that everything in the entry is right today. Raises Denied."""
    held = _availability(organisation)
    held.assured_for = check_can_assure(by, organisation, at=at)
    held.assured_at, held.assured_by = at, by
    held.save()
    record("entry checked", by=by, person=None, about=organisation, at=at)
    return held


@transaction.atomic
def set_room(
    *, organisation: Organisation, room: str, wait_weeks: int | None, intake_paused: bool, by: User, at: datetime
) -> Availability:
    """Say how much room there is, how long people wait, and whether new requests rest. It shows at once.

    Raises Denied.
    """
    check_coordinates(by, organisation, at=at)
    held = _availability(organisation)
    held.room, held.wait_weeks, held.intake_paused = room, wait_weeks, intake_paused
    held.told_at = at if room != Room.UNKNOWN else None
    held.save()
    record("room set", by=by, person=None, about=organisation, at=at, room=room, paused=intake_paused)
    return held


@transaction.atomic
def pause_intake(*, organisation: Organisation, paused: bool, by: User, at: datetime) -> Availability:
    """Take on nobody new for now, or take people on again. Nothing else changes, and it shows at once.

    Pressed twice, it stays as it is. Raises Denied.
    """
    check_coordinates(by, organisation, at=at)
    held = _availability(organisation)
    if held.intake_paused != paused:
        held.intake_paused = paused
        held.save(update_fields=["intake_paused"])
        record("intake paused" if paused else "intake opened", by=by, person=None, about=organisation, at=at)
    return held


@transaction.atomic
def tell_entry_decided(*, organisation: Organisation, at: datetime) -> None:
    """Tell those who look after an entry that an editor has looked at their change: the notice holds none of it."""
    path = reverse("organisation_entry", args=[organisation.uuid])
    for user in coordinators_of(organisation, at=at):
        notify(user=user, kind=Kind.ENTRY_DECIDED, path=path, at=at)


def _availability(organisation: Organisation) -> Availability:
    """Its row, made where there is none, held until this transaction ends."""
    Availability.objects.get_or_create(organisation=organisation)
    return Availability.objects.select_for_update().get(organisation=organisation)


@transaction.atomic
def name_coordinator(*, organisation: Organisation, user: User, by: User | None, at: datetime) -> Membership:
    """Let somebody look after an organisation's entry from now on; once is enough. Raises Denied."""
    check_can_be_coordinator(user)
    user = user.hold()
    open_now = Membership.objects.filter(organisation=organisation, user=user, part=Part.COORDINATOR, ends_at=None)
    if known := open_now.first():
        return known
    made = Membership.objects.create(organisation=organisation, user=user, part=Part.COORDINATOR, starts_at=at)
    record("coordinator named", by=by, person=None, about=made, at=at, user_id=user.pk)
    return made


@transaction.atomic
def end_membership(*, membership: Membership, by: User | None, at: datetime) -> None:
    """From this moment the organisation is not a coordinator's any more. Ended once, it stays ended. A volunteer's time
    ends on their own page, and whatever help they give with it. Raises Denied."""
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    if held.part != Part.COORDINATOR:
        raise Denied(ENDS_ELSEWHERE)
    if held.ends_at is None:
        held.ends_at = at
        held.save(update_fields=["ends_at"])
        record("coordinator ended", by=by, person=None, about=held, at=at, user_id=held.user_id)
