"""Ticking what a plan covers."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from planning.coverage.enums import Coverage
from planning.coverage.items import ITEMS
from planning.coverage.mapping import Place
from planning.coverage.models import CoverageTick
from planning.documents.models import Document
from planning.documents.policies import check_is_owner
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit


def tick(
    *,
    document: Document,
    items: Collection[str],
    by: User,
    at: datetime,
    state: Coverage = Coverage.COVERED,
    place: Place | None = None,
) -> None:
    """Say that the plan covers these, and where, if that is said. Raises Denied for anybody but the owner."""
    check_is_owner(by, document, at)
    if not set(items) <= set(ITEMS) or state == Coverage.NOT_YET:
        raise Denied("That is not on this map.")
    with transaction.atomic():
        for item in items:
            CoverageTick.objects.update_or_create(
                document=document,
                item=item,
                defaults={
                    "state": state,
                    "question_id": place.question.id if place else None,
                    "entry_id": place.entry if place else "",
                    "ticked_by": by,
                    "ticked_at": at,
                },
            )
        _record(document, items, by=by, at=at)


def untick(*, document: Document, items: Collection[str], by: User, at: datetime) -> None:
    """Take ticks back. Raises Denied for anybody but the owner."""
    check_is_owner(by, document, at)
    with transaction.atomic():
        gone, _ = CoverageTick.objects.filter(document=document, item__in=items).delete()
        if gone:
            _record(document, items, by=by, at=at)


def _record(document: Document, items: Collection[str], *, by: User, at: datetime) -> None:
    if items:
        audit.record("coverage ticked", by=by, person=document.owner, about=document, at=at, items=sorted(items))
