"""Who may do what with an entry of the directory. Each raises Denied with a sentence to read."""

from datetime import datetime

from community.organisations.enums import AssuredFor
from community.organisations.models import Organisation
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User

NOT_YOURS = "Only a coordinator of this organisation can do this."
NO_COORDINATOR = "Choose somebody whose account is that of a coordinator."
NOT_LISTED = "This entry is not in the directory now."


def check_coordinates(user: User, organisation: Organisation, *, at: datetime) -> None:
    """A coordinator of this very organisation, now. Raises Denied."""
    if not _coordinates(user, organisation, at):
        raise Denied(NOT_YOURS)


def check_can_assure(user: User, organisation: Organisation, *, at: datetime) -> AssuredFor:
    """A coordinator says of their own entry that it is right; an editor of any. For whom, that is. Raises Denied."""
    if _coordinates(user, organisation, at):
        return AssuredFor.ORGANISATION
    if user.is_active and user.role == Role.EDITOR:
        return AssuredFor.COUNCIL
    raise Denied(NOT_YOURS)


def check_can_be_coordinator(user: User) -> None:
    """An account that is for coordinators. Raises Denied."""
    if user.role != Role.COORDINATOR or not user.is_active:
        raise Denied(NO_COORDINATOR)


def _coordinates(user: User, organisation: Organisation, at: datetime) -> bool:
    own = Organisation.objects.coordinated_by(user, at=at).filter(pk=organisation.pk)
    return user.is_active and user.role == Role.COORDINATOR and own.exists()
