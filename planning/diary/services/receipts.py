"""Photos and PDFs of what was paid."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import transaction

from planning.diary.enums import Did
from planning.diary.models import Entry, Receipt
from planning.diary.policies import check_can_see_diary, check_can_write
from planning.diary.services.deeds import hold_diary, write_deed
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.files.policies import Refused
from portal.files.services import Taken, accept_upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_RECEIPTS = 6
TOO_MANY = "There are six receipts with this entry. Take one out first, if you want to add another."
NOT_A_RECEIPT = "Choose a photo of the receipt, or a PDF."


def accept_receipt(upload: "UploadedFile[bytes]") -> Taken:
    """A photo, drawn anew without the place where it was taken, or a PDF. Raises Refused for everything else."""
    taken = accept_upload(upload)
    if not (taken.content_type.startswith("image/") or taken.content_type == "application/pdf"):
        raise Refused(NOT_A_RECEIPT)
    return taken


@transaction.atomic
def keep_receipt(*, entry: Entry, taken: Taken, by: User, at: datetime) -> Receipt:
    """Put a receipt to an entry. The same one again, byte for byte, is the one that is there. Raises Denied."""
    held = hold_diary(entry.diary)
    check_can_write(by, held, at)
    sha256 = hashlib.sha256(taken.content).hexdigest()
    kept = entry.receipts.kept()
    if known := kept.filter(sha256=sha256).first():
        return cast(Receipt, known)
    if kept.count() >= MOST_RECEIPTS:
        raise Denied(TOO_MANY)
    receipt = Receipt(
        entry=entry,
        name=taken.name,
        content_type=taken.content_type,
        size=len(taken.content),
        sha256=sha256,
        added_by=by,
        added_at=at,
    )
    receipt.blob.save(taken.name, taken.as_file(), save=False)
    receipt.save()
    write_deed(Did.KEPT_RECEIPT, held, by=by, at=at, entry=entry)
    return receipt


@transaction.atomic
def take_out_receipt(*, receipt: Receipt, by: User, at: datetime, put_back: bool = False) -> Receipt:
    """Take a receipt away from its entry, or put it back. Raises Denied."""
    held = hold_diary(receipt.entry.diary)
    check_can_write(by, held, at)
    current = cast(Receipt, Receipt.objects.select_related("entry").get(pk=receipt.pk))
    if bool(current.removed_at) != put_back:
        return current
    current.removed_at = None if put_back else at
    current.save(update_fields=["removed_at"])
    did = Did.PUT_RECEIPT_BACK if put_back else Did.TOOK_RECEIPT_OUT
    write_deed(did, held, by=by, at=at, entry=current.entry)
    return current


def open_receipt(*, receipt: Receipt, by: User, at: datetime) -> None:
    """Somebody looks at a receipt: whoever is not the person is written down. Raises Denied."""
    diary = receipt.entry.diary
    check_can_see_diary(by, diary, at)
    if by.pk != diary.person_id:
        audit.record("receipt opened", by=by, person=diary.person, about=receipt, at=at)
