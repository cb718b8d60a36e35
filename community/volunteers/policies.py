"""Who may do what with the volunteers of an organisation. Each raises Denied with a sentence to read."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.utils import timezone

from community.organisations.policies import check_coordinates
from community.volunteers.models import CheckKind, Volunteer, VolunteerInvitation
from community.volunteers.periods import runs_out
from community.volunteers.standing import in_full, standings
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User

NOT_YOURS = "Only a coordinator of this organisation can do this."
NOT_THEIRS = "Only they themselves, or a coordinator of the organisation, can change this."
GONE = "This invitation can no longer be used."
ALREADY_INVITED = "You have invited this address already. The invitation waits for them."
ALREADY_THERE = "This address belongs to somebody who helps with you already."
OTHER_ADDRESS = (
    "This invitation was sent to another email address than yours. Sign in with the address that got it, or ask for a "
    "new invitation to the address you use here."
)
OTHER_USE = (
    "You use this account for something else: your own plan, somebody close to you, or your work. To help as a "
    "volunteer, ask for an invitation to another email address."
)
NOT_YET = "Write a day that is today or before."


def check_can_be_matched(volunteer: Volunteer, *, at: datetime) -> None:
    """Whether their organisation may propose them to somebody now. Raises Denied with what stands in the way.

    As a queryset: `Volunteer.objects.matchable`. Ask it again under the lock of whoever says yes.
    """
    asked = Volunteer.objects.filter(pk=volunteer.pk).with_helps(at=at).for_list()
    for standing in standings(asked, at=at):
        if standing.reason:
            raise Denied(standing.reason)


def check_looks_after(user: User, volunteer: Volunteer, *, at: datetime) -> None:
    """A coordinator of the volunteer's organisation, while the volunteer is with it. Raises Denied."""
    organisation = volunteer.membership.organisation
    check_coordinates(user, organisation, at=at)
    _check_is_with(volunteer, at)


def check_can_change(user: User, volunteer: Volunteer, *, at: datetime) -> None:
    """They themselves, or a coordinator of the organisation. Raises Denied."""
    _check_is_with(volunteer, at)
    if volunteer.membership.user_id == user.pk and user.is_active:
        return
    try:
        check_coordinates(user, volunteer.membership.organisation, at=at)
    except Denied as denied:
        raise Denied(NOT_THEIRS) from denied


def _check_is_with(volunteer: Volunteer, at: datetime) -> None:
    if not Volunteer.objects.current(at=at).filter(pk=volunteer.pk).exists():
        raise Denied(f"{volunteer.name} does not help with {volunteer.membership.organisation} now.")


def check_can_invite(invitation: VolunteerInvitation, *, by: User, at: datetime) -> None:
    """A coordinator invites each address once at a time, and nobody who is with them already. Raises Denied.

    Whether the address has an account of any other kind is not told.
    """
    check_coordinates(by, invitation.organisation, at=at)
    there = Volunteer.objects.of(invitation.organisation, at=at).filter(
        membership__user__email__iexact=invitation.email
    )
    if there.exists():
        raise Denied(ALREADY_THERE)
    waiting = VolunteerInvitation.objects.waiting().filter(
        organisation=invitation.organisation, email__iexact=invitation.email, expires_at__gt=at
    )
    if waiting.exists():
        raise Denied(ALREADY_INVITED)


def check_can_be_taken_up(invitation: VolunteerInvitation | None, *, at: datetime) -> VolunteerInvitation:
    """An invitation holds once, until its last day, and until it is taken back. Raises Denied."""
    if invitation is None or invitation.taken_up_at or invitation.taken_back_at or invitation.expires_at <= at:
        raise Denied(GONE)
    return invitation


def check_can_take_up(invitation: VolunteerInvitation, *, by: User) -> None:
    """Only an account for volunteers whose confirmed address is the one that was invited. Raises Denied.

    One account has one purpose: whoever has a plan of their own, and helps others too, has two.
    """
    if not EmailAddress.objects.filter(user=by, email__iexact=invitation.email, verified=True).exists():
        raise Denied(OTHER_ADDRESS)
    if by.role != Role.VOLUNTEER or not by.is_active:
        raise Denied(OTHER_USE)


def check_check(kind: CheckKind, *, done_on: date, runs_out_on: date | None, at: datetime) -> date | None:
    """When a check runs out: as the council's rule says, or earlier where that was written. Raises Denied, also for one
    that has run out already: it would be no use, and help that somebody gives ends with a check that ran out."""
    today, latest = timezone.localdate(at), runs_out(done_on, kind.valid_months)
    if done_on > today:
        raise Denied(NOT_YET)
    until = runs_out_on or latest
    if runs_out_on and runs_out_on <= done_on:
        raise Denied("Write a day after the one on which it was done.")
    if latest and runs_out_on and runs_out_on > latest:
        raise Denied(f"By the council’s rule it runs out on {in_full(latest)}. Write that day, or an earlier one.")
    if until and until <= today:
        raise Denied(f"This check ran out on {in_full(until)}. Note a newer one.")
    return until
