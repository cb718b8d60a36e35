"""Threads and messages."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Model
from django.db.models.base import ModelState
from django.utils import timezone

from community.messaging.models import Message, MessageFile, Thread, ThreadMember
from community.messaging.services import Outgoing, send_message, start_thread, worker_thread_of
from portal.accounts.models import User
from portal.relationships.models import CircleMembership

Row = TypeVar("Row", bound=Model)


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


def same_again(thread: Thread, people: Sequence[User]) -> None:
    """The same thread, with its places and messages, once more for each of these people."""
    places, messages = list(ThreadMember.objects.filter(thread=thread)), list(Message.objects.filter(thread=thread))
    for person in people:
        again = copied(thread, uuid=uuid4(), person=person)
        again.save()
        ThreadMember.objects.bulk_create(copied(place, thread=again) for place in places)
        Message.objects.bulk_create(
            copied(message, thread=again, uuid=uuid4(), client_id=uuid4()) for message in messages
        )


def copied(row: Row, **changed: Any) -> Row:
    """A row like this one, not saved yet."""
    found = copy(row)
    found.pk, found._state = None, ModelState()
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def add_file(
    message: Message, content: bytes = b"jpeg", *, name: str = "garden.jpg", kind: str = "image/jpeg"
) -> MessageFile:
    """A file of a message, as it is kept."""
    file = MessageFile(message=message, name=name, content_type=kind, size=len(content), sha256="0" * 64)
    file.blob.save(str(file.uuid), ContentFile(content))
    return file
