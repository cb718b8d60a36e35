"""Which lines of a plan the money of a diary is for."""

from typing import Any

from planning.budgets.plan_lines import PlanLine, lines_of
from planning.diary.models import MoneyDiary
from planning.documents.enums import VersionReason
from planning.documents.models import Document, Version
from portal.accounts.models import User


def version_for(document: Document | None) -> Version | None:
    """The version that counts: the one that was agreed last, else the one that was sent last. None where neither is."""
    if document is None:
        return None
    versions: Any = document.versions
    agreed = versions.filter(agreement__isnull=False).order_by("-agreement__agreed_at", "-number").first()
    found: Version | None = agreed or versions.filter(why=VersionReason.SENT).order_by("-number").first()
    return found


def lines_for(diary: MoneyDiary) -> list[PlanLine]:
    """The lines of the plan that the diary belongs to; none where it has no plan, or that was not sent yet."""
    version = version_for(diary.document)
    return lines_of(version) if version else []


def plans_for(person: User) -> list[Document]:
    """The plans of a person that a diary can be for: what was agreed or sent, and says what it costs. The newest first.

    Nothing that is only a draft is among them: who manages the money does not learn of it here.
    """
    sent: Any = Version.objects.filter(why=VersionReason.SENT) | Version.objects.filter(agreement__isnull=False)
    documents = Document.objects.filter(owner=person, pk__in=sent.order_by().values("document"))
    return [each for each in documents.order_by("-created_at", "-pk") if _has_lines(each)]


def _has_lines(document: Document) -> bool:
    version = version_for(document)
    return bool(version and lines_of(version))
