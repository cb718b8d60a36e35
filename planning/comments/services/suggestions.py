"""Other words for an answer: anybody who was asked may offer them, and only the owner makes them theirs."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from content.questions.definitions import QuestionDefinition
from content.wizards.stores import AnswerChange, StoredAnswer
from planning.comments.enums import SuggestionState
from planning.comments.models import Suggestion
from planning.comments.policies import check_can_decide, check_can_offer
from planning.comments.services.conversations import SentBeforeError, comments_path
from planning.documents.models import Document
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify

SAME_WORDS = "These are the words that stand there now. Change something in them first."


class WordsChangedError(Exception):
    """The answer is not the one that the words were offered for, or not the one the owner just saw.

    standing: the answer as it is now.
    """

    def __init__(self, standing: StoredAnswer) -> None:
        super().__init__()
        self.standing = standing


def suggest(
    *,
    document: Document,
    question: QuestionDefinition,
    words: str,
    by: User,
    at: datetime,
    why: str = "",
    seen: int | None = None,
    key: UUID | None = None,
) -> Suggestion:
    """Offer other words for one answer. Nothing changes until the owner says so.

    seen: the number of the answer that its author had before them, the current one if it is not said.
    key: names this form; sending it twice gives the suggestion of the first time.
    Raises Denied, also when the words are those that stand there, and SentBeforeError for a key used before.
    """
    with transaction.atomic():
        document.hold()
        check_can_offer(by, document, question, at)
        before = _kept_before(key, document, by, question.id, words)
        if before:
            return before
        standing = DocumentAnswerStore(document, by, at).answers().get(question.id, StoredAnswer())
        if standing.value == words:
            raise Denied(SAME_WORDS)
        suggestion = Suggestion.objects.create(
            uuid=key or uuid4(),
            document=document,
            question_id=question.id,
            author=by,
            words=words,
            why=why,
            based_on=standing.number if seen is None else min(seen, standing.number),
            created_at=at,
        )
        _record("suggestion offered", suggestion, by=by, at=at)
        notify(user=document.owner, kind=Kind.SUGGESTION, path=comments_path(document), at=at)
    return suggestion


def accept_suggestion(*, suggestion: Suggestion, by: User, at: datetime, seen: int | None = None) -> bool:
    """Make the offered words the answer; the owner counts as having typed them, the words before are kept.

    seen: the number of the answer beside which the owner decided; without it, the one the words were offered
    for. Gives False when it was decided before: then nothing changes. Raises Denied for anybody but the owner,
    and WordsChangedError when the answer has another number now.
    """
    return _use(suggestion, suggestion.words, SuggestionState.ACCEPTED, by=by, at=at, seen=seen)


def accept_with_changes(*, suggestion: Suggestion, words: str, by: User, at: datetime, seen: int | None = None) -> bool:
    """The same with the owner's changes in them. Otherwise as accept_suggestion."""
    state = SuggestionState.ACCEPTED if words == suggestion.words else SuggestionState.CHANGED
    return _use(suggestion, words, state, by=by, at=at, seen=seen)


def decline_suggestion(*, suggestion: Suggestion, by: User, at: datetime, answer: str = "") -> bool:
    """No, thank you: the answer stays. Gives False when it was decided before. Raises Denied.

    answer: a word to whoever offered the other words; nobody has to give a reason.
    """
    with transaction.atomic():
        suggestion.document.hold()
        check_can_decide(by, suggestion)
        return _decide(suggestion, SuggestionState.DECLINED, by=by, at=at, answer=answer)


def _use(
    suggestion: Suggestion, words: str, state: SuggestionState, *, by: User, at: datetime, seen: int | None
) -> bool:
    with transaction.atomic():
        suggestion.document.hold()
        check_can_decide(by, suggestion)
        if not Suggestion.objects.open().filter(pk=suggestion.pk).exists():
            return False
        number = suggestion.based_on if seen is None else seen
        store = DocumentAnswerStore(suggestion.document, by, at)
        saved = store.save([AnswerChange(str(suggestion.question_id), words, number)])[0]
        if saved.conflict:
            raise WordsChangedError(saved.answer)
        return _decide(suggestion, state, by=by, at=at)


def _decide(suggestion: Suggestion, state: SuggestionState, *, by: User, at: datetime, answer: str = "") -> bool:
    """Write the decision down, once, and tell the author if they may still read it."""
    here = Suggestion.objects.filter(pk=suggestion.pk)
    if not here.open().update(state=state, decided_at=at, decided_by=by, answer=answer):
        return False
    verb = "suggestion declined" if state == SuggestionState.DECLINED else "suggestion accepted"
    _record(verb, suggestion, by=by, at=at)
    if here.visible_to(suggestion.author, at=at).exists():
        path = comments_path(suggestion.document)
        notify(user=suggestion.author, kind=Kind.DECIDED, path=path, at=at)
    return True


def _kept_before(key: UUID | None, document: Document, by: User, question_id: str, words: str) -> Suggestion | None:
    before: Suggestion | None = Suggestion.objects.filter(uuid=key).first() if key else None
    if before is None:
        return None
    wanted = (document.pk, by.pk, question_id, words)
    if (before.document_id, before.author_id, str(before.question_id), before.words) != wanted:
        raise SentBeforeError
    return before


def _record(verb: str, suggestion: Suggestion, *, by: User, at: datetime) -> None:
    document = suggestion.document
    audit.record(
        verb,
        by=by,
        person=document.owner,
        about=document,
        at=at,
        suggestion=str(suggestion.uuid),
        question=str(suggestion.question_id),
    )
