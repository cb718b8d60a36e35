"""Who may keep sources of help, and point whom to them. Each raises Denied with a sentence to read."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from community.known_sources.models import KnownSource, PointedSource
from community.organisations.models import Organisation
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.relationships.queries import acts_for

ONLY_WORKERS = "Only social workers keep a list of places they know."
NOT_YET = "Write a day that is today or before."
NOT_LISTED = "This place is not in the directory now."
NOT_THEIRS = "Only their social worker, or who stands in, can point somebody to a place."
NO_WORDS = "Write a sentence that says why you think of this place."
NONE_CHOSEN = "Choose at least one place."
NOT_YOURS = "Only the one who pointed to it can take it back."


def check_can_keep(
    worker: User, organisation: Organisation, *, known: bool, seen_on: date | None, at: datetime
) -> None:
    """A social worker, a place that everybody can find, a day that has been. What one knows already (`known`) can be
    changed also when nobody finds it any more. Raises Denied."""
    if not worker.is_social_worker or not worker.is_active:
        raise Denied(ONLY_WORKERS)
    if not organisation.live and not known:
        raise Denied(NOT_LISTED)
    if seen_on and seen_on > timezone.localdate(at):
        raise Denied(NOT_YET)


def check_can_point(worker: User, person: User, sources: Collection[KnownSource], *, words: str, at: datetime) -> None:
    """Who acts for the person now, to places on their own list, with words that can be read. Raises Denied."""
    if not worker.is_social_worker or not acts_for(worker, person, at=at):
        raise Denied(NOT_THEIRS)
    if not sources:
        raise Denied(NONE_CHOSEN)
    if any(source.worker_id != worker.pk or not source.organisation.live for source in sources):
        raise Denied(NOT_LISTED)
    if not can_be_read(words):
        raise Denied(NO_WORDS)


def check_can_take_back(pointed: PointedSource, *, by: User) -> None:
    """Whoever pointed takes it back, also when the person has another worker by now. Raises Denied."""
    if pointed.worker_id != by.pk:
        raise Denied(NOT_YOURS)
