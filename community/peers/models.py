"""Questions and answers under chosen names, who looks at them first, and peer supporters in their own words."""

import re
import uuid
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from community.organisations.enums import Taxonomy
from community.organisations.models import Organisation, TaxonomyTerm
from community.organisations.queries import LANGUAGE
from community.peers import texts
from community.peers.enums import Outcome, ReportReason
from community.peers.queries import ModeratorQuerySet, NamingQuerySet, PostQuerySet, SupporterWordsQuerySet
from community.volunteers.models import Volunteer

LONGEST_KEY = 90
LONGEST_NAME, LONGEST_HEADING, LONGEST_WORDS, LONGEST_REASON, LONGEST_ABOUT = 30, 120, 3000, 600, 1500


def _heading_then_words() -> Any:
    said = SearchVector("heading", weight="A", config=LANGUAGE)
    return said + SearchVector("words", weight="B", config=LANGUAGE)


class ChosenName(models.Model):
    """The name under which somebody writes here. This row alone says whose it is; no page does.

    key: the name as two names are compared. A name that is given up is free again.
    looked_at: when a moderator first let others see it, with the first words under it. From then on another name waits
    for a moderator (`namings`).
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="chosen_name")
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    chosen_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"chosen name {self.pk}"


class Naming(models.Model):
    """A name that somebody wants instead of theirs: it waits, then is theirs, or a moderator asks for another one.

    One whom a moderator asked for another stands here, too, when others saw the name already. settled_by: nobody, where
    its author or the portal took it back. why: what a moderator wrote.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    voice = models.ForeignKey(ChosenName, on_delete=models.CASCADE, related_name="namings")
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_KEY)
    sent_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.TextField(blank=True)

    objects = NamingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["voice"], condition=Q(outcome=""), name="one_name_waits_at_a_time"),
            models.UniqueConstraint(fields=["key"], condition=Q(outcome=""), name="one_waits_for_a_name"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | Q(outcome=Outcome.REPLACED, settled_at__isnull=False, settled_by=None)
                | Q(outcome=Outcome.APPROVED, settled_at__isnull=False, settled_by__isnull=False)
                # By a moderator; or by the portal, when an account gets another name.
                | Q(outcome=Outcome.SENT_BACK, settled_at__isnull=False),
                name="a_name_is_settled_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.SENT_BACK) | ~Q(why=""), name="another_name_is_asked_for_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"naming {self.pk}"


class Post(models.Model):
    """A question, or an answer to one. Its words are in wordings; `shown` is the one that others read.

    Taken down by a moderator, it may be changed and come back; taken away by its author, it is gone.
    for_editors: what the CMS calls an answer. It stands on no page beside the chosen name.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    for_editors = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
    voice = models.ForeignKey(ChosenName, on_delete=models.PROTECT, related_name="posts")
    question = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    topic = models.ForeignKey(
        TaxonomyTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"taxonomy": Taxonomy.HELP},
    )
    shown = models.OneToOneField("Wording", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_since = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_down_why = models.TextField(blank=True)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(question=None, topic__isnull=False) | Q(question__isnull=False, topic=None),
                name="a_question_has_a_topic_and_an_answer_a_question",
            ),
            models.CheckConstraint(
                condition=Q(shown=None, shown_since=None) | Q(shown__isnull=False, shown_since__isnull=False),
                name="words_are_shown_since_some_time",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None, taken_down_by=None, taken_down_why="")
                | (Q(taken_down_at__isnull=False, taken_down_by__isnull=False) & ~Q(taken_down_why="")),
                name="taken_down_by_somebody_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["-shown_since"], condition=Q(question=None), name="questions_newest_first")]

    def __str__(self) -> str:
        return f"post {self.uuid}"

    def get_absolute_url(self) -> str:
        """Where others read it; an answer on the page of its question."""
        if self.question is None:
            return reverse("peers_question", args=[self.uuid])
        return f"{reverse('peers_question', args=[self.question.uuid])}#answer-{self.uuid}"

    @property
    def is_question(self) -> bool:
        return self.question_id is None

    @property
    def is_shown(self) -> bool:
        """Whether others read it, as far as it alone decides."""
        return bool(self.shown_id and not self.taken_down_at and not self.taken_away_at)


class Wording(models.Model):
    """Words that somebody sent for a question or an answer: they wait, then are shown or sent back. They never change.

    settled_by: the moderator; nobody where the author replaced them. why: what the moderator wrote to the author.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="wordings")
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    words = models.TextField()
    sent_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=_heading_then_words(), output_field=SearchVectorField(), db_persist=True, serialize=False
    )

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(outcome=""), name="one_wording_waits_at_a_time"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | Q(outcome=Outcome.REPLACED, settled_at__isnull=False, settled_by=None)
                | Q(
                    outcome__in=(Outcome.APPROVED, Outcome.SENT_BACK),
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                ),
                name="moderators_settle_words_and_authors_replace_them",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.SENT_BACK) | ~Q(why=""), name="nothing_is_sent_back_without_a_reason"
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="wording_by_words")]

    def __str__(self) -> str:
        return f"wording {self.uuid}"


class Helpful(models.Model):
    """Somebody found an answer helpful. Nobody sees who."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="helpful_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="helpful_once_a_person")]

    def __str__(self) -> str:
        return f"helpful {self.pk}"


class PostReport(models.Model):
    """Somebody told the moderators about what they read. Nobody sees who, the moderators neither.

    settled_by: the moderator; nobody where the author took away what it was about.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=ReportReason)
    words = models.TextField(blank=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "user"], condition=Q(settled_at=None), name="one_report_of_a_person_waits"
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(settled_at__isnull=False), name="report_settled_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Moderator(models.Model):
    """The time for which an organisation has named one of its people to look at what others write."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="moderators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="moderates_for")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ModeratorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="moderating_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(ends_at=None), name="named_moderator_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"moderator {self.pk}"


class PageWish(models.Model):
    """An editor would like to make a page for everybody out of an answer; its author says yes or no first.

    wording: the words that they said yes to; a page begins with these alone.
    taken_back_at: since when their yes holds no longer. A draft goes then; a page that is live stands until an editor
    takes it out.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="page_wish")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_yes = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said_yes=None, answered_at=None) | Q(said_yes__isnull=False, answered_at__isnull=False),
                name="author_said_yes_or_no_at_a_time",
            ),
            models.CheckConstraint(condition=Q(page=None) | Q(said_yes=True), name="no_page_without_the_authors_yes"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(said_yes=True), name="only_a_yes_can_be_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"wish for a page {self.pk}"

    @property
    def words_read(self) -> Wording | None:
        """Those of a page, or of a yes that stands. Where neither is left, the author reads the words of now."""
        return self.wording if self.page_id or not self.taken_back_at else None

    @property
    def page_is_out(self) -> bool:
        """Whether others can read the page."""
        return bool(self.page and self.page.live)


class SupporterWords(models.Model):
    """What a peer supporter has experience of, in their own words, for people who look for one."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.CASCADE, related_name="supporter_words")
    shown_as = models.CharField(max_length=60)
    words = models.TextField(max_length=LONGEST_ABOUT)
    wants_to_be_found = models.BooleanField(default=True, db_default=True)
    changed_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=SearchVector("words", config=LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
        serialize=False,
    )

    objects = SupporterWordsQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["search"], name="supporter_by_words")]

    def __str__(self) -> str:
        return f"supporter words {self.pk}"


@register_setting(icon="help")
class PeerRules(BaseGenericSetting):
    """What stands on the pages of questions and answers. A local rule."""

    about = models.TextField("what it is", default=texts.ABOUT, max_length=500)
    before_you_write = models.TextField("before people write", default=texts.BEFORE_YOU_WRITE, max_length=500)
    danger_words = models.TextField(
        "words that bring up the numbers to ring",
        default=texts.DANGER,
        blank=True,
        max_length=4000,
        help_text="One in each line, in small letters; the beginning of a word is enough. They hold nothing back.",
    )

    panels = [FieldPanel("about"), FieldPanel("before_you_write"), FieldPanel("danger_words")]

    class Meta:
        verbose_name = "questions to others"
        verbose_name_plural = "questions to others"

    def __str__(self) -> str:
        return "Questions to others"

    def speaks_of_danger(self, *said: str) -> bool:
        """Whether there is a word in it that should bring up the numbers to ring."""
        text = " ".join(" ".join(said).casefold().replace("’", "'").split())
        phrases = (" ".join(line.casefold().split()) for line in self.danger_words.splitlines())
        return any(re.search(rf"\b{re.escape(phrase)}", text) for phrase in phrases if phrase)
