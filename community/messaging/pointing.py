"""Messages that point at an answer of a plan, or at one line of a list in it.

Whoever may not see that answer now meets no trace of it: not its words, not its question, not that there is one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from community.messaging.models import Message, Thread
from content.questions.definitions import QuestionDefinition
from content.questions.kinds import kind_of
from planning.documents.composition import pinned_definition
from planning.documents.models import Answer, Document, OwnQuestion
from portal.accounts.models import User

# How much of an answer stands beside a message.
LONGEST = 200


@dataclass(frozen=True)
class About:
    """What a message points at, as one reader may see it now.

    label: the question; words: the line of the list, or how the answer begins; entries: what else is in the list, by
    id; label_of_words: whose words they are; url: where they stand.
    """

    document: Document
    question_id: str
    label: str
    words: str
    url: str
    label_of_words: str
    entry_id: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)


def find_about(user: User, thread: Thread, data: Mapping[str, Any], *, at: datetime) -> About | None:
    """What a form or an address points at, if this reader may see it and it is the person's whose thread it is."""
    document_uuid, question_id = _uuid(data.get("document")), _uuid(data.get("question"))
    if document_uuid is None or question_id is None:
        return None
    document = Document.objects.visible_to(user, at=at).filter(uuid=document_uuid, owner=thread.person_id).first()
    if document is None:
        return None
    entry_id = _uuid(data.get("entry"))
    pointing = Message(document=document, question_id=question_id, entry_id=entry_id)
    return _look([pointing], user, at=at).get((document.pk, question_id, entry_id))


def about_each(messages: Iterable[Message], user: User, *, at: datetime) -> dict[int, About]:
    """What each message points at, by its number; in a constant number of queries, none where nothing points."""
    pointing = [message for message in messages if message.document_id and message.question_id]
    found = _look(pointing, user, at=at) if pointing else {}
    return {message.number: found[_place(message)] for message in pointing if _place(message) in found}


Place = tuple[int | None, UUID | None, UUID | None]


def _place(message: Message) -> Place:
    return (message.document_id, message.question_id, message.entry_id)


def _look(pointing: Collection[Message], user: User, *, at: datetime) -> dict[Place, About]:
    ids = {message.document_id for message in pointing}
    asked = {message.question_id for message in pointing}
    visible = Document.objects.visible_to(user, at=at).filter(pk__in=ids)
    documents = {d.pk: d for d in visible.select_related("owner", "question_set_version")}
    answers = Answer.objects.visible_to(user, at=at).filter(document__in=documents, question_id__in=asked).given()
    values = {(a.document_id, a.question_id): a.value for a in answers}
    own = OwnQuestion.objects.kept().filter(document__in=documents, question_id__in=asked)
    labels = {(question.document_id, question.question_id): question.label for question in own}
    found: dict[Place, About] = {}
    for message in pointing:
        document = documents.get(message.document_id)
        here = (message.document_id, message.question_id)
        if document is None or (here not in values and document.owner_id != user.pk):
            continue
        question = _question(document, message.question_id, labels)
        if question is not None:
            found[_place(message)] = _about(document, question, values.get(here), message.entry_id, user)
    return found


def _question(document: Document, question_id: Any, own: Mapping[Any, str]) -> QuestionDefinition | None:
    label = own.get((document.pk, question_id))
    if label is not None:
        return QuestionDefinition(id=str(question_id), kind="long_text", label=label, own=True)
    asked = pinned_definition(document).questions()
    return next((question for question in asked if question.id == str(question_id)), None)


def _about(document: Document, question: QuestionDefinition, value: Any, entry_id: UUID | None, user: User) -> About:
    kind, is_owner = kind_of(question), document.owner_id == user.pk
    entries = {} if value is None else kind.entries(value)
    words = entries.get(str(entry_id), "") if entry_id else ""
    if not words and value is not None and not entries:
        words = " ".join(kind.show(question, value).plain.split())
    page = reverse("document_check", args=[document.uuid]) if is_owner else document.get_absolute_url()
    return About(
        document=document,
        question_id=question.id,
        label=question.label,
        words=words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…",
        url=f"{page}#q-{question.id}",
        label_of_words="In my words" if is_owner else f"{document.owner.known_as}’s words",
        entry_id=str(entry_id) if entry_id and str(entry_id) in entries else "",
        entries=entries,
    )


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text or ""))
    except ValueError:
        return None
