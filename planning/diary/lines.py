"""Which lines of a plan the money of a diary is for, as its reader knows them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from planning.budgets.plan_lines import PlanLine, lines_for, lines_of
from planning.diary.models import MoneyDiary
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Answer, Document, Grant, Version
from portal.accounts.models import User


def version_for(document: Document | None) -> Version | None:
    """The version that counts: the one that was agreed last, else the one that was sent last. None where neither is."""
    if document is None:
        return None
    versions: Any = document.versions.select_related("document")
    agreed = versions.filter(agreement__isnull=False).order_by("-agreement__agreed_at", "-number").first()
    found: Version | None = agreed or versions.filter(why=VersionReason.SENT).order_by("-number").first()
    return found


def plan_lines(diary: MoneyDiary, user: User) -> list[PlanLine]:
    """The lines of the plan that the diary belongs to, as far as this reader may know them; none where it has no plan,
    or that was not sent yet."""
    version = version_for(diary.document)
    return lines_for(version, user) if version else []


def plans_for(person: User, user: User, at: datetime) -> list[Document]:
    """The plans of a person that a diary can be for: what was agreed or sent, and says what it costs. The newest first.

    Nothing that is only a draft is among them, and for who helps with the money nothing that is not shared with them.
    """
    sent: Any = Version.objects.filter(why=VersionReason.SENT) | Version.objects.filter(agreement__isnull=False)
    visible = Document.objects.visible_to(user, at=at) if user.pk != person.pk else Document.objects.owned_by(person)
    documents = visible.filter(owner=person, pk__in=sent.order_by().values("document"))
    return [each for each in documents.order_by("-created_at", "-pk") if _has_lines(each, user)]


def kept_back(diary: MoneyDiary, user: User) -> set[UUID]:
    """The lines of the plan that this reader must not know of: of answers that the person keeps to themselves, or to
    themselves and their social worker, or left out of what they share with this reader.

    To this reader an entry for such a line belongs to none. The person knows all of them.
    """
    if user.pk == diary.person_id:
        return set()
    version = version_for(diary.document)
    known = {line.entry_id for line in lines_for(version, user)} if version else set()
    hidden = {line.entry_id for line in lines_of(version)} - known if version else set()
    documents = diary.entries.order_by().values("line_document").distinct()
    private = Answer.objects.filter(document__in=documents).exclude(audience=Audience.EVERYONE)
    questions = set(private.values_list("question_id", flat=True))
    shares = Grant.objects.filter(document__in=documents, circle_membership__supporter=user, ends_at=None)
    questions |= {question for left_out in shares.values_list("left_out", flat=True) for question in left_out}
    if questions:
        rows = diary.entries.filter(line_question__in=questions).order_by()
        hidden |= set(rows.values_list("line_entry", flat=True).distinct())
    return hidden


def _has_lines(document: Document, user: User) -> bool:
    version = version_for(document)
    return bool(version and lines_for(version, user))
