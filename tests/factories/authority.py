"""Recorded authority."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.authority.models import Authority
from portal.authority.services import record_authority
from portal.relationships.models import CircleMembership

EVIDENCE = "LPA, registered 3 March 2021, reference 7000 1234 5678, seen at the visit"


def let_act(membership: CircleMembership, manager: User, **fields: Any) -> Authority:
    """Record that a supporter acts in the person's place: an attorney for both, since yesterday, with no end."""
    at: datetime = fields.pop("at", timezone.now())
    facts: dict[str, Any] = {
        "kind": "attorney",
        "health_welfare": True,
        "money": True,
        "evidence": EVIDENCE,
        "starts_at": at - timedelta(days=1),
        "ends_at": None,
    }
    return record_authority(membership=membership, by=manager, at=at, **{**facts, **fields})
