"""Headings and questions that the owner, or who writes with them, adds to a document.

What is taken out is only put aside, with its answers, and can be put back.
"""

from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from planning.documents.composition import MORE_SLUG, compose
from planning.documents.models import Document, OwnHeading, OwnQuestion
from planning.documents.policies import check_can_edit
from planning.documents.store import DocumentAnswerStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

MOST_OWN_PARTS = 100
FIRST_QUESTION = "What do you want to say here?"
TOO_MANY = "There is no room for more of these here. You can take some out first."


def add_heading(
    *, document: Document, title: str, by: User, at: datetime, after_step_id: str | None = None
) -> OwnHeading:
    """A new heading after a step (None: at the very end). Raises Denied."""
    with transaction.atomic():
        document.hold()
        check_can_edit(by, document, at)
        if document.own_headings.kept().count() >= MOST_OWN_PARTS:
            raise Denied(TOO_MANY)
        heading = OwnHeading.objects.create(document=document, title=title)
        order = [step.id for step in compose(document).steps if step.id != str(heading.step_id)]
        place = order.index(after_step_id) + 1 if after_step_id in order else len(order)
        _place_headings(document, [*order[:place], str(heading.step_id), *order[place:]])
        _record("heading added", heading, by=by, at=at)
    heading.refresh_from_db()
    return heading


def begin_heading(*, document: Document, title: str, by: User, at: datetime) -> OwnQuestion:
    """A new heading before all that is asked, with a first question to write under at once.

    The same heading again, while nothing is written under it, is the one that is there. Raises Denied.
    """
    with transaction.atomic():
        document.hold()
        check_can_edit(by, document, at)
        store = DocumentAnswerStore(document, by, at)
        answered = {question for question, answer in store.answers().items() if answer.value is not None}
        same = [step for step in store.definition.steps if step.own and step.title == title]
        unanswered = [q.id for step in same for q in step.questions if q.own and q.id not in answered]
        if unanswered:
            return document.own_questions.get(question_id=unanswered[0])
        steps = [step for step in compose(document).steps if step.slug != MORE_SLUG]
        leading = list(takewhile(lambda step: step.own, steps))
        heading = add_heading(document=document, title=title, by=by, at=at)
        own, others = str(heading.step_id), [step.id for step in steps]
        _place_headings(document, [*others[: len(leading)], own, *others[len(leading) :]])
        question = add_question(document=document, step_id=own, label=FIRST_QUESTION, by=by, at=at)
    question.refresh_from_db()
    return question


def rename_heading(*, heading: OwnHeading, title: str, by: User, at: datetime) -> None:
    """Raises Denied."""
    with transaction.atomic():
        heading.document.hold()
        check_can_edit(by, heading.document, at)
        heading.title = title
        heading.save(update_fields=["title"])
        _record("heading renamed", heading, by=by, at=at)


def move_heading(*, heading: OwnHeading, up: bool, by: User, at: datetime) -> None:
    """One place up or down among the steps that the mover sees; at an end nothing happens. Raises Denied."""
    document = heading.document
    with transaction.atomic():
        document.hold()
        check_can_edit(by, document, at)
        own = str(heading.step_id)
        seen = [step.id for step in DocumentAnswerStore(document, by, at).definition.steps]
        if own not in seen:
            raise Denied("That heading is not in this document.")
        neighbour = seen.index(own) + (-1 if up else 1)
        if not 0 <= neighbour < len(seen):
            return
        order = [step.id for step in compose(document).steps if step.id != own]
        place = order.index(seen[neighbour]) + (0 if up else 1)
        _place_headings(document, [*order[:place], own, *order[place:]])
        _record("heading moved", heading, by=by, at=at)


def remove_heading(*, heading: OwnHeading, by: User, at: datetime) -> None:
    """Put a heading aside with its questions and their answers. Raises Denied."""
    with transaction.atomic():
        heading.document.hold()
        check_can_edit(by, heading.document, at)
        heading.document.own_questions.kept().filter(step_id=heading.step_id).update(removed_at=at)
        heading.removed_at = at
        heading.save(update_fields=["removed_at"])
        _record("heading taken out", heading, by=by, at=at)


def restore_heading(*, heading: OwnHeading, by: User, at: datetime) -> None:
    """Put a heading back, with the questions that went with it. Raises Denied."""
    with transaction.atomic():
        heading.document.hold()
        check_can_edit(by, heading.document, at)
        questions = heading.document.own_questions.filter(step_id=heading.step_id)
        questions.filter(removed_at=heading.removed_at).update(removed_at=None)
        heading.removed_at = None
        heading.save(update_fields=["removed_at"])
        _record("heading put back", heading, by=by, at=at)


def add_question(*, document: Document, step_id: str, label: str, by: User, at: datetime) -> OwnQuestion:
    """A new question at the end of a step, answered in free words. Raises Denied."""
    with transaction.atomic():
        document.hold()
        check_can_edit(by, document, at)
        if step_id not in {step.id for step in DocumentAnswerStore(document, by, at).definition.steps}:
            raise Denied("That part is not in this document.")
        here = document.own_questions.filter(step_id=step_id)
        if here.kept().count() >= MOST_OWN_PARTS:
            raise Denied(TOO_MANY)
        last = here.aggregate(last=Max("position"))["last"]
        question = OwnQuestion.objects.create(
            document=document, step_id=step_id, label=label, position=0 if last is None else last + 1
        )
        _record("question added", question, by=by, at=at)
    return question


def rename_question(*, question: OwnQuestion, label: str, by: User, at: datetime) -> None:
    """Raises Denied."""
    with transaction.atomic():
        question.document.hold()
        check_can_edit(by, question.document, at)
        question.label = label
        question.save(update_fields=["label"])
        _record("question renamed", question, by=by, at=at)


def move_question(*, question: OwnQuestion, up: bool, by: User, at: datetime) -> None:
    """One place up or down among the own questions of its step that the mover sees. Raises Denied."""
    document = question.document
    with transaction.atomic():
        document.hold()
        check_can_edit(by, document, at)
        step = DocumentAnswerStore(document, by, at).definition.step_of(str(question.question_id))
        seen = [q.id for q in step.questions if q.own] if step else []
        own = str(question.question_id)
        if own not in seen:
            raise Denied("That question is not in this document.")
        neighbour = seen.index(own) + (-1 if up else 1)
        if not 0 <= neighbour < len(seen):
            return
        rows = list(document.own_questions.kept().filter(step_id=question.step_id))
        order = [row for row in rows if str(row.question_id) != own]
        place = [str(row.question_id) for row in order].index(seen[neighbour]) + (0 if up else 1)
        order.insert(place, question)
        for position, row in enumerate(order):
            row.position = position
        OwnQuestion.objects.bulk_update(order, ["position"])
        _record("question moved", question, by=by, at=at)


def remove_question(*, question: OwnQuestion, by: User, at: datetime) -> None:
    """Put a question aside; its answer stays with it, among the owner's earlier answers. Raises Denied."""
    with transaction.atomic():
        question.document.hold()
        check_can_edit(by, question.document, at)
        question.removed_at = at
        question.save(update_fields=["removed_at"])
        _record("question taken out", question, by=by, at=at)


def restore_question(*, question: OwnQuestion, by: User, at: datetime) -> None:
    """Put a question back with its answer, and its heading if that was taken out too. Raises Denied."""
    with transaction.atomic():
        question.document.hold()
        check_can_edit(by, question.document, at)
        question.document.own_headings.filter(step_id=question.step_id).update(removed_at=None)
        question.removed_at = None
        question.save(update_fields=["removed_at"])
        _record("question put back", question, by=by, at=at)


def _place_headings(document: Document, order: list[str]) -> None:
    """Write down where each own heading stands: after which published step, and in which order there."""
    headings = {str(heading.step_id): heading for heading in document.own_headings.kept()}
    after: UUID | None = None
    for position, step_id in enumerate(order):
        if step_id in headings:
            headings[step_id].after_step_id = after
            headings[step_id].position = position
        else:
            after = UUID(step_id)
    OwnHeading.objects.bulk_update(headings.values(), ["after_step_id", "position"])


def _record(verb: str, part: Any, *, by: User, at: datetime) -> None:
    document = part.document
    audit.record(verb, by=by, person=document.owner, about=document, at=at, part=part.pk)
