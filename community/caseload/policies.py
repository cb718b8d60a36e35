"""Who may keep a note for themselves. Raises Denied with a sentence that a person can read."""

from datetime import datetime

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.relationships.queries import acts_for


def check_can_note(worker: User, person: User, at: datetime) -> None:
    """Whoever is the person's social worker now, or stands in for them. Raises Denied."""
    if not worker.is_social_worker or not acts_for(worker, person, at=at):
        raise Denied("This is not one of your people now.")
