"""Carrying answers from one document into another, and later changes from either side to the other."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from content.questions.conversion import ways
from content.questions.enums import How
from content.questions.models import QuestionMapping
from content.wizards.stores import AnswerChange, StoredAnswer
from planning.carrying.files import with_its_own_files
from planning.carrying.fitting import Fit, at_each_place, fit, fits, given_answers, together
from planning.carrying.models import CarriedAnswer, Carrying
from planning.carrying.policies import check_can_carry
from planning.carrying.privacy import keep_as_private
from planning.carrying.sides import Change, pairs
from planning.documents.models import Document
from planning.documents.policies import check_is_owner
from planning.documents.services import add_heading, add_question, create_document
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

GONE = "This is not here any more. Nothing was changed."
NO_ROOM_FOR_IT = "That answer does not fit there. Choose another place for it."
OWN_HEADING, LEAVE = "heading", "leave"


def carry_over(
    *,
    source: Document,
    mapping: QuestionMapping,
    by: User,
    at: datetime,
    into: Document | None = None,
    key: UUID | None = None,
) -> Carrying:
    """Make a document of the mapping's kind in which every answer that fits is carried over.

    into: a document that `by` has already, in place of a new one. Where something is written there, it stays, and
    the other words are offered beside it. key: names the form; sending it twice makes one document.
    Raises Denied for anybody but the owner of both.
    """
    check_can_carry(by, source, into, at)
    with transaction.atomic():
        plan = into or create_document(kind=mapping.target_set.kind, by=by, at=at, kept_from=key)
        plan = plan.hold()
        plan.owner = by
        carrying, made = Carrying.objects.get_or_create(
            document=plan, source=source, defaults={"source_title": source.title, "carried_at": at}
        )
        if made:
            audit.record("answers carried over", by=by, person=by, about=plan, at=at, source=str(source.uuid))
        before = DocumentAnswerStore(source, by, at)
        store = DocumentAnswerStore(plan, by, at)
        known = {(str(a), str(b)) for a, b in carrying.answers.values_list("source_question", "question_id")}
        standing = {question: answer.value for question, answer in store.answers().items()}
        found = fits(mapping.as_rows(), given_answers(before), store.definition, standing)
        new = [one for one in found if (one.found.question.id, one.target.id) not in known]
        _put(carrying, store, new)
    return carrying


def place_answer(
    *, carrying: Carrying, source_question: str, place: str, by: User, at: datetime
) -> CarriedAnswer | None:
    """Put an answer that has no place where its writer says: at a question of the document, by its id, or below a
    heading of its own ("heading"). "leave" leaves it where it is, and gives None.

    Placed twice, it is there once. Raises Denied for anybody but the owner, and where it does not fit.
    """
    source = carrying.source
    if source is None or not carrying.both_are_here:
        raise Denied(GONE)
    with transaction.atomic():
        plan = carrying.document.hold()
        check_can_carry(by, source, carrying.document, at)
        plan.owner = by
        carrying.refresh_from_db(fields=["left"])
        before: CarriedAnswer | None = carrying.answers.filter(source_question=source_question).first()
        if before:
            return before
        if place == LEAVE:
            _leave(carrying, UUID(source_question), by=by, at=at)
            return None
        given = {found.question.id: found for found in given_answers(DocumentAnswerStore(source, by, at))}
        if source_question not in given:
            raise Denied(GONE)
        found = given[source_question]
        if place == OWN_HEADING:
            place = _own_place(plan, found.question.label, by=by, at=at)
        store = DocumentAnswerStore(plan, by, at)
        target = next((question for question in store.definition.questions() if question.id == place), None)
        possible = ways(found.question.kind, target.kind) if target else ()
        one = fit(found, target, possible[0]) if target and possible else None
        if one is None:
            raise Denied(NO_ROOM_FOR_IT)
        [link] = _put(carrying, store, [one])
        carrying.left = [question for question in carrying.left if str(question) != source_question]
        carrying.save(update_fields=["left"])
        audit.record("answer placed", by=by, person=by, about=plan, at=at, question=place)
    return link


def leave_the_rest(*, carrying: Carrying, by: User, at: datetime) -> None:
    """Leave every answer that has no place yet where it is; each can still be placed later. Raises Denied."""
    source = carrying.source
    if source is None or not carrying.both_are_here:
        raise Denied(GONE)
    with transaction.atomic():
        carrying.document.hold()
        check_can_carry(by, source, carrying.document, at)
        carrying.refresh_from_db(fields=["left"])
        come = set(carrying.answers.values_list("source_question", flat=True))
        given = {UUID(found.question.id) for found in given_answers(DocumentAnswerStore(source, by, at))}
        for question in sorted(given - come - set(carrying.left)):
            _leave(carrying, question, by=by, at=at)


def bring_across(
    *, link: CarriedAnswer, into: Document, seen: tuple[int, int], by: User, at: datetime
) -> CarriedAnswer | None:
    """Bring what the other side says now into `into`, which is one of the two. The words before are kept.

    seen: the numbers of both answers, the source's first, that stood there when it was offered. Gives None, and
    changes nothing, when either was changed since, or it was decided before. Raises Denied.
    """
    check_is_owner(by, into, at)
    with transaction.atomic():
        change = _offered(link, into, seen)
        if change is None or change.by_hand:
            return None
        here, there = change.here, change.there
        if here.question is None:
            raise Denied(GONE)
        value = with_its_own_files(change.result, here.document, here.question.id, by=by, at=at)
        store = DocumentAnswerStore(here.document, by, at)
        [saved] = store.save([AnswerChange(here.question.id, value, here.number)])
        if there.question is not None:
            keep_as_private(there.document, there.question.id, here.document, here.question.id, by=by, at=at)
        _settle(change, saved.answer.number)
        audit.record("change brought across", by=by, person=by, about=into, at=at, link=link.pk)
    return link


def leave_change(*, link: CarriedAnswer, into: Document, seen: tuple[int, int], by: User, at: datetime) -> bool:
    """Leave a change where it was made: this wording is not offered again, the next one is.

    Gives False when either side was changed since. Raises Denied.
    """
    check_is_owner(by, into, at)
    with transaction.atomic():
        change = _offered(link, into, seen)
        if change is None:
            return False
        forward = change.here is change.pair.target
        fields = {"source_number": seen[0]} if forward else {"number": seen[1]}
        CarriedAnswer.objects.filter(pk=link.pk).update(**fields)
        audit.record("change left", by=by, person=by, about=into, at=at, link=link.pk)
    return True


def _offered(link: CarriedAnswer, into: Document, seen: tuple[int, int]) -> Change | None:
    """The change as it was offered, with both documents held; None when that is not what stands there now."""
    ends = [pk for pk in (link.carrying.document_id, link.carrying.source_id) if pk is not None]
    # Always in the same order, so that two windows wait for each other and not both at once.
    list(Document.objects.filter(pk__in=ends).order_by("pk").select_for_update(no_key=True))
    current = CarriedAnswer.objects.filter(pk=link.pk).with_both_documents()
    for pair in pairs(current):
        if (pair.source.number, pair.target.number) == seen:
            return pair.to_target() if into.pk == pair.target.document.pk else pair.to_source()
    return None


def _settle(change: Change, number: int) -> None:
    """Both sides agree now: the one that was written has this number."""
    pair = change.pair
    forward = change.here is pair.target
    source_number, own = (pair.source.number, number) if forward else (number, pair.target.number)
    place = CarriedAnswer.objects.filter(
        carrying__document=pair.link.carrying.document_id, question_id=pair.link.question_id
    )
    if forward:
        # What else came to this place has nothing new to hear from that.
        place.filter(number=pair.target.number).update(number=own)
    numbers = {"source_number": source_number, "source_base": source_number, "number": own, "base": own}
    CarriedAnswer.objects.filter(pk=pair.link.pk).update(**numbers)


def _put(carrying: Carrying, store: DocumentAnswerStore, found: Sequence[Fit]) -> list[CarriedAnswer]:
    """Write the answers into empty places, and remember each with where it came from.

    Words that stand there stay: for these, what comes is remembered as not brought, and so it is offered.
    """
    by, at, source, plan = store.user, store.at, carrying.source, store.document
    assert source is not None  # noqa: S101 - whoever calls has a source in hand
    changes, links = [], []
    for question, here in at_each_place(found).items():
        standing = store.answers().get(question, StoredAnswer())
        free = standing.value is None
        for one in here:
            if free:
                keep_as_private(source, one.found.question.id, plan, question, by=by, at=at)
            links.append(_link(carrying, one, standing.number, brought=free))
        if free:
            value = with_its_own_files(together(here), plan, question, by=by, at=at)
            changes.append(AnswerChange(question, value, standing.number))
    numbers = {saved.question_id: saved.answer.number for saved in store.save(changes)}
    for link in links:
        link.number = link.base = numbers.get(str(link.question_id), link.number)
    return CarriedAnswer.objects.bulk_create(links)


def _link(carrying: Carrying, one: Fit, number: int, *, brought: bool) -> CarriedAnswer:
    return CarriedAnswer(
        carrying=carrying,
        question_id=UUID(one.target.id),
        source_question=UUID(one.found.question.id),
        source_label=one.found.question.label,
        how=How(one.how),
        source_number=one.found.answer.number if brought else 0,
        source_base=one.found.answer.number if brought else 0,
        number=number,
        base=number,
    )


def _own_place(plan: Document, label: str, *, by: User, at: datetime) -> str:
    """A heading with the question's words, and below it a question to hold the answer; gives that one's id."""
    heading = add_heading(document=plan, title=label[:120], by=by, at=at)
    question = add_question(document=plan, step_id=str(heading.step_id), label=label, by=by, at=at)
    return str(question.question_id)


def _leave(carrying: Carrying, question: UUID, *, by: User, at: datetime) -> None:
    if question in carrying.left:
        return
    carrying.left = [*carrying.left, question]
    carrying.save(update_fields=["left"])
    audit.record("answer left where it was", by=by, person=by, about=carrying.document, at=at, question=str(question))
