"""What the cast have written to each other: kept as if it had been sent then, and told to nobody by email."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.core.files.base import ContentFile

from community.messaging.enums import ThreadKind
from community.messaging.models import Message, MessageBefore, MessageFile, ReadMark, Thread, ThreadMember
from community.messaging.services import Outgoing, worker_thread_of
from planning.documents.models import Answer
from portal.accounts.models import User
from portal.relationships.models import CircleMembership

PHOTOS = Path(__file__).resolve().parent.parent.parent / "content/seed/photos"
# What the messages of the demonstration are named from, so that a second run finds them.
NAMES = UUID("5f0c7a52-6e0f-4d55-9a55-8b7d0e6a3c11")
# The question of a support plan whose answer is the list of costs.
COSTS = UUID("e4a95f42-cedf-4e11-b8c5-ac23f9b6c0d1")


@dataclass(frozen=True)
class Said:
    """One message. ago: how long before now; before: what it said before it was changed; answers: the number of the
    message that it answers; drawing: a photo of the seed; about_cost: a word of the cost that it points at.
    """

    by: str
    ago: timedelta
    words: str
    before: str = ""
    answers: int | None = None
    drawing: str = ""
    about_cost: str = ""


def _ago(days: int, hours: int = 0, minutes: int = 0) -> timedelta:
    return timedelta(days=days, hours=hours, minutes=minutes)


MAUREEN = (
    Said(
        "sunita",
        _ago(6, 2),
        "Hello Maureen, your indicative budget is £96 a week. I think you could write the plan yourself. "
        "Shall we talk next week about how it went?",
    ),
    Said(
        "maureen",
        _ago(6),
        "I have never done such a thing. But Leo from Independent Living is coming on Friday, we will have a go.",
    ),
    Said("sunita", _ago(5, 4), "Good. There is no hurry. Write what matters to you, in your own words.", answers=2),
    Said(
        "maureen",
        _ago(2, 5),
        "This is my garden. The beans came up by themselves. I would like to sit out there again.",
        drawing="garden",
    ),
    Said("sunita", _ago(2, 3), "Then put that into your plan, and what would have to happen for it.", answers=4),
    Said(
        "maureen",
        _ago(0, 3),
        "Is cleaning allowed? It is the stooping that I cannot do. With the floors done I could go to the choir.",
        before="Is cleaning allowed?",
        about_cost="leaning",
    ),
)
FAMILY = (
    Said("beth", _ago(3, 2), "Mum, shall I come on Sunday, and we read your plan together?"),
    Said("maureen", _ago(3), "Come for dinner. Bring your reading glasses, love.", answers=1),
    Said("beth", _ago(0, 5), "I will. Is the choir still on Thursdays? I would like to hear you sing again."),
)
TOM = (
    Said("tom", _ago(4, 3), "I went on the train with Dev. He was in the next coach."),
    Said("sunita", _ago(4), "That is great, Tom! How was it on your own in there?", answers=1),
    Said("tom", _ago(1, 2), "Good. I had chips after. Can we do it every week?"),
)
AMIRA = (
    Said("amira", _ago(2, 6), "My plan is with you. It is above your limit, I know. Who decides, and by when?"),
    Said(
        "hana",
        _ago(2, 1),
        "Yusuf does. I have given him my reasons for it. I will tell you as soon as there is an answer.",
        answers=1,
    ),
)
GWEN = (
    Said("gwen", _ago(3, 7), "Home since Tuesday. The stairs are the trouble, and the shopping."),
    Said("sunita", _ago(3, 1), "Welcome home, Gwen. One thing a day is plenty. Shall I ask about a second rail?"),
    Said("gwen", _ago(2, 20), "Yes please. Pat was here and we made a list."),
)


def converse(users: Mapping[str, User], *, at: datetime) -> None:
    """Fill the threads in which nobody has written yet."""
    for name, said in (("maureen", MAUREEN), ("tom", TOM), ("amira", AMIRA), ("gwen", GWEN)):
        thread = worker_thread_of(users[name], at=at - timedelta(days=7))
        if not thread.last_number:
            fill(thread, said, users, at=at)
    maureen = users["maureen"]
    if not Thread.objects.filter(person=maureen, kind=ThreadKind.CIRCLE).exists():
        fill(_family(maureen, at=at), FAMILY, users, at=at)


def _family(person: User, *, at: datetime) -> Thread:
    began = at - timedelta(days=4)
    thread: Thread = Thread.objects.create(
        person=person, kind=ThreadKind.CIRCLE, title="Family", with_worker=False, started_at=began
    )
    for membership in CircleMembership.objects.active(at=at).filter(person=person):
        ThreadMember.objects.create(thread=thread, membership=membership, starts_at=began)
    return thread


def fill(thread: Thread, said: Sequence[Said], users: Mapping[str, User], *, at: datetime) -> None:
    """Put these messages into a thread in which nobody has written yet."""
    for number, one in enumerate(said, start=1):
        message = _keep(thread, number, one, users[one.by], at=at - one.ago)
        # Who writes has read what was there.
        ReadMark.objects.update_or_create(
            thread=thread, user=message.author, defaults={"number": number, "read_at": message.sent_at}
        )
    thread.last_number = thread.revision = len(said)
    thread.save(update_fields=["last_number", "revision"])


def _keep(thread: Thread, number: int, said: Said, author: User, *, at: datetime) -> Message:
    outgoing = Outgoing(client_id=uuid5(NAMES, f"{thread.uuid}-{number}"), words=said.words, reply_to=said.answers)
    about = _cost(thread.person, said.about_cost) if said.about_cost else {}
    message: Message = Message.objects.create(
        **about,
        thread=thread,
        number=number,
        revision=number,
        client_id=outgoing.client_id,
        digest=outgoing.digest,
        author=author,
        words=said.words,
        sent_at=at,
        edited_at=at + timedelta(minutes=4) if said.before else None,
        reply_to=Message.objects.filter(thread=thread, number=said.answers).first() if said.answers else None,
    )
    if said.before:
        MessageBefore.objects.create(message=message, words=said.before, written_at=at)
    if said.drawing:
        _add_drawing(message, said.drawing)
    return message


def _cost(person: User, word: str) -> dict[str, Any]:
    """The line of a person's plan whose words have this in them; nothing where there is none any more."""
    for answer in Answer.objects.filter(document__owner=person, document__deleted_at=None, question_id=COSTS):
        for entry in answer.value or ():
            if word in entry.get("what_for", ""):
                return {"document_id": answer.document_id, "question_id": COSTS, "entry_id": UUID(entry["id"])}
    return {}


def _add_drawing(message: Message, drawing: str) -> None:
    content = (PHOTOS / f"{drawing}.webp").read_bytes()
    file = MessageFile(
        message=message,
        name=f"{drawing}.webp",
        content_type="image/webp",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    file.blob.save(str(file.uuid), ContentFile(content))
