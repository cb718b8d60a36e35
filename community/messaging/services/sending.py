"""Sending and editing messages: kept first, then told."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from community.messaging.inside import inside_of
from community.messaging.live import hint_on_commit
from community.messaging.models import Message, MessageBefore, MessageFile, Thread
from community.messaging.places import tell_of_sent
from community.messaging.policies import SeenByOthers, SentDifferently, check_can_edit, check_can_write
from community.messaging.services.telling import tell_the_others
from community.messaging.services.threads import hold, mark_read
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.files.services import Taken

EMPTY = "Write a few words, or add a photo, a file or a voice note."


@dataclass(frozen=True)
class Outgoing:
    """What a page sends.

    client_id: what the page calls it; sent again under the same id it stays one message.
    reply_to: the number of the message that this one answers. files: cleaned by portal.files.
    document, question_id, entry_id: the answer, or the line of a list, that it points at.
    seen_by: the key of who can see it as the page says (`Inside.key`); "" from a page that does not say.
    """

    client_id: UUID
    words: str
    reply_to: int | None = None
    files: Sequence[Taken] = ()
    document: Document | None = None
    question_id: UUID | None = None
    entry_id: UUID | None = None
    seen_by: str = ""

    @property
    def digest(self) -> str:
        """Tells one body from another."""
        parts = [
            self.words,
            self.reply_to,
            [hashlib.sha256(file.content).hexdigest() for file in self.files],
            *(str(part or "") for part in (self.document and self.document.uuid, self.question_id, self.entry_id)),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@transaction.atomic
def send_message(*, thread: Thread, by: User, message: Outgoing, at: datetime) -> Message:
    """Keep a message as the next one of its thread, and tell whoever waits for it.

    The same client_id with the same body gives the message that is there already, however often it comes.
    Raises Denied where the sender may not write or nothing was written, SentDifferently where the same client_id
    was kept with another body, SeenByOthers where it would be read by others than the page said.
    """
    # One at a time in a thread: numbers follow each other, and nobody reads 7 before 6 is there.
    thread = hold(thread)
    check_can_write(by, thread, at)
    known: Message | None = Message.objects.filter(thread=thread, client_id=message.client_id).first()
    if known:
        if known.author_id != by.pk or known.digest != message.digest:
            raise SentDifferently
        return known
    if not message.words.strip() and not message.files:
        raise Denied(EMPTY)
    if message.seen_by and message.seen_by != inside_of(thread, at=at).key(by):
        raise SeenByOthers
    kept = _keep(thread, by, message, at)
    mark_read(thread=thread, by=by, number=kept.number, at=at)
    record("message written", by=by, person=thread.person, about=kept, at=at, thread=str(thread.uuid))
    tell_the_others(kept, at=at)
    tell_of_sent(kept, at)
    hint_on_commit(thread)
    return kept


@transaction.atomic
def edit_message(*, message: Message, by: User, words: str, at: datetime) -> Message:
    """Change the words of one's own message within 15 minutes; the words before stay readable beside it.

    Raises Denied.
    """
    thread = hold(message.thread)
    message = Message.objects.select_related("author").get(pk=message.pk)
    message.thread = thread
    check_can_edit(by, message, at)
    if words == message.words:
        return message
    if not words.strip() and not message.files.exists():
        raise Denied(EMPTY)
    MessageBefore.objects.create(message=message, words=message.words, written_at=message.edited_at or message.sent_at)
    thread.revision += 1
    thread.save(update_fields=["revision"])
    message.words, message.edited_at, message.revision = words, at, thread.revision
    message.save(update_fields=["words", "edited_at", "revision"])
    record("message edited", by=by, person=thread.person, about=message, at=at, thread=str(thread.uuid))
    hint_on_commit(thread)
    return message


def _keep(thread: Thread, by: User, message: Outgoing, at: datetime) -> Message:
    thread.last_number += 1
    thread.revision += 1
    thread.save(update_fields=["last_number", "revision"])
    answered = None
    if message.reply_to is not None:
        answered = Message.objects.visible_to(by, at=at).filter(thread=thread, number=message.reply_to).first()
    kept = Message.objects.create(
        thread=thread,
        number=thread.last_number,
        revision=thread.revision,
        client_id=message.client_id,
        digest=message.digest,
        author=by,
        words=message.words,
        sent_at=at,
        reply_to=answered,
        document=message.document,
        question_id=message.question_id,
        entry_id=message.entry_id,
    )
    for taken in message.files:
        file = MessageFile(
            message=kept,
            name=taken.name,
            content_type=taken.content_type,
            size=len(taken.content),
            sha256=hashlib.sha256(taken.content).hexdigest(),
        )
        file.blob.save(str(file.uuid), taken.as_file(), save=True)
    return kept
