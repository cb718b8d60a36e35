"""One reader's look at one document: taken once for a whole page, and handed to everything that stands on it."""

from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from planning.documents.models import Document
from planning.documents.policies import Abilities, abilities
from planning.documents.store import DocumentAnswerStore
from portal.accounts.models import User

# What these ask for changes nothing that a look tells of: it is as true at the end of the page as at its beginning.
READING = frozenset({"GET", "HEAD"})


class Look:
    """What one reader may do with a document at one moment, and what they see of it; each is read when first asked."""

    def __init__(self, document: Document, reader: User, at: datetime) -> None:
        self.document = document
        self.reader = reader
        self.at = at

    @cached_property
    def can(self) -> Abilities:
        """What they may do."""
        return abilities(self.reader, self.document, self.at)

    @cached_property
    def store(self) -> DocumentAnswerStore:
        """The answers that they see."""
        return DocumentAnswerStore(self.document, self.reader, self.at)


def look_at(request: HttpRequest, document: Document, *, at: datetime | None = None) -> Look:
    """The look of whoever is signed in, who has to be somebody.

    at: the moment of the view; the panels of its page leave it out. While a page is read, the first look is kept for
    all that ask after it, and goes with the request. Where something is sent every look is a new one: what it tells
    may be different after each step.
    """
    assert isinstance(request.user, User)  # noqa: S101 - for types; views and panels ask before
    if request.method not in READING:
        return Look(document, request.user, at or timezone.now())
    kept: dict[tuple[int, int], Look] = request.__dict__.setdefault("looks", {})
    return kept.setdefault((document.pk, request.user.pk), Look(document, request.user, at or timezone.now()))
