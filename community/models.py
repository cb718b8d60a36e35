"""Django looks for models here; each slice keeps its own."""

from community.caseload.models import OwnNote
from community.handover.models import Ending, Handover, SummaryAnswer
from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember
from community.organisations.models import (
    Availability,
    CostOption,
    DirectoryRules,
    Membership,
    Organisation,
    Place,
    TaxonomyTerm,
)
from community.replies.models import AwaitedReply
from community.team.models import Buddy

__all__ = [
    "Availability",
    "AwaitedReply",
    "Buddy",
    "CostOption",
    "DirectoryRules",
    "Ending",
    "Handover",
    "Membership",
    "Message",
    "MessageBefore",
    "MessageFile",
    "Organisation",
    "OwnNote",
    "Place",
    "ReadMark",
    "SummaryAnswer",
    "TaxonomyTerm",
    "Thread",
    "ThreadMember",
]
