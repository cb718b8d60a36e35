"""Threads, the messages in them, and how far each reader has read."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.messaging.enums import ThreadKind
from community.messaging.queries import MessageQuerySet, ThreadMemberQuerySet, ThreadQuerySet
from planning.documents.models import Document
from portal.accounts.models import User
from portal.files.storage import private_storage
from portal.relationships.models import CircleMembership, Match


class Thread(models.Model):
    """What one person and others write to each other. It is the person's, whoever their social worker is.

    `with_worker` names the role, not the worker: who is in it follows the allocation and its cover by itself.
    `last_number` is that of the newest message. `revision` grows by one with each message and each edit: a page that
    knows the one it has can ask for everything since. Both change only under this row's lock.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=10, choices=ThreadKind)
    # What the person calls it; the one with the social worker needs no name.
    title = models.CharField(max_length=80, blank=True)
    with_worker = models.BooleanField(default=True)
    # The first message that the social worker reads: what was written before they were let in is not theirs.
    worker_from = models.PositiveIntegerField(default=1, db_default=1)
    last_number = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind=ThreadKind.WORKER), name="one_thread_with_the_named_worker"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ThreadKind.WORKER) | Q(with_worker=True), name="the_worker_is_in_their_own_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it is read and written."""
        return reverse("thread", args=[self.uuid])


class ThreadMember(models.Model):
    """A place in a thread for somebody of the person's circle, or for who helps them: it hangs on the membership, or on
    the match, and ends with it."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="members")
    membership = models.ForeignKey(
        CircleMembership, on_delete=models.PROTECT, null=True, blank=True, related_name="threads"
    )
    match = models.OneToOneField(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="place")
    # The first message that this member reads: what was written before they came is not theirs.
    from_number = models.PositiveIntegerField(default=1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="place_in_a_thread_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["thread", "membership"], condition=Q(ends_at=None), name="one_place_a_thread_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(membership=None, match__isnull=False) | Q(membership__isnull=False, match=None),
                name="a_place_for_the_circle_or_a_helper",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.pk} in thread {self.thread_id}"

    @property
    def user(self) -> User | None:
        """Whose place it is; nobody's while an invitation waits."""
        return self.match.helper if self.match else self.membership.supporter if self.membership else None


class Message(models.Model):
    """One message. Nobody ever deletes one, and an edit keeps the words before it (`MessageBefore`).

    `number` orders the messages of a thread without a gap; `client_id` is what the sending page called it, so that
    sending twice makes one row; `revision` is the thread's when this message was written or edited last.
    `document`, `question_id` and `entry_id` say what it points at: an answer of a plan, or one line of a list in it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    client_id = models.UUIDField()
    # Of everything that was sent under this client_id: the same id with other words is refused, not swallowed.
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages_written")
    words = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages")
    question_id = models.UUIDField(null=True, blank=True)
    entry_id = models.UUIDField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_number_a_thread"),
            models.UniqueConstraint(fields=["thread", "client_id"], name="sent_twice_is_one_message"),
        ]
        indexes = [
            models.Index(fields=["thread", "revision"], name="messages_by_revision"),
            models.Index(fields=["document", "question_id"], name="messages_at_an_answer"),
        ]

    def __str__(self) -> str:
        return f"message {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where it stands in its thread."""
        return f"{self.thread.get_absolute_url()}?at={self.number}#m{self.number}"


class MessageBefore(models.Model):
    """What a message said before an edit. Nothing changes or deletes it."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="before")
    words = models.TextField(blank=True)
    # When these words were written.
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["message", "written_at", "pk"]
        triggers = [pgtrigger.Protect(name="stays_as_said", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"earlier words of message {self.message_id}"


class MessageFile(models.Model):
    """A photo, a file or a voice note, cleaned by portal.files, served with its message only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    blob = models.FileField(upload_to="messages/", storage=private_storage)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["message", "pk"]

    def __str__(self) -> str:
        return f"file {self.uuid}"


class ReadMark(models.Model):
    """How far one reader has read one thread.

    It counts what is unread for the reader themselves; of it, only that staff have read is ever shown to anybody else.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="one_read_mark_a_reader")]

    def __str__(self) -> str:
        return f"read mark {self.pk}"
