"""Who acts in whose place: Claire for her father, as Morag recorded it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from portal.accounts.models import User
from portal.authority.models import Authority
from portal.authority.services import record_authority
from portal.relationships.models import CircleMembership

EVIDENCE = (
    "Lasting powers of attorney for health and welfare, and for property and affairs. Registered on 3 March 2021. "
    "Morag saw the stamped papers at a visit."
)


def seed_authority(users: Mapping[str, User], *, at: datetime) -> None:
    """Claire is Desmond's attorney, recorded once."""
    membership = CircleMembership.objects.get(person=users["desmond"], supporter=users["claire"])
    if not Authority.objects.filter(membership=membership).exists():
        record_authority(
            membership=membership,
            kind="attorney",
            health_welfare=True,
            money=True,
            evidence=EVIDENCE,
            starts_at=at - timedelta(days=10),
            ends_at=None,
            by=users["morag"],
            at=at - timedelta(days=10),
        )
