"""What stands beside each answer, as one reader meets it: read once for a whole page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.urls import reverse

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import kind_of
from content.wizards import held
from content.wizards.stores import StoredAnswer
from planning.comments.enums import SuggestionState
from planning.comments.forms import CommentForm, EntryCommentForm, ReplyForm, SuggestionForm, WritingForm
from planning.comments.models import Comment, Suggestion
from planning.comments.policies import takes_suggestions
from planning.comments.speakers import Speaker, Speakers
from planning.documents.looking import Look
from planning.documents.models import Answer, Grant
from planning.documents.policies import Abilities
from portal.components.lists import in_a_row

NOT_LISTED = "something that is not in the list any more"

AForm = TypeVar("AForm", bound=WritingForm)


@dataclass(frozen=True)
class Said:
    """One comment with whoever wrote it."""

    speaker: Speaker
    text: str
    at: datetime


@dataclass(frozen=True)
class Conversation:
    """A comment and the answers to it. about: the entry of a list that it is on, "" for all of the answer.

    waiting: for the owner, whether somebody else spoke last; opened: whether others can read it;
    may_reply, may_finish (mark as done and open again), may_open: what this reader can do with it.
    """

    uuid: UUID
    first: Said
    answers: Sequence[Said]
    opened: bool
    done: bool
    waiting: bool
    may_reply: bool
    may_finish: bool
    may_open: bool
    reply_form: ReplyForm | None = None
    about: str = ""


@dataclass(frozen=True)
class Offer:
    """A suggestion. before: the words as they stand now; changed_since: whether they are not those any more
    for which it was made; may_decide: whether this reader is the owner and it is open;
    may_use: the same, and the question is still asked; answer: what the owner said to it when declining."""

    uuid: UUID
    speaker: Speaker
    words: str
    why: str
    at: datetime
    state: str
    state_words: str
    before: str
    changed_since: bool
    may_decide: bool
    may_use: bool
    answer: str = ""


@dataclass
class Beside:
    """Everything beside one answer, and the forms for more of it."""

    question_id: str
    label: str
    conversations: list[Conversation] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    finished: list[Conversation] = field(default_factory=list)
    decided: list[Offer] = field(default_factory=list)
    comment_form: CommentForm | None = None
    suggestion_form: SuggestionForm | None = None

    @property
    def waits(self) -> bool:
        """Whether something here waits for this reader."""
        return any(c.waiting for c in self.conversations) or any(o.may_decide for o in self.offers)

    @property
    def anything(self) -> bool:
        """Whether anybody has said anything here."""
        return bool(self.conversations or self.offers or self.finished or self.decided)

    @property
    def worth_showing(self) -> bool:
        """Whether there is anything to read or to do."""
        return self.anything or self.comment_form is not None or self.suggestion_form is not None

    def conversation(self, uuid: UUID) -> Conversation | None:
        """The conversation that this comment began."""
        return next((c for c in [*self.conversations, *self.finished] if c.uuid == uuid), None)

    @property
    def done_count(self) -> int:
        """How much is folded away."""
        return len(self.finished) + len(self.decided)


class Reading:
    """One reader's look at everything that is said about one document.

    begins: whether there are forms to begin a conversation or a suggestion with.
    """

    def __init__(self, look: Look, *, next_url: str, begins: bool = True) -> None:
        document, reader = look.document, look.reader
        self.document = document
        self.reader = reader
        self.at = look.at
        self.next_url = next_url
        self.begins = begins
        self.is_owner = document.owner_id == reader.pk
        self.can: Abilities = look.can
        # While planning rests nothing waits for its owner.
        self.decides = self.is_owner and not self.can.rests
        self.store = look.store

    def beside(self, question_ids: Collection[str] | None = None) -> dict[str, Beside]:
        """What stands beside the answers to these questions (to all of them), in a constant number of queries."""
        comments, offers = self._said(question_ids)
        if not (comments or offers or self.begins):
            return {}
        questions = [q for q in self.store.definition.questions() if question_ids is None or q.id in question_ids]
        return self._together(questions, comments, offers)

    def beside_questions(self, questions: Sequence[QuestionDefinition]) -> dict[str, Beside]:
        """The same for questions that may not be asked any more."""
        return self._together(questions, *self._said([question.id for question in questions]))

    def _said(self, question_ids: Collection[str] | None) -> tuple[list[Comment], list[Suggestion]]:
        """The comments and suggestions. Their authors are no join: beside most answers nobody has spoken."""
        comments = Comment.objects.read_by(self.reader, self.document, at=self.at).prefetch_related("author")
        offers = Suggestion.objects.read_by(self.reader, self.document, at=self.at).prefetch_related("author")
        if question_ids is not None:
            comments = comments.filter(question_id__in=question_ids)
            offers = offers.filter(question_id__in=question_ids)
        return list(comments), list(offers)

    def _together(
        self, questions: Sequence[QuestionDefinition], comments: Iterable[Comment], offers: Iterable[Suggestion]
    ) -> dict[str, Beside]:
        ids = {question.id for question in questions}
        comments = [comment for comment in comments if str(comment.question_id) in ids]
        offers = [offer for offer in offers if str(offer.question_id) in ids]
        people = {comment.author for comment in comments} | {offer.author for offer in offers}
        speakers = Speakers(self.document, self.reader, self.at, people)
        readable = self._readable(ids) if self.begins else ()
        found = {q.id: self._begin(q, readable=q.id in readable) for q in questions}
        names = {q.id: self.entries(q) for q in questions if any(c.entry_id for c in comments)}
        self._add_conversations(found, comments, speakers, names)
        for offer in offers:
            self._add_offer(found[str(offer.question_id)], offer, speakers)
        return found

    def panel(self, beside: Beside) -> dict[str, Any]:
        """What the template of everything beside one answer needs."""
        return {
            "document": self.document,
            "beside": beside,
            "next": self.next_url,
            "is_owner": self.is_owner,
        }

    def standing(self, question_id: str) -> StoredAnswer:
        """The answer as it stands for this reader."""
        return self.store.answers().get(question_id, StoredAnswer())

    def entries(self, question: QuestionDefinition) -> dict[str, str]:
        """What is in the list that answers a question, as this reader sees it."""
        return kind_of(question).entries(self.standing(question.id).value)

    def _readable(self, ids: Collection[str]) -> Collection[str]:
        """Where this reader may write: the owner everywhere, others beside answers that they read."""
        if self.is_owner:
            return ids
        if not (self.can.comment or self.can.suggest):
            return ()
        given = Answer.objects.read_by(self.reader, self.document, at=self.at).filter(question_id__in=ids).given()
        return {str(question) for question in given.values_list("question_id", flat=True)}

    def _begin(self, question: QuestionDefinition, *, readable: bool) -> Beside:
        beside = Beside(question.id, question.label)
        if readable and self.can.comment:
            beside.comment_form = self._held(
                comment_form(question.id, self.next_url, self.who_reads, self.entries(question)),
                "comment_add",
                question.id,
            )
        if readable and self.can.suggest and not self.is_owner and takes_suggestions(question):
            beside.suggestion_form = self._held(
                suggestion_form(question.id, self.next_url, self.standing(question.id)), "suggestion_add", question.id
            )
        return beside

    @cached_property
    def who_reads(self) -> str:
        """Who can read a comment that is written now, as a sentence."""
        if self.is_owner:
            return "Only you can read it, until you open it to others."
        name = self.document.owner.known_as
        names = [name, *Grant.objects.holders(self.document, at=self.at, but=self.reader)]
        if self.reader.is_social_worker:
            names.append(f"whoever is {name}’s social worker")
        reads = "reads" if len(names) == 1 else "read"
        return f"{in_a_row(names)} {reads} it. Others can only read it if {name} opens it to them."

    def _held(self, form: AForm, name: str, about: Any) -> AForm:
        form.held_for = held.token(self.reader, reverse(name, args=[self.document.uuid, about]))
        return form

    def _add_conversations(
        self,
        found: Mapping[str, Beside],
        comments: Iterable[Comment],
        speakers: Speakers,
        entries: Mapping[str, Mapping[str, str]],
    ) -> None:
        answers: dict[int, list[Comment]] = {}
        first: list[Comment] = []
        for comment in comments:
            if comment.parent_id is None:
                first.append(comment)
            else:
                answers.setdefault(comment.parent_id, []).append(comment)
        for comment in first:
            conversation = self._conversation(comment, answers.get(comment.pk, []), speakers)
            if comment.entry_id:
                named = entries.get(str(comment.question_id), {})
                conversation = replace(conversation, about=named.get(str(comment.entry_id), NOT_LISTED))
            beside = found[str(comment.question_id)]
            (beside.finished if conversation.done else beside.conversations).append(conversation)

    def _conversation(self, comment: Comment, answers: Sequence[Comment], speakers: Speakers) -> Conversation:
        last = answers[-1] if answers else comment
        return Conversation(
            uuid=comment.uuid,
            first=Said(speakers.of(comment.author), comment.text, comment.created_at),
            answers=[Said(speakers.of(a.author), a.text, a.created_at) for a in answers],
            opened=comment.opened_at is not None,
            done=comment.done_at is not None,
            waiting=self.decides and comment.done_at is None and last.author_id != self.reader.pk,
            may_reply=self.can.comment,
            may_finish=not self.can.rests
            and (self.is_owner or (self.can.comment and comment.author_id == self.reader.pk)),
            may_open=self.is_owner,
            reply_form=self._held(reply_form(comment.uuid, self.next_url), "comment_reply", comment.uuid)
            if self.can.comment
            else None,
        )

    def _add_offer(self, beside: Beside, offer: Suggestion, speakers: Speakers) -> None:
        standing = self.standing(beside.question_id)
        speaker = speakers.of(offer.author)
        speaker = replace(speaker, role="your suggestion") if speaker.mine else speaker
        is_open = offer.state == SuggestionState.OPEN
        shown = Offer(
            uuid=offer.uuid,
            speaker=speaker,
            words=offer.words,
            why=offer.why,
            at=offer.created_at,
            state=offer.state,
            state_words=str(offer.get_state_display()),
            before=str(standing.value or ""),
            changed_since=is_open and standing.number != offer.based_on,
            may_decide=is_open and self.decides,
            answer=offer.answer,
            may_use=is_open and self.decides and self.store.definition.step_of(beside.question_id) is not None,
        )
        (beside.offers if is_open else beside.decided).append(shown)


def comment_form(
    question_id: str, next_url: str, who_reads: str, entries: Mapping[str, str], data: Any = None
) -> CommentForm:
    """The form for a new comment; its boxes have ids of their own on a page with many.

    entries: what is in the list that it stands beside, by id; empty where it is no list.
    """
    named: dict[str, Any] = {"auto_id": f"comment-{question_id}-%s", "initial": _named(next_url)}
    form = EntryCommentForm(data, entries=entries, **named) if entries else CommentForm(data, **named)
    form.fields["text"].help_text = who_reads
    return form


def reply_form(comment: UUID, next_url: str, data: Any = None) -> ReplyForm:
    """The form for an answer in a conversation."""
    return ReplyForm(data, auto_id=f"reply-{comment}-%s", initial=_named(next_url))


def suggestion_form(question_id: str, next_url: str, standing: StoredAnswer, data: Any = None) -> SuggestionForm:
    """The form for other words; it begins with those that stand there."""
    initial = {**_named(next_url), "seen": standing.number, "words": standing.value or ""}
    return SuggestionForm(data, auto_id=f"suggest-{question_id}-%s", initial=initial)


def _named(next_url: str) -> dict[str, Any]:
    return {"key": str(uuid4()), "next": next_url}
