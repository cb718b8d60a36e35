"""Threads and messages."""

from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from community.messaging.models import Message, MessageFile, Thread
from community.messaging.services import Outgoing, send_message, start_thread, worker_thread_of
from portal.accounts.models import User
from portal.relationships.models import CircleMembership


def thread_of(person: User, at: datetime | None = None) -> Thread:
    """A person's thread with their named social worker."""
    return worker_thread_of(person, at=at or timezone.now())


def family_thread(
    person: User, *places: CircleMembership, at: datetime, with_worker: bool = False, title: str = "Sunday dinner"
) -> Thread:
    """Another thread of a person, with people of their circle."""
    return start_thread(
        person=person, title=title, places=places, with_worker=with_worker, key=uuid4(), by=person, at=at
    )


def say(thread: Thread, by: User, words: str = "Good morning", at: datetime | None = None) -> Message:
    """A message, sent as a page sends it."""
    message = Outgoing(client_id=uuid4(), words=words)
    return send_message(thread=thread, by=by, message=message, at=at or timezone.now())


def add_file(
    message: Message, content: bytes = b"jpeg", *, name: str = "garden.jpg", kind: str = "image/jpeg"
) -> MessageFile:
    """A file of a message, as it is kept."""
    file = MessageFile(message=message, name=name, content_type=kind, size=len(content), sha256="0" * 64)
    file.blob.save(str(file.uuid), ContentFile(content))
    return file
