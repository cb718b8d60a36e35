"""What becomes of a proposal that nobody answered."""

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from community.help_requests.enums import Settled
from community.help_requests.models import HelpRequest


def settle(held: HelpRequest, how: Settled, *, at: datetime) -> None:
    """The open proposal of a request that is held, if it has one, waits no longer.

    A window may have begun before the proposal that it settles: the locks put them in order, not their moments.
    """
    held.offers.open().update(settled=how, settled_at=Greatest(F("proposed_at"), Value(at)))
