"""Going back to an earlier version: what stands now is kept first, then the earlier words are written anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from content.wizards.stores import nothing_changes
from planning.documents.enums import Audience, StepState, VersionReason
from planning.documents.models import Answer, Document, Grant, OwnHeading, OwnQuestion, StepMark, Version
from planning.documents.policies import check_is_owner
from planning.documents.services.versions import keep_version
from planning.documents.store import Rows
from portal.accounts.models import User
from portal.audit import services as audit

# From the widest to the narrowest.
_AUDIENCES = (Audience.EVERYONE, Audience.WORKER_ONLY, Audience.ONLY_ME)


def go_back(*, version: Version, by: User, at: datetime, kept_from: UUID | None = None) -> Version:
    """Make the document what it was in a version; gives the version in which it is kept as it stood until now.

    Every answer, own heading and own question is as it was then; what came since is put aside as when it is taken
    out by hand. The questions that were published since stay, and so do the name, the shares and who writes with
    the owner. Nobody sees more through it: what was kept back then, or is now, is kept back.
    kept_from: the form that asked for it; asking again from there changes nothing more.
    Raises Denied for anybody but the owner, and for a document that was deleted.
    """
    document = version.document
    check_is_owner(by, document, at)
    with transaction.atomic():
        document = document.hold()
        done = document.versions.filter(kept_from=kept_from).first() if kept_from else None
        if done:
            return cast(Version, done)
        kept = keep_version(document=document, by=by, at=at, why=VersionReason.BEFORE, kept_from=kept_from)
        _own_parts(document, version.snapshot, at)
        written = _answers(document, version.snapshot, by, at)
        _keep_back(document, version.snapshot, written, by, at)
        _marks(document, version.snapshot)
        audit.record("went back", by=by, person=by, about=document, at=at, to=version.number, kept=kept.number)
    return kept


def _answers(document: Document, snapshot: Mapping[str, Any], by: User, at: datetime) -> list[Answer]:
    """Each answer that is not as it was then, as a new wording; whoever wrote the words then is still their typist."""
    then = {q: row for q, row in snapshot["answers"].items() if row["number"]}
    standing = {str(row.question_id): row for row in document.answers.all()}
    rows = Rows()
    for question in sorted({*then, *standing}):
        old, row = then.get(question), standing.get(question)
        value = old["value"] if old else None
        if nothing_changes(value, row.value if row else None):
            continue
        written = Answer(
            document=document,
            question_id=UUID(question),
            number=row.number + 1 if row else 1,
            value=value,
            audience=_narrower(old["audience"] if old else Audience.EVERYONE, row.audience if row else None),
            typed_by_id=old["typed_by"] if old and value is not None else by.pk,
            saved_at=at,
        )
        rows.add(written, row)
    rows.put_down()
    details = [{"question": str(row.question_id), "number": row.number} for row in rows.answers.values()]
    audit.record_each("answer changed", by=by, person=by, about=document, at=at, details=details)
    _narrow(list(rows.answers.values()), standing, by, at)
    return list(rows.answers.values())


def _narrow(written: Iterable[Answer], standing: Mapping[str, Answer], by: User, at: datetime) -> None:
    """Words that were kept back then are no wider now: a new wording alone leaves the audience as it is."""
    for answer in written:
        row = standing.get(str(answer.question_id))
        if answer.audience == (row.audience if row else Audience.EVERYONE):
            continue
        Answer.objects.filter(document=answer.document, question_id=answer.question_id).update(audience=answer.audience)
        question = str(answer.question_id)
        audit.record(
            "audience chosen",
            by=by,
            person=by,
            about=answer.document,
            at=at,
            question=question,
            audience=str(answer.audience),
        )


def _keep_back(
    document: Document, snapshot: Mapping[str, Any], written: Iterable[Answer], by: User, at: datetime
) -> None:
    """What a share left out then, it leaves out again of the words that are back; and so does every other share
    with the same supporter, who reads what any of them lets through."""
    back = {str(answer.question_id) for answer in written if answer.value is not None}
    left_out = {share["grant"]: back.intersection(share["questions"]) for share in snapshot["left_out"]}
    shares = list(Grant.objects.filter(document=document).order_by("pk"))
    for grant in shares:
        # Shares with the social worker, which hang on no membership, stand for themselves.
        beside = [s.pk for s in shares if grant.circle_membership_id in {s.circle_membership_id} - {None}]
        then = {question for pk in [grant.pk, *beside] for question in left_out.get(pk, ())}
        missing = set() if grant.ends_at else then - {str(question) for question in grant.left_out}
        if missing:
            grant.left_out = [*grant.left_out, *(UUID(question) for question in sorted(missing))]
            grant.save(update_fields=["left_out"])
            audit.record("share changed", by=by, person=by, about=document, at=at, grant=grant.pk)


def _own_parts(document: Document, snapshot: Mapping[str, Any], at: datetime) -> None:
    headings, questions = snapshot["own_headings"], snapshot["own_questions"]
    for heading in headings:
        fields = {"title": heading["title"], "after_step_id": heading["after_step_id"]}
        fields |= {"position": heading["position"], "removed_at": None}
        OwnHeading.objects.update_or_create(document=document, step_id=heading["step_id"], defaults=fields)
    for question in questions:
        fields = {"step_id": question["step_id"], "label": question["label"]}
        fields |= {"position": question["position"], "removed_at": None}
        OwnQuestion.objects.update_or_create(document=document, question_id=question["question_id"], defaults=fields)
    since = document.own_headings.kept().exclude(step_id__in=[heading["step_id"] for heading in headings])
    since.update(removed_at=at)
    asked = [question["question_id"] for question in questions]
    document.own_questions.kept().exclude(question_id__in=asked).update(removed_at=at)


def _marks(document: Document, snapshot: Mapping[str, Any]) -> None:
    document.step_marks.exclude(step_id__in=snapshot["marks"]).update(state=StepState.OPEN)
    for step, state in snapshot["marks"].items():
        StepMark.objects.update_or_create(document=document, step_id=step, defaults={"state": state})


def _narrower(then: str, now: str | None) -> str:
    return str(max(then, now or Audience.EVERYONE, key=lambda audience: _AUDIENCES.index(Audience(audience))))
