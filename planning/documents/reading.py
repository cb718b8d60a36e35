"""How a document is read: the same questions to ask of it as it is now, and of a version of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from content.wizards.stores import AnswerReading
from planning.documents.models import Document
from portal.accounts.models import User


class Reading(AnswerReading, Protocol):
    """One document as one reader may see it at one moment. DocumentAnswerStore and VersionStore are readings.

    owner_reads: whether the reader is its owner. version_number: None for the document as it is now.
    """

    document: Document
    user: User
    at: datetime
    owner_reads: bool
    version_number: int | None

    def audiences(self) -> Mapping[str, str]:
        """For the owner: who may see each answer, where that was chosen. Empty for everybody else."""
        ...
