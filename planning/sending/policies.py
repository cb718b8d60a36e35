"""What a plan needs before it can be sent: a social worker to send it to, and costs that they can see."""

from dataclasses import dataclass
from datetime import datetime

from content.questions.definitions import QuestionDefinition
from planning.documents.enums import Audience
from planning.documents.models import Document
from planning.documents.policies import check_is_owner
from planning.documents.reading import Reading
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker

COSTS = "cost_list"
NO_WORKER = "You have no named social worker yet, so there is nobody to send it to. You can keep a version for now."
HIDDEN_COSTS = "Your costs are kept from your social worker. They have to see them to agree your plan."


@dataclass(frozen=True)
class HiddenCost:
    """A list of costs that the social worker would not see. left_out_of: the share that leaves it out, else None."""

    question: QuestionDefinition
    left_out_of: int | None = None


def hidden_costs(reading: Reading) -> list[HiddenCost]:
    """The lists of costs in a plan that are kept from the social worker; reading: the owner's own."""
    chosen = reading.audiences()
    share = reading.document.grants.filter(to_named_worker=True, ends_at=None).first()
    left_out = {str(question) for question in share.left_out} if share else set()
    answers = reading.answers()
    found = []
    for question in reading.definition.questions():
        if question.kind != COSTS or question.id not in answers or answers[question.id].value is None:
            continue
        if chosen.get(question.id) == Audience.ONLY_ME:
            found.append(HiddenCost(question))
        elif share and question.id in left_out:
            found.append(HiddenCost(question, share.pk))
    return found


def left_out_before(reading: Reading) -> list[QuestionDefinition]:
    """What the owner left out of a share with their social worker that they stopped since, and that sending would
    show: a new share begins without such a choice. reading: the owner's own."""
    shares = reading.document.grants.filter(to_named_worker=True)
    last = shares.order_by("-pk").first()
    if last is None or shares.filter(ends_at=None).exists():
        return []
    given = {q for q, answer in reading.answers().items() if answer.value is not None}
    open_to_them = given - {q for q, audience in reading.audiences().items() if audience == Audience.ONLY_ME}
    left_out = {str(question) for question in last.left_out} & open_to_them
    return [question for question in reading.definition.questions() if question.id in left_out]


def check_can_send(user: User, document: Document, reading: Reading, at: datetime) -> User:
    """The social worker to whom the owner can send it now. Raises Denied for anybody but the owner, without a
    social worker, and while costs are kept from them: what is agreed is what it costs."""
    check_is_owner(user, document, at)
    worker = named_social_worker(document.owner, at=at)
    if worker is None:
        raise Denied(NO_WORKER)
    if hidden_costs(reading):
        raise Denied(HIDDEN_COSTS)
    return worker
