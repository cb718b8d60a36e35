"""Who may say what beside somebody's words. A conversation is between its author and the owner until opened."""

from datetime import datetime

from content.questions.definitions import QuestionDefinition
from planning.comments.models import Comment, Suggestion
from planning.documents.models import Answer, Document
from planning.documents.policies import check_can_comment, check_can_suggest
from portal.access.decisions import Denied
from portal.accounts.models import User

# Answers that are words and nothing else: for these, other words can be offered.
IN_WORDS = frozenset({"short_text", "long_text"})

NOTHING_HERE = "There is nothing written here yet. You can comment once there is."
NOT_IN_WORDS = "You can comment on this answer. Other words can only be suggested where an answer is all words."


def takes_suggestions(question: QuestionDefinition) -> bool:
    """Whether an answer to this question is words alone. Questions that people added always are."""
    return question.own or question.kind in IN_WORDS


def check_can_add(user: User, document: Document, question_id: str, at: datetime) -> None:
    """The owner anywhere; others with the tick for it, beside an answer that they can read.

    To others, an answer that is kept from them and one that was never given look alike, so they are refused
    with the same sentence. Raises Denied.
    """
    check_can_comment(user, document, at)
    _check_reads(user, document, question_id, at)


def check_can_offer(user: User, document: Document, question: QuestionDefinition, at: datetime) -> None:
    """Those with the tick for suggestions, never the owner, beside an answer in words. Raises Denied."""
    check_can_suggest(user, document, at)
    if not takes_suggestions(question):
        raise Denied(NOT_IN_WORDS)
    _check_reads(user, document, question.id, at)


def check_can_reply(user: User, comment: Comment, at: datetime) -> None:
    """Whoever sees the conversation and may comment on the document. Raises Denied."""
    _check_visible(user, comment, at)
    check_can_comment(user, comment.document, at)


def check_can_mark_as_done(user: User, comment: Comment, at: datetime) -> None:
    """The owner of the document, and whoever began the conversation and may still comment. Raises Denied."""
    _check_visible(user, comment, at)
    if user.pk not in {comment.document.owner_id, comment.author_id}:
        names = f"{comment.document.owner.known_as} and {comment.author.known_as}"
        raise Denied(f"Only {names} can say when this is done.")
    check_can_comment(user, comment.document, at)


def check_can_open(user: User, comment: Comment) -> None:
    """Only the owner decides who can read a conversation. Raises Denied."""
    if user.pk != comment.document.owner_id:
        raise Denied(f"Only {comment.document.owner.known_as} decides who can read this conversation.")


def check_can_decide(user: User, suggestion: Suggestion) -> None:
    """Only the owner of the words decides about other words for them. Raises Denied."""
    if user.pk != suggestion.document.owner_id:
        raise Denied(f"Only {suggestion.document.owner.known_as} decides about these words.")


def _check_visible(user: User, comment: Comment, at: datetime) -> None:
    if not Comment.objects.visible_to(user, at=at).filter(pk=comment.pk).exists():
        raise Denied("This conversation is not open to you.")


def _check_reads(user: User, document: Document, question_id: str, at: datetime) -> None:
    if document.owner_id == user.pk:
        return
    readable = Answer.objects.read_by(user, document, at=at).given()
    if not readable.filter(question_id=question_id).exists():
        raise Denied(NOTHING_HERE)
