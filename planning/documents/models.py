"""Documents that people make, their answers, and with whom they are shared."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from content.questions.models import QuestionSetVersion
from planning.documents.enums import Audience, StepState, VersionReason
from planning.documents.queries import (
    AnswerBesideQuerySet,
    AnswerQuerySet,
    DocumentQuerySet,
    GrantQuerySet,
    OwnPartQuerySet,
    VersionQuerySet,
)
from portal.authority.models import Authority
from portal.files.storage import private_storage
from portal.relationships.models import CircleMembership, Match


class Document(models.Model):
    """A support plan, a job description or a profile: the live draft of one person.

    It is pinned to the questions as they were published when it began (`question_set_version`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="documents")
    question_set_version = models.ForeignKey(QuestionSetVersion, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    # Where its owner left off: the address part of a step.
    last_step = models.CharField(max_length=80, blank=True)
    # A newer version of the questions that the owner looked at and did not want.
    declined_version = models.ForeignKey(
        QuestionSetVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What it began from: the trial that was kept, or the form that was sent. A second tap finds it again.
    kept_from = models.UUIDField(null=True, blank=True, editable=False)
    # Its owner deleted it. It can be put back for 30 days.
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Everything in it is gone for good; the row stays only for a version of it that was agreed.
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="documents_of_owner")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "kept_from"], name="kept_once"),
            models.CheckConstraint(
                condition=Q(emptied_at=None) | Q(deleted_at__isnull=False), name="only_what_was_deleted_is_emptied"
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.uuid}"

    def get_absolute_url(self) -> str:
        """Its page: the task list for those who write, the words for those who read."""
        return reverse("document", args=[self.uuid])

    def hold(self) -> "Document":
        """Let one change at a time through until this transaction ends; readers are not held up.

        Gives the document as it is now: another change may have been waited for.
        """
        held: Document = Document.objects.select_for_update(no_key=True).get(pk=self.pk)
        return held


class OwnHeading(models.Model):
    """A step that the owner added: a heading in their words, with questions of their own below it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="own_headings")
    step_id = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(max_length=120)
    # The step it follows, by id; None puts it first.
    after_step_id = models.UUIDField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Taken out, and still there to be put back.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OwnPartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "step_id"], name="own_heading_once")]

    def __str__(self) -> str:
        return f"own heading {self.pk}"


class OwnQuestion(models.Model):
    """A question that the owner added to any step; it is answered in free words."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="own_questions")
    question_id = models.UUIDField(default=uuid.uuid4)
    step_id = models.UUIDField()
    label = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    # Taken out, and still there to be put back with its answer.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OwnPartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "question_id"], name="own_question_once")]

    def __str__(self) -> str:
        return f"own question {self.pk}"


class StepMark(models.Model):
    """What the owner said about a step: done, or left out on purpose."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="step_marks")
    step_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=StepState, default=StepState.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "step_id"], name="one_mark_a_step")]

    def __str__(self) -> str:
        return f"step mark {self.pk}"


class Answer(models.Model):
    """The current answer to one question, whose id is that of the editor's block, never its label or place.

    `value` has the shape of its kind of question (see content.questions.kinds); entries of a list carry an
    `id` that survives edits, copies and versions. `number` grows by one with each change; a row with number 0
    and no value says only who may see the answer once there is one.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="answers")
    question_id = models.UUIDField()
    value = models.JSONField(null=True, blank=True)
    number = models.PositiveIntegerField(default=1)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.EVERYONE)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "question_id"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class AnswerBefore(models.Model):
    """What an answer was before a change: words are never overwritten without a trace. Nothing updates it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="before")
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True, blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="each_wording_once")]
        triggers = [pgtrigger.Protect(name="never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"answer {self.answer_id} as of {self.number}"


class AnswerBeside(models.Model):
    """What somebody wrote where an answer is kept from them: to them the question looked empty.

    It neither touches the kept answer nor tells of it; the owner decides what becomes of it. Every change is
    a row of its own, so nothing is overwritten.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="answers_beside")
    question_id = models.UUIDField()
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True, blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    # When the owner used these words or said no, thank you.
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerBesideQuerySet.as_manager()

    class Meta:
        ordering = ["document", "question_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "question_id", "number"], name="each_wording_beside_once")
        ]

    def __str__(self) -> str:
        return f"words beside answer {self.question_id}"


class DocumentFile(models.Model):
    """A photo or a file inside a document, cleaned by portal.files, served with its document only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    question_id = models.UUIDField()
    blob = models.FileField(upload_to="documents/", storage=private_storage)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    # Of what is kept; "" for what was kept before this was written down.
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file {self.uuid}"


class Grant(models.Model):
    """One share of one document: with a member of the circle, with a matched helper, or with whoever is the named
    social worker.

    It holds only while what it hangs on is active: the circle membership, the match, or (for the worker's share) the
    allocation or cover of that moment. It names the role, not the worker, so it follows a handover by itself.
    `authority`: one that a manager recorded, in place of the owner's own ticks; it holds only while that one does.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="grants")
    circle_membership = models.ForeignKey(
        CircleMembership, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    to_named_worker = models.BooleanField(default=False)
    can_comment = models.BooleanField(default=False)
    can_suggest = models.BooleanField(default=False)
    can_edit = models.BooleanField(default=False)
    can_see_budget = models.BooleanField(default=False)
    # Questions left out of this share alone, beside what each answer's audience already keeps back.
    left_out = ArrayField(models.UUIDField(), default=list, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_named_worker=True, circle_membership=None, match=None)
                | Q(to_named_worker=False, circle_membership__isnull=False, match=None)
                | Q(to_named_worker=False, circle_membership=None, match__isnull=False),
                name="grant_to_worker_circle_or_helper",
            ),
            models.CheckConstraint(condition=Q(to_named_worker=False) | Q(can_edit=False), name="a_worker_never_edits"),
            models.CheckConstraint(
                condition=Q(match=None) | Q(can_edit=False, can_see_budget=False), name="a_helper_never_edits"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="grant_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(to_named_worker=True, ends_at=None),
                name="one_open_share_with_the_worker",
            ),
            models.UniqueConstraint(
                fields=["document", "circle_membership"],
                condition=Q(ends_at=None, authority=None),
                name="one_open_share_a_supporter",
            ),
            models.UniqueConstraint(fields=["document", "authority"], name="one_share_an_authority"),
            models.UniqueConstraint(
                fields=["document", "match"], condition=Q(ends_at=None), name="one_open_share_a_helper"
            ),
            models.CheckConstraint(
                condition=Q(authority=None) | Q(circle_membership__isnull=False), name="authority_is_held_in_the_circle"
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class Version(models.Model):
    """A document as it stood at one moment, with everything that is needed to read it again.

    The database lets nothing change it. Taking it away is possible only together with its document, 30 days
    after its owner deleted that, and never once it was agreed (decision 0007).
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=12, choices=VersionReason)
    # What its owner calls it, where they gave it a name.
    name = models.CharField(max_length=120, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # To which social worker it went, for a version that was sent.
    sent_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The form that made it: a second tap finds it again.
    kept_from = models.UUIDField(null=True, blank=True, editable=False)
    # See planning.documents.snapshots.
    snapshot = models.JSONField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_number_a_document"),
            models.UniqueConstraint(fields=["document", "kept_from"], name="one_version_a_form"),
            models.CheckConstraint(
                condition=Q(why=VersionReason.SENT, sent_to__isnull=False)
                | (~Q(why=VersionReason.SENT) & Q(sent_to=None)),
                name="what_was_sent_names_whom",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="unchangeable", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="goes_only_with_its_document",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM planning_document
                        WHERE id = OLD.document_id AND deleted_at <= now() - interval '30 days'
                    ) THEN
                        RAISE EXCEPTION 'a version goes only with its document, 30 days after that was deleted';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of document {self.document_id}"

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("document_version", args=[self.document.uuid, self.number])


class Agreement(models.Model):
    """That a version was agreed: a row of its own, since the version itself never changes."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="agreement")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [pgtrigger.Protect(name="stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"agreement on version {self.version_id}"
