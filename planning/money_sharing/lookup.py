"""Finding the person whose money a page is about: a stranger finds nothing."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from planning.money_sharing.queries import people_whose_money
from portal.access.requests import SignedInRequest
from portal.accounts.enums import Role
from portal.accounts.models import User


def find_whose_money(request: SignedInRequest, uuid: UUID | None, at: datetime) -> User:
    """The person at this address, if this reader sees their money now; without one, the reader themselves.

    Raises Http404 for everybody else, and for who has no money here: those who work or volunteer.
    """
    user = request.user
    if not user.is_person:
        raise Http404
    if uuid is None or uuid == user.uuid:
        return user
    theirs = Q(pk__in=people_whose_money(user, at=at).values("pk"))
    found: User | None = User.objects.filter(theirs, uuid=uuid, role=Role.PERSON).first()
    if found is None:
        raise Http404
    return found
