"""Somebody becomes a volunteer of an organisation by saying yes to its invitation, and stops being one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from wagtail import hooks

from community.organisations.enums import Part
from community.organisations.models import Membership, Organisation
from community.organisations.policies import check_coordinates
from community.volunteers import policies
from community.volunteers.models import Volunteer, VolunteerInvitation
from community.volunteers.places import volunteers_path
from community.volunteers.tasks import send_volunteer_invitation
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.services import add_account
from portal.audit.services import record
from portal.notifications.enums import Kind as NoticeKind
from portal.notifications.services import notify
from portal.relationships.invitations import hash_of, token_of
from portal.relationships.models import Match

INVITATION_HOLDS = timedelta(days=14)
_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def invite_volunteer(
    *, organisation: Organisation, name: str, email: str, kind: str, by: User, at: datetime
) -> VolunteerInvitation:
    """Ask somebody to help with an organisation: an email with a link that works for 14 days. Raises Denied.

    The same for whoever has an account for volunteers already: they say yes themselves, and nobody is looked up.
    """
    # One invitation of an organisation at a time: two taps make one.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    uuid = uuid4()
    invitation = VolunteerInvitation(
        uuid=uuid,
        organisation=organisation,
        name=name,
        email=email.lower(),
        kind=kind,
        token_hash=hash_of(token_of(uuid)),
        invited_at=at,
        invited_by=by,
        expires_at=at + INVITATION_HOLDS,
    )
    policies.check_can_invite(invitation, by=by, at=at)
    # An earlier one that ran out makes room for this one.
    VolunteerInvitation.objects.waiting().filter(organisation=organisation, email__iexact=email).update(
        taken_back_at=at
    )
    invitation.save()
    record("volunteer invited", by=by, person=None, about=invitation, at=at)
    send_volunteer_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def take_invitation_back(*, invitation: VolunteerInvitation, by: User, at: datetime) -> None:
    """The link stops working. Nobody is told. Done twice, it is done once. Raises Denied."""
    held = VolunteerInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    check_coordinates(by, held.organisation, at=at)
    if held.taken_up_at:
        raise Denied(policies.GONE)
    if held.taken_back_at is None:
        held.taken_back_at = at
        held.save(update_fields=["taken_back_at"])
        record("volunteer invitation taken back", by=by, person=None, about=held, at=at)


def find_invitation(token: str, *, at: datetime) -> VolunteerInvitation:
    """The invitation of a link. Raises Denied when it cannot be used any more, or never could."""
    found = VolunteerInvitation.objects.filter(token_hash=hash_of(token)).select_related("organisation").first()
    return policies.check_can_be_taken_up(found, at=at)


@transaction.atomic
def make_account(*, token: str, full_name: str, known_as: str, at: datetime) -> User:
    """An account for volunteers at the address of an invitation, for who has none there: they sign in with a code that
    goes to it, and then say yes. Raises Denied."""
    invitation = find_invitation(token, at=at)
    return add_account(email=invitation.email, full_name=full_name, known_as=known_as, role=Role.VOLUNTEER)


@transaction.atomic
def take_up(*, token: str, by: User, at: datetime) -> Volunteer:
    """Say yes to an invitation: from now on the organisation has them among its volunteers. The coordinator who
    invited is told. Raises Denied with what to do instead."""
    by = by.hold()
    found = VolunteerInvitation.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token))
    invitation = policies.check_can_be_taken_up(found.select_related("organisation").first(), at=at)
    policies.check_can_take_up(invitation, by=by)
    invitation.taken_up_at = at
    invitation.save(update_fields=["taken_up_at"])
    volunteer = _join(invitation, by, at)
    record("volunteer joined", by=by, person=by, about=volunteer, at=at)
    path = volunteers_path(invitation.organisation)
    notify(user=invitation.invited_by, kind=NoticeKind.JOINED, path=path, at=at)
    return volunteer


def _join(invitation: VolunteerInvitation, user: User, at: datetime) -> Volunteer:
    """Their place in the organisation. Two invitations to two addresses of one account make one."""
    there: Volunteer | None = Volunteer.objects.of(invitation.organisation, at=at).filter(membership__user=user).first()
    if there:
        return there
    membership = Membership.objects.create(
        organisation=invitation.organisation, user=user, part=Part.VOLUNTEER, starts_at=at
    )
    made: Volunteer = Volunteer.objects.create(
        membership=membership, kind=invitation.kind, changed_at=at, changed_by=user
    )
    return made


@transaction.atomic
def end_volunteering(*, volunteer: Volunteer, by: User, at: datetime) -> None:
    """From this moment on they are not the organisation's any more, and nobody is matched with them through it.

    They may end it themselves, without a reason, and so may a coordinator. Whatever hangs on it in higher slices ends
    in the same transaction: see the hook `register_volunteer_left`. Ended once, it stays ended. Raises Denied.
    """
    _hold_all(volunteer, at)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=volunteer.membership_id)
    if membership.ends_at is not None and membership.ends_at <= at:
        return
    policies.check_can_change(by, volunteer, at=at)
    membership.ends_at = max(at, membership.starts_at + _A_MOMENT)
    membership.save(update_fields=["ends_at"])
    record("volunteer ended", by=by, person=membership.user, about=volunteer, at=at)
    functions: list[Callable[[Volunteer, User, datetime], None]] = hooks.get_hooks("register_volunteer_left")
    for function in functions:
        function(volunteer, by, at)


def _hold_all(volunteer: Volunteer, at: datetime) -> None:
    """The people whom they help, then they themselves: in the order in which a person's yes holds them, so that a yes
    and a leaving at the same moment wait for each other, and neither is refused. Where somebody says yes in between,
    all is let go of and held anew."""
    helps = Match.objects.filter(helper=volunteer.membership.user_id, ends_at__gt=at).order_by("person")
    while True:
        point, held = transaction.savepoint(), set()
        for match in helps.select_related("person"):
            held.add(match.person.hold().pk)
        volunteer.membership.user.hold()
        if set(helps.values_list("person", flat=True)) <= held:
            return transaction.savepoint_commit(point)
        transaction.savepoint_rollback(point)
