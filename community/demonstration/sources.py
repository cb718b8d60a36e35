"""Places that Sunita knows, and the one that she pointed out to Maureen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from community.known_sources.models import KnownSource, PointedSource
from community.organisations.models import Organisation
from portal.accounts.models import User

# The place, what she keeps about it, and how many days ago she was there.
KNOWN = (
    ("Northmoor Independent Living", "Dee answers the same day. Leo is patient, and has done it all himself.", 40),
    ("Our Way Self-Advocacy", "They run the meeting themselves; leave them the time.", 75),
    ("Northmoor Carers’ Centre", "Good with dementia. Ask for the quiet room.", 190),
)
POINTED = (
    "maureen",
    "Northmoor Independent Living",
    "They have all planned their own support. Leo there has employed assistants for years, and could look through your "
    "job advert with you.",
)


def seed_sources(users: Mapping[str, User], *, at: datetime) -> None:
    """Once: what was changed, or dropped, in the demonstration stays so."""
    sunita = users["sunita"]
    if KnownSource.objects.of(sunita).exists():
        return
    for name, note, days in KNOWN:
        seen = timezone.localdate(at) - timedelta(days=days)
        facts = {"note": note, "seen_on": seen, "changed_at": at - timedelta(days=30)}
        KnownSource.objects.create(worker=sunita, organisation=Organisation.objects.get(name=name), **facts)
    person, name, words = POINTED
    PointedSource.objects.create(
        person=users[person],
        worker=sunita,
        organisation=Organisation.objects.get(name=name),
        words=words,
        pointed_at=at - timedelta(days=6),
    )
