"""What a person does with their own request: begin, say what may be seen, send, answer, take back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from community.help_requests.enums import Action, Settled, State
from community.help_requests.models import HelpRequest, SharedWithHelp
from community.help_requests.policies import (
    check_can_ask,
    check_can_ask_again,
    check_can_be_asked,
    check_can_choose_documents,
    check_says_something,
)
from community.help_requests.services.moving import hold, move
from community.help_requests.services.settling import settle
from community.help_requests.services.steps import take_step, was_the_last
from community.help_requests.services.telling import tell_coordinators, tell_nobody_of
from community.organisations.models import Organisation
from content.questions.queries import latest_version
from planning.documents.models import Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record

KIND = "help_request"
NOT_READY = "We are still writing these questions. Please come back soon."
NOT_YOUR_DOCUMENT = "Only your own documents can be shown."


@transaction.atomic
def begin_request(*, key: UUID, organisation: Organisation | None, by: User, at: datetime) -> HelpRequest:
    """Begin to ask for help. Nobody is asked yet.

    key: what the form calls itself; sent twice, it gives the request of the first time. organisation: whom the person
    has in mind, where they came from its entry. Raises Denied for who helps others as a job, and where no questions
    are published.
    """
    check_can_ask(by)
    by.hold()
    # Made of the person too: a key that names somebody else's request neither collides with it nor tells of it.
    uuid = uuid5(by.uuid, str(key))
    known: HelpRequest | None = HelpRequest.objects.filter(person=by, uuid=uuid).first()
    if known:
        return known
    version = latest_version(KIND)
    if version is None:
        raise Denied(NOT_READY)
    made: HelpRequest = HelpRequest.objects.create(
        uuid=uuid, person=by, question_set_version=version, organisation=organisation, begun_at=at, state_since=at
    )
    record("help request begun", by=by, person=by, about=made, at=at)
    return made


@transaction.atomic
def ask_again(*, request: HelpRequest, key: UUID, by: User, at: datetime) -> HelpRequest:
    """Begin anew with the words of a request that is over, and with what whoever helped could see last. What was stays
    as it was, and nobody is asked yet.

    key: as in `begin_request`. Raises Denied.
    """
    held = hold(request, at=at)
    uuid = uuid5(by.uuid, str(key))
    known: HelpRequest | None = HelpRequest.objects.filter(person=by, uuid=uuid).first()
    if known:
        return known
    check_can_ask_again(by, held)
    made: HelpRequest = HelpRequest.objects.create(
        uuid=uuid,
        person=by,
        question_set_version=held.question_set_version,
        answers=held.answers,
        marks=held.marks,
        begun_at=at,
        state_since=at,
    )
    for wish in held.documents.filter(document__deleted_at=None):
        SharedWithHelp.objects.create(request=made, document=wish.document, left_out=wish.left_out)
    record("help request begun", by=by, person=by, about=made, at=at)
    return made


@transaction.atomic
def choose_document(
    *, request: HelpRequest, document: Document, shown: bool, left_out: Collection[UUID] = (), by: User, at: datetime
) -> None:
    """Say whether whoever helps may see a document, and which questions are left out: a wish until somebody helps.

    Raises Denied for anybody but the person, for somebody else's document, and once somebody helps.
    """
    held = hold(request, at=at)
    check_can_choose_documents(by, held)
    if document.owner_id != held.person_id:
        raise Denied(NOT_YOUR_DOCUMENT)
    if shown:
        SharedWithHelp.objects.update_or_create(
            request=held, document=document, defaults={"left_out": sorted(left_out)}
        )
    else:
        held.documents.filter(document=document).delete()
    record("help request documents chosen", by=by, person=by, about=held, at=at, document=document.pk, shown=shown)


@transaction.atomic
def send_request(*, request: HelpRequest, organisation: Organisation, by: User, at: datetime) -> HelpRequest:
    """Ask an organisation: from now on its coordinators read the request. Two taps send it once.

    Raises Denied where it is with somebody already, says nothing, or where they cannot be asked.
    """
    held = hold(request, at=at)
    if was_the_last(held, Action.SEND, by=by, to=organisation):
        return held
    check_says_something(held)
    check_can_be_asked(held, organisation, at=at)
    move(held, Action.SEND, by=by, at=at, to=organisation)
    tell_coordinators(held, at=at)
    return held


@transaction.atomic
def answer(*, request: HelpRequest, words: str, by: User, at: datetime) -> None:
    """Answer what the organisation asked back. Raises Denied."""
    if held := take_step(request, Action.ANSWER, by=by, at=at, words=words):
        tell_coordinators(held, at=at)


@transaction.atomic
def take_request_back(*, request: HelpRequest, by: User, at: datetime) -> None:
    """The person asks no more: from now on nobody else reads it. No reason is asked.

    One that nobody was asked yet is put away in the same manner. Raises Denied once somebody helps: then they end it.
    """
    held = hold(request, at=at)
    if held.state == State.TAKEN_BACK and held.person_id == by.pk:
        return
    if held.state == State.DRAFT and held.person_id == by.pk:
        held.state, held.state_since = State.TAKEN_BACK, at
        held.save(update_fields=["state", "state_since"])
        record("help request put away", by=by, person=by, about=held, at=at)
        return
    before = move(held, Action.TAKE_BACK, by=by, at=at)
    settle(held, Settled.TAKEN_BACK, at=at)
    if held.organisation is not None:
        tell_nobody_of(held, held.organisation)
    if before != State.DECLINED:
        tell_coordinators(held, at=at)
