"""Who may say that a message needs an answer, or none. Each raises Denied with a sentence."""

from datetime import datetime

from community.messaging.policies import check_can_write
from community.replies.models import AwaitedReply
from portal.access.decisions import Denied
from portal.accounts.models import User

ANSWERED = "This has been answered already."
FOR_THE_WORKER = "Only the social worker can say that a message needs no answer."
FOR_THE_PERSON = "Only who wrote the message can ask for an answer."


def check_can_set_aside(reply: AwaitedReply, *, by: User, at: datetime) -> None:
    """The named worker or who stands in, until it is answered. Raises Denied."""
    check_can_write(by, reply.thread, at)
    if not by.is_social_worker:
        raise Denied(FOR_THE_WORKER)
    if reply.answered_at:
        raise Denied(ANSWERED)


def check_can_want_answer(reply: AwaitedReply, *, by: User, at: datetime) -> None:
    """Who wrote it, or whose thread it is, until it is answered. Raises Denied."""
    check_can_write(by, reply.thread, at)
    if by.pk not in {reply.thread.person_id, reply.message.author_id}:
        raise Denied(FOR_THE_PERSON)
    if reply.answered_at:
        raise Denied(ANSWERED)
