"""Tom's photos: drawn, because nobody in them is real, and kept as if he had sent them."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from planning.coverage.models import CoverageTick
from planning.documents.models import Answer, Document, DocumentFile

PHOTOS = Path(__file__).resolve().parent.parent.parent / "content/seed/photos"


def with_photos(document: Document, question: str, value: Any, *, at: datetime) -> Any:
    """An answer of the seed; where it or its entries name drawings, each is a photo of the document from now on."""
    if isinstance(value, Mapping) and "drawing" in value:
        return {key: said for key, said in _photo(document, question, value, at=at).items() if key != "id"}
    if not isinstance(value, list) or not any("drawing" in entry for entry in value if isinstance(entry, Mapping)):
        return value
    return [_photo(document, question, entry, at=at) for entry in value]


def _photo(document: Document, question: str, entry: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    content = (PHOTOS / f"{entry['drawing']}.webp").read_bytes()
    kept = DocumentFile(
        document=document,
        question_id=UUID(question),
        name=f"{entry['drawing']}.webp",
        content_type="image/webp",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=document.owner,
        uploaded_at=at,
    )
    kept.blob.save(f"{kept.uuid}", ContentFile(content), save=False)
    kept.save()
    about = {"name": kept.name, "content_type": kept.content_type, "size": kept.size, "caption": entry["caption"]}
    about |= {"width": 800, "height": 600}
    return {"id": str(kept.uuid), "file": str(kept.uuid), **about}


def tick(document: Document, ticks: Iterable[Mapping[str, str]], *, at: datetime) -> None:
    """What the owner ticked on the map of the plan, each in one photo."""
    entries = {
        entry["name"]: (answer.question_id, entry["id"])
        for answer in Answer.objects.filter(document=document)
        for entry in (answer.value if isinstance(answer.value, list) else ())
        if "file" in entry
    }
    for ticked in ticks:
        question, entry = entries[f"{ticked['drawing']}.webp"]
        CoverageTick.objects.create(
            document=document,
            item=ticked["item"],
            state=ticked.get("state", "covered"),
            question_id=question,
            entry_id=entry,
            ticked_by=document.owner,
            ticked_at=at,
        )
