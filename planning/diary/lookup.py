"""Finding a diary and what is in it: a stranger finds nothing."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from planning.diary.models import Entry, MoneyDiary, Receipt, Repeating
from portal.access.requests import SignedInRequest


def find_diary(request: SignedInRequest, uuid: UUID, at: datetime) -> MoneyDiary:
    """The diary at this address, if this reader may see it now; else 404."""
    visible = MoneyDiary.objects.visible_to(request.user, at=at).for_pages()
    found: MoneyDiary = get_object_or_404(visible, uuid=uuid)
    return found


def find_entry(diary: MoneyDiary, uuid: UUID) -> Entry:
    """An entry of a diary, also one that was taken out; else 404."""
    found: Entry = get_object_or_404(diary.entries.for_pages(), uuid=uuid)
    found.diary = diary
    return found


def find_receipt(entry: Entry, uuid: UUID) -> Receipt:
    """A receipt of an entry, also one that was taken out; else 404."""
    found: Receipt = get_object_or_404(entry.receipts.all(), uuid=uuid)
    found.entry = entry
    return found


def find_repeating(diary: MoneyDiary, uuid: UUID) -> Repeating:
    """Something that comes again; else 404."""
    found: Repeating = get_object_or_404(diary.repeating.select_related("made_by"), uuid=uuid)
    found.diary = diary
    return found
