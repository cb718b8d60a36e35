"""What becomes of a proposal that nobody answered."""

from datetime import datetime

from community.help_requests.enums import Settled
from community.help_requests.models import HelpRequest


def settle(held: HelpRequest, how: Settled, *, at: datetime) -> None:
    """The open proposal of a request that is held, if it has one, waits no longer."""
    held.offers.open().update(settled=how, settled_at=at)
