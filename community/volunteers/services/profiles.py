"""What people read about a volunteer, and how much they can give."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from community.volunteers import policies
from community.volunteers.models import Volunteer
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record

CHANGED = "Somebody else changed this while you wrote. Your words are still here."
LISTS = ("skills", "languages")


class ChangedMeanwhile(Denied):
    """Somebody else changed the profile since this page of it was opened."""


@transaction.atomic
def change_profile(
    *, volunteer: Volunteer, facts: Mapping[str, Any], seen: int | None, by: User, at: datetime
) -> Volunteer:
    """Keep what a volunteer, or their coordinator, says about them. It holds at once: nobody has to approve it.

    facts: values by the name of the field. seen: the number of the profile that they changed.
    Raises Denied, and ChangedMeanwhile where it has another number by now and says something else.
    """
    volunteer.membership.user.hold()
    held: Volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    policies.check_can_change(by, held, at=at)
    if not _differs(held, facts):
        # Two taps on the same button: what they hold is there already.
        return held
    if held.number != seen:
        raise ChangedMeanwhile(CHANGED)
    for name, value in facts.items():
        if name in LISTS:
            getattr(held, name).set(value)
        else:
            setattr(held, name, value)
    held.number, held.changed_at, held.changed_by = held.number + 1, at, by
    held.save()
    record("volunteer changed", by=by, person=held.membership.user, about=held, at=at)
    return held


def _differs(held: Volunteer, facts: Mapping[str, Any]) -> bool:
    return any(
        {term.pk for term in getattr(held, name).all()} != {term.pk for term in value}
        if name in LISTS
        else getattr(held, name) != value
        for name, value in facts.items()
    )
