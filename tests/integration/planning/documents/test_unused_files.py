"""What lies in storage and belongs to no answer."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from planning.documents.models import AnswerBefore, AnswerBeside, Document, DocumentFile
from planning.documents.services import forget_unused_files
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer
from tests.integration.planning.documents.conftest import Page
from tests.personas import Cast

FILE = question_id(default_definition(), "file")


def upload(plan: Document, at: datetime) -> DocumentFile:
    file = DocumentFile(
        document=plan,
        question_id=FILE,
        name="garden.jpg",
        content_type="image/jpeg",
        size=4,
        uploaded_by=plan.owner,
        uploaded_at=at,
    )
    file.blob.save(str(file.uuid), ContentFile(b"jpeg"))
    return file


def holding(file: DocumentFile) -> dict[str, Any]:
    return {"file": str(file.uuid), "name": file.name, "content_type": file.content_type, "size": file.size}


@pytest.mark.django_db(transaction=True)
def test_what_no_answer_holds_or_held_is_removed_from_storage_too(cast: Cast, plan: Document, look: Any) -> None:
    now = timezone.now()
    three_days_ago = now - timedelta(days=3)
    unused, now_held, replaced, beside = (upload(plan, three_days_ago) for _ in range(4))
    fresh = upload(plan, now - timedelta(hours=3))
    row = answer(plan, FILE, holding(now_held))
    earlier = {"number": 1, "value": holding(replaced), "typed_by": plan.owner, "saved_at": three_days_ago}
    AnswerBefore.objects.create(answer=row, **earlier)
    AnswerBeside.objects.create(
        document=plan, question_id=FILE, number=1, value=holding(beside), typed_by=cast.beth, saved_at=now
    )
    path = Path(unused.blob.path)
    assert path.exists()
    assert forget_unused_files(at=now) == 1
    assert not path.exists()
    assert set(DocumentFile.objects.all()) == {now_held, replaced, beside, fresh}
    for kept in (now_held, replaced, beside, fresh):
        assert Path(kept.blob.path).exists()
    # What was replaced is still its owner's to open, and nobody else's.
    address = f"/documents/{plan.uuid}/files/{replaced.uuid}/"
    opened: Page = look(cast.maureen, address)
    assert opened.status == 200
    assert look(cast.sunita, address).status == 404
    assert forget_unused_files(at=now) == 0


def test_a_foreign_answer_that_names_a_file_does_not_keep_it(cast: Cast, plan: Document) -> None:
    now = timezone.now()
    file = upload(plan, now - timedelta(days=3))
    other = Document.objects.create(
        owner=cast.amira, question_set_version=plan.question_set_version, title="Mine", created_at=now
    )
    answer(other, FILE, holding(file))
    assert forget_unused_files(at=now) == 1
