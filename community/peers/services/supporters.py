"""Peer supporters in their own words."""

from datetime import datetime

from django.db import transaction

from community.peers.models import SupporterWords
from community.volunteers.enums import Kind
from community.volunteers.models import Volunteer
from portal.access.decisions import Denied
from portal.accounts.models import User

NOT_A_PEER = "This is for peer supporters who are with an organisation now."


@transaction.atomic
def say_what_i_know(
    *, volunteer: Volunteer, shown_as: str, words: str, wants_to_be_found: bool, by: User, at: datetime
) -> SupporterWords:
    """What a peer supporter has experience of. It shows at once, as long as they are with their organisation and have
    every check. Raises Denied."""
    by.hold()
    if not Volunteer.objects.own(by, at=at).filter(pk=volunteer.pk, kind=Kind.PEER).exists():
        raise Denied(NOT_A_PEER)
    said = {"shown_as": shown_as, "words": words, "wants_to_be_found": wants_to_be_found, "changed_at": at}
    made, _ = SupporterWords.objects.update_or_create(volunteer=volunteer, defaults=said)
    return made
