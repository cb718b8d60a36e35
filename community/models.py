"""Django looks for models here; each slice keeps its own."""

from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember

__all__ = ["Message", "MessageBefore", "MessageFile", "ReadMark", "Thread", "ThreadMember"]
