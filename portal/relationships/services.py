"""Verbs of the circle and of joining codes."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.accounts.renamed import tell_of_changed_name
from portal.audit.services import record
from portal.hours.places import tell_of_changed_times
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships import invitations, joining, policies
from portal.relationships.models import MIND_CHANGES_FOR, Allocation, CircleMembership, JoiningCode
from portal.relationships.stepping import tell_of_step
from portal.relationships.tasks import send_invitation

INVITATION_HOLDS = timedelta(days=14)
CODE_HOLDS = timedelta(days=28)
PEOPLE_PATH = "/people/"
_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def invite(
    *, person: User, name: str, email: str, relation: str, by: User, at: datetime
) -> tuple[CircleMembership, str]:
    """Ask a family member or friend into a person's circle: an email with a link that works for 14 days.

    Gives the waiting membership and the secret of its link. Raises Denied for an address that is in the
    circle or invited already. Nothing is opened to them by this: that is ticked document by document.
    """
    person.hold()
    policies.check_can_invite(person, email=email, by=by, at=at)
    uuid = uuid4()
    token = invitations.token_of(uuid)
    # An earlier invitation that ran out makes room for this one.
    CircleMembership.objects.filter(person=person, email__iexact=email, starts_at=None, ends_at=None).update(ends_at=at)
    membership = CircleMembership.objects.create(
        uuid=uuid,
        person=person,
        name=name,
        email=email.lower(),
        relation=relation,
        token_hash=invitations.hash_of(token),
        invited_at=at,
        expires_at=at + INVITATION_HOLDS,
    )
    record("invitation sent", by=by, person=person, about=membership, at=at)
    send_invitation.enqueue(membership.pk)
    return membership, token


def find_invitation(token: str, *, at: datetime) -> CircleMembership:
    """The waiting invitation of a link. Raises Denied when it cannot be used any more, or never could."""
    found = CircleMembership.objects.filter(token_hash=invitations.hash_of(token)).select_related("person").first()
    return policies.check_can_be_taken_up(found, at=at)


@transaction.atomic
def take_up(*, token: str, by: User, at: datetime) -> CircleMembership:
    """Join the circle by the link of an invitation: once, by the account with exactly the invited address.

    Raises Denied with what to do instead. The person is told.
    """
    found = (
        CircleMembership.objects.select_for_update(of=("self",))
        .filter(token_hash=invitations.hash_of(token))
        .select_related("person")
        .first()
    )
    membership = policies.check_can_be_taken_up(found, at=at)
    policies.check_can_take_up(membership, by=by)
    membership.supporter, membership.starts_at = by, at
    membership.save(update_fields=["supporter", "starts_at"])
    record("invitation taken up", by=by, person=membership.person, about=membership, at=at)
    notify(user=membership.person, kind=Kind.JOINED, path=PEOPLE_PATH, at=at)
    return membership


@transaction.atomic
def withdraw_invitation(*, membership: CircleMembership, by: User, at: datetime) -> None:
    """Take an invitation back that still waits. Nobody is told; the link stops working."""
    membership = CircleMembership.objects.select_for_update(of=("self",)).select_related("person").get(pk=membership.pk)
    policies.check_can_withdraw(membership, by=by)
    membership.ends_at = at
    membership.save(update_fields=["ends_at"])
    record("invitation taken back", by=by, person=membership.person, about=membership, at=at)


@transaction.atomic
def end_membership(*, membership: CircleMembership, by: User, at: datetime) -> None:
    """End somebody's place in a circle; whatever was shared with them through it ends in the same moment.

    The person may end it, and nobody is told. The supporter may step back: the person is told once ten minutes have
    passed in which the supporter can change their mind; until then the person may take them out, and that holds.
    Pressed twice at the same moment, it is done once. Raises Denied.
    """
    membership = (
        CircleMembership.objects.select_for_update(of=("self",))
        .select_related("person", "supporter")
        .get(pk=membership.pk)
    )
    if by == membership.supporter and membership.stepped_back_at:
        return
    if by == membership.person and membership.stepped_back_at and not membership.person_told_at:
        # The person knows by it, so no notice goes to them; whoever else is to hear of it hears now.
        membership.person_told_at = at
        membership.save(update_fields=["person_told_at"])
        record("circle membership ended", by=by, person=membership.person, about=membership, at=at)
        tell_of_step(membership, at=at)
        return
    began: datetime = policies.check_can_end(membership, by=by)
    stepped_back = by == membership.supporter
    # A period ends after it starts, also where somebody thinks better of it in the same moment.
    membership.ends_at = max(at, began + _A_MOMENT)
    membership.stepped_back_at = at if stepped_back else None
    membership.save(update_fields=["ends_at", "stepped_back_at"])
    verb = "circle left" if stepped_back else "circle membership ended"
    record(verb, by=by, person=membership.person, about=membership, at=at)


@transaction.atomic
def stay_after_all(*, membership: CircleMembership, by: User, at: datetime) -> None:
    """Take back that one stepped back, within ten minutes: everything is as it was, and nobody was told.

    Pressed twice, it is done once. Raises Denied.
    """
    membership = (
        CircleMembership.objects.select_for_update(of=("self",))
        .select_related("person", "supporter")
        .get(pk=membership.pk)
    )
    if by == membership.supporter and membership.ends_at is None:
        return
    policies.check_can_stay(membership, by=by, at=at)
    membership.ends_at = membership.stepped_back_at = None
    membership.save(update_fields=["ends_at", "stepped_back_at"])
    record("circle stayed in", by=by, person=membership.person, about=membership, at=at)


@transaction.atomic
def tell_of_stepping_back(*, at: datetime) -> None:
    """Tell each person from whose circle somebody stepped back ten minutes ago or more; each time once."""
    due = CircleMembership.objects.filter(stepped_back_at__lte=at - MIND_CHANGES_FOR, person_told_at=None)
    for membership in due.select_for_update(of=("self",), skip_locked=True).select_related("person", "supporter"):
        membership.person_told_at = at
        membership.save(update_fields=["person_told_at"])
        notify(user=membership.person, kind=Kind.STEPPED_BACK, path=PEOPLE_PATH, at=at)
        tell_of_step(membership, at=at)


@transaction.atomic
def give_joining_code(*, by: User, note: str = "", at: datetime) -> tuple[JoiningCode, str]:
    """Make a code that a social worker hands over face to face. It works once, for 28 days.

    Gives the row and the code itself, which is shown this once: only its keyed hash is kept.
    """
    policies.check_can_give_code(by)
    code = joining.new_code()
    row = JoiningCode.objects.create(
        worker=by, code_hash=joining.hash_of(code), note=note, created_at=at, expires_at=at + CODE_HOLDS
    )
    record("joining code given", by=by, person=None, about=row, at=at)
    return row, code


@transaction.atomic
def redeem_joining_code(
    *, code: str, by: User, at: datetime, full_name: str | None = None, year_of_birth: int | None = None
) -> Allocation:
    """Make the social worker who gave the code the person's own, from now on.

    full_name, year_of_birth: kept where they are given, so that staff open the right record.
    Raises Denied with a sentence; then nothing has changed. Of two who use one code, the first wins.
    """
    person = by.hold()
    found = (
        JoiningCode.objects.select_for_update(of=("self",))
        .filter(code_hash=joining.hash_of(code))
        .select_related("worker")
        .first()
    )
    row = policies.check_can_redeem(found, by=person, at=at)
    try:
        with transaction.atomic():
            allocation = Allocation.objects.create(person=person, worker=row.worker, starts_at=at)
    except IntegrityError as overlap:
        raise Denied("You have a social worker already. You do not need this code.") from overlap
    row.redeemed_at, row.redeemed_by = at, person
    row.save(update_fields=["redeemed_at", "redeemed_by"])
    if full_name:
        person.full_name = full_name
    if year_of_birth:
        person.year_of_birth = year_of_birth
    person.save(update_fields=["full_name", "year_of_birth"])
    tell_of_changed_name(person, at=at)
    record("joining code used", by=person, person=person, about=allocation, at=at, worker_id=row.worker_id)
    # What the person has asked before is now this worker's to answer, on their days.
    tell_of_changed_times([row.worker], at=at)
    notify(user=person, kind=Kind.ALLOCATED, path=PEOPLE_PATH, at=at)
    notify(user=row.worker, kind=Kind.CODE_USED, path=reverse("caseload"), at=at)
    return allocation
