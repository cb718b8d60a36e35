"""Django looks for models here; each slice keeps its own."""

from community.caseload.models import OwnNote
from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember

__all__ = ["Message", "MessageBefore", "MessageFile", "OwnNote", "ReadMark", "Thread", "ThreadMember"]
