"""Who may invite, join and leave. Each raises Denied with a sentence that a person can read."""

from datetime import datetime

from allauth.account.models import EmailAddress

from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.relationships.models import Allocation, BreakGlass, CircleMembership, JoiningCode, Match
from portal.relationships.queries import acts_for, named_social_worker, untold

CODE_UNKNOWN = "We do not know this code. Check each letter and number with the paper, then try again."
CODE_USED = "This code was used already. Ask your social worker for a new one."
CODE_EXPIRED = "This code has run out: a code works for 28 days. Ask your social worker for a new one."
FOR_WORK = (
    "Your account here is for your work. To help somebody close to you, use an account of your own: "
    "ask them to invite your private email address."
)
FOR_HELPING = (
    "You help others with this account. To be there for somebody close to you, use an account of your own: ask them to "
    "invite another email address of yours."
)
THEIR_WORK = "This is an address for their work. Ask them for their private one, and invite that."
TOO_LATE_TO_STAY = (
    "This cannot be taken back any more, because they know by now that you stepped back. If you want to help again, "
    "ask them for a new invitation."
)
GONE = "This invitation can no longer be used."


def check_can_invite(person: User, *, email: str, by: User, at: datetime) -> None:
    """Only the person asks people into their own circle, each address once at a time, never themselves, and nobody at
    the address with which they help the person now. Of any other address it is not told what its account is for: it
    says so to whoever opens the invitation. Raises Denied."""
    if by != person or not person.is_person:
        raise Denied("Only the person whose plan it is can invite somebody.")
    if person.email.lower() == email.lower():
        raise Denied("This is your own address. Type the address of the person you would like to invite.")
    helps = Match.objects.active(at=at).filter(person=person, helper__email__iexact=email)
    works = Allocation.objects.active(at=at).filter(person=person, worker__email__iexact=email)
    if helps.exists() or works.exists():
        raise Denied(THEIR_WORK)
    open_ones = CircleMembership.objects.filter(person=person, email__iexact=email, ends_at=None)
    known = CircleMembership.objects.filter(untold(), person=person, email__iexact=email)
    if open_ones.filter(starts_at__isnull=False).exists() or known.exists():
        raise Denied("This person is in your circle already.")
    if open_ones.filter(expires_at__gt=at).exists():
        raise Denied("You have invited this address already. The invitation is waiting for them.")


def check_can_be_taken_up(membership: CircleMembership | None, *, at: datetime) -> CircleMembership:
    """An invitation holds once, until its last day, and until it is taken back."""
    if membership is None or membership.ends_at or membership.starts_at or membership.expires_at <= at:
        raise Denied(GONE)
    return membership


def check_can_take_up(membership: CircleMembership, *, by: User) -> None:
    """Only an account whose confirmed address is the one that was invited may take it up.

    Never an account of staff, or with which somebody helps others: a social worker sees the people allocated to them
    and nobody else, a volunteer whom they are matched with, a coordinator and an editor nobody. Close to somebody they
    are as themselves, with an address of their own. Raises Denied.
    """
    if by == membership.person:
        raise Denied("This is your own invitation. It is for the person you sent it to.")
    if by.role != Role.PERSON:
        raise Denied(FOR_HELPING if by.role == Role.VOLUNTEER else FOR_WORK)
    if not EmailAddress.objects.filter(user=by, email__iexact=membership.email, verified=True).exists():
        raise Denied(
            "This invitation was sent to another email address than yours. Sign in with the address "
            "that got it, or ask for a new invitation to the address you use here."
        )
    if CircleMembership.objects.filter(person=membership.person, supporter=by, ends_at=None).exists():
        raise Denied("You are in this circle already.")


def check_can_withdraw(membership: CircleMembership, *, by: User) -> None:
    """Only the person takes an invitation back, and only while it waits."""
    if by != membership.person:
        raise Denied("Only the person who sent the invitation can take it back.")
    if membership.starts_at or membership.ends_at:
        raise Denied("This invitation is not waiting any more.")


def check_can_end(membership: CircleMembership, *, by: User) -> datetime:
    """Either of the two may end it, at any moment, without a reason. Gives when it began. Raises Denied."""
    if by not in (membership.person, membership.supporter):
        raise Denied("Only the two of you can end this.")
    if not membership.starts_at or membership.ends_at:
        raise Denied("This has ended already.")
    return membership.starts_at


def check_can_stay(membership: CircleMembership, *, by: User, at: datetime) -> None:
    """Whoever stepped back themselves may change their mind for ten minutes; afterwards the person has been told, and
    it takes a new invitation. Raises Denied."""
    until = membership.may_stay_until
    if by != membership.supporter or until is None or membership.person_told_at or until <= at:
        raise Denied(TOO_LATE_TO_STAY)
    if CircleMembership.objects.filter(person=membership.person, supporter=by, ends_at=None).exists():
        raise Denied("You are in this circle already.")


def check_can_give_code(worker: User) -> None:
    """A joining code names its giver as the person's social worker, so only social workers give one."""
    if not worker.is_social_worker:
        raise Denied("Only social workers can give a joining code.")


def check_can_redeem(code: JoiningCode | None, *, by: User, at: datetime) -> JoiningCode:
    """A code works once, for 28 days, for a person who has no social worker yet."""
    if not by.is_person:
        raise Denied("Joining codes are for people who have a social worker. Your account is for your work.")
    if code is None or not code.worker.is_active or not code.worker.is_social_worker:
        raise Denied(CODE_UNKNOWN)
    if code.redeemed_by_id == by.pk:
        raise Denied(f"You have used this code already. {code.worker.known_as} is your social worker.")
    if code.redeemed_at:
        raise Denied(CODE_USED)
    if code.expires_at <= at:
        raise Denied(CODE_EXPIRED)
    check_has_no_worker(by, code, at=at)
    return code


def check_has_no_worker(person: User, code: JoiningCode, *, at: datetime) -> None:
    """One social worker at a time; changing is a handover, which the team's manager makes."""
    worker = named_social_worker(person, at=at)
    if worker == code.worker:
        raise Denied(f"{worker.known_as} is your social worker already. You do not need this code.")
    if worker is not None and not worker.is_active:
        raise Denied(
            f"{worker.known_as} has left. The team's manager names who comes next: ask them, or ask at the council. "
            "You lose nothing."
        )
    if worker is not None:
        raise Denied(
            f"{worker.known_as} is your social worker. If that should change, ask {worker.known_as} or the "
            "team's manager: they arrange it, and you lose nothing."
        )
    if Allocation.objects.filter(person=person, starts_at__gt=at).exists():
        raise Denied("A social worker is already named for you, from a later day. You do not need this code.")


def check_can_open_record(worker: User, person: User, *, reason: str, at: datetime) -> None:
    """Only social workers, with a reason in words, and only somebody who is not theirs anyway. Raises Denied."""
    if not worker.is_social_worker:
        raise Denied("Only social workers can open a record in an emergency.")
    if not can_be_read(reason):
        raise Denied("Write why you open this record. The person reads it.")
    if not person.is_person or person == worker:
        raise Denied("There is no record to open here.")
    if acts_for(worker, person, at=at):
        raise Denied("This is one of your people. You find them in “My people”.")


def check_can_close_record(opening: BreakGlass, *, by: User) -> None:
    """Whoever opened it closes it. Raises Denied."""
    if by != opening.worker:
        raise Denied("Only the worker who opened this record can close it.")
