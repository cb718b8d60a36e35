"""What a version holds: everything that is needed to read a document again, and to go back to it.

    {"schema": 1, "title", "questions_version": id of the published questions,
     "definition": the questions with the owner's own in their places, as content.questions.definitions reads them,
     "own_headings": [{"step_id", "title", "after_step_id", "position"}],
     "own_questions": [{"question_id", "step_id", "label", "position"}],
     "answers": {question id: {"value", "number", "audience", "typed_by", "typed_by_name", "saved_at"}},
     "marks": {step id: state},
     "left_out": [{"grant": id, "to_named_worker": bool, "questions": [ids]}]}

An answer with number 0 says only who may see the answer once there is one. `typed_by_name` is what the typist was
known as at the time.
"""

from collections.abc import Mapping
from typing import Any

from planning.documents.composition import compose
from planning.documents.models import Answer, Document, OwnHeading, OwnQuestion

SCHEMA = 1


def take_snapshot(document: Document) -> dict[str, Any]:
    """The whole document as it stands, in a constant number of queries. Call it while the document is held."""
    answers = document.answers.select_related("typed_by").order_by("pk")
    return {
        "schema": SCHEMA,
        "title": document.title,
        "questions_version": document.question_set_version_id,
        "definition": compose(document).as_json(),
        "own_headings": [_heading(heading) for heading in document.own_headings.kept()],
        "own_questions": [_question(question) for question in document.own_questions.kept()],
        "answers": {str(answer.question_id): _answer(answer) for answer in answers},
        "marks": {str(mark.step_id): str(mark.state) for mark in document.step_marks.all()},
        "left_out": [
            {
                "grant": grant.pk,
                "to_named_worker": grant.to_named_worker,
                "questions": sorted(str(question) for question in grant.left_out),
            }
            for grant in document.grants.filter(ends_at=None)
        ],
    }


def left_out_of(snapshot: Mapping[str, Any], grant_id: int) -> frozenset[str]:
    """The questions that a share left out when the version was made."""
    return frozenset(q for share in snapshot["left_out"] if share["grant"] == grant_id for q in share["questions"])


def left_out_for_worker(snapshot: Mapping[str, Any]) -> frozenset[str]:
    """The questions that were left out of what the social worker saw when the version was made."""
    return frozenset(q for share in snapshot["left_out"] if share["to_named_worker"] for q in share["questions"])


def _heading(heading: OwnHeading) -> dict[str, Any]:
    return {
        "step_id": str(heading.step_id),
        "title": heading.title,
        "after_step_id": str(heading.after_step_id) if heading.after_step_id else None,
        "position": heading.position,
    }


def _question(question: OwnQuestion) -> dict[str, Any]:
    return {
        "question_id": str(question.question_id),
        "step_id": str(question.step_id),
        "label": question.label,
        "position": question.position,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "value": answer.value,
        "number": answer.number,
        "audience": answer.audience,
        "typed_by": answer.typed_by_id,
        "typed_by_name": answer.typed_by.known_as,
        "saved_at": answer.saved_at.isoformat(),
    }
