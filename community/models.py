"""Django looks for models here; each slice keeps its own."""

from community.caseload.models import OwnNote
from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember
from community.replies.models import AwaitedReply

__all__ = [
    "AwaitedReply",
    "Message",
    "MessageBefore",
    "MessageFile",
    "OwnNote",
    "ReadMark",
    "Thread",
    "ThreadMember",
]
