"""Django looks for models here; each slice keeps its own."""

from community.caseload.models import OwnNote
from community.handover.models import Ending, Handover, SummaryAnswer
from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember
from community.replies.models import AwaitedReply
from community.team.models import Buddy

__all__ = [
    "AwaitedReply",
    "Buddy",
    "Ending",
    "Handover",
    "Message",
    "MessageBefore",
    "MessageFile",
    "OwnNote",
    "ReadMark",
    "SummaryAnswer",
    "Thread",
    "ThreadMember",
]
