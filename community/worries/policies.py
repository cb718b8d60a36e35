"""Who may write of a worry, and who looks after it. Each raises Denied with a sentence to read."""

from datetime import datetime

from community.organisations.models import Membership, Organisation
from community.organisations.policies import check_coordinates
from community.worries.models import Worry
from community.worries.queries import could_lead, leads_of, safeguarded_by, writes_to
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.models import Match

NOT_YOURS = "Only the coordinators and the safeguarding lead of this organisation can do this."
NOT_THEIR_HELPER = "You do not help with this organisation. Ring one of the numbers instead."
NOT_YOUR_PERSON = "This is nobody whom you help. Say in your own words who it is about."
NOBODY = "Say who you are worried about."
NOT_FOR_EDITORS = "Only the organisation’s coordinators can end this."
NOT_A_MEMBER = "Choose somebody who has a part in this organisation."


def check_can_write(user: User, organisation: Organisation, match: Match | None, about: str, at: datetime) -> None:
    """A helper, to an organisation of theirs, about somebody whom they help or helped, or in own words. Raises
    Denied."""
    if match is not None:
        if match.helper_id != user.pk or match.helping.organisation_id != organisation.pk:
            raise Denied(NOT_YOUR_PERSON)
        return
    if not writes_to(user, at=at).filter(pk=organisation.pk).exists():
        raise Denied(NOT_THEIR_HELPER)
    if not about:
        raise Denied(NOBODY)


def check_looks_after(user: User, worry: Worry, at: datetime) -> None:
    """A coordinator or the safeguarding lead of the organisation, now. Raises Denied."""
    if not safeguarded_by(user, at=at).filter(pk=worry.organisation_id).exists():
        raise Denied(NOT_YOURS)


def check_can_name(by: User, organisation: Organisation, at: datetime) -> None:
    """A coordinator of this organisation, or an editor. Raises Denied."""
    if not (by.is_active and by.role == Role.EDITOR):
        check_coordinates(by, organisation, at=at)


def check_can_lead(user: User, organisation: Organisation, *, by: User, at: datetime) -> None:
    """Somebody who has a part in the organisation; an editor names one of its coordinators. Raises Denied."""
    found = could_lead(organisation, at=at, only_coordinators=by.role == Role.EDITOR)
    if not found.filter(pk=user.pk).exists():
        raise Denied(NOT_A_MEMBER)


def check_can_end_lead(membership: Membership, *, by: User, at: datetime) -> None:
    """A coordinator of the organisation; an editor where the lead coordinates it: an editor meets no other names.
    Raises Denied."""
    check_can_name(by, membership.organisation, at)
    named = leads_of(membership.organisation, at=at).filter(pk=membership.pk, coordinates=True)
    if by.role == Role.EDITOR and membership.ends_at is None and not named.exists():
        raise Denied(NOT_FOR_EDITORS)
