"""A plan with 200 answers and 40 photos, for copies to be made of.

Prints one line of JSON: its uuid.
"""

import io
import json
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from content.wizards.stores import AnswerChange
from planning.documents.models import Document, DocumentFile, OwnHeading, OwnQuestion
from planning.documents.services import create_document
from planning.documents.store import DocumentAnswerStore
from portal.accounts.enums import Role
from portal.accounts.models import User

ANSWERS, PHOTOS = 200, 40
A_STEP = 10
# What a phone's photo is once it was taken in: see portal.files.policies.
SIZE = (3000, 2250)
WORDS = "I like things done properly, and I like a laugh while we do them. The choir is on Thursdays at two. " * 6


def main() -> None:
    """Once, on an empty database."""
    call_command("seed_question_sets", verbosity=0)
    person = User.objects.create_user(email="maureen@example.org", known_as="Maureen", role=Role.PERSON)
    at = timezone.now()
    document = create_document(kind="my_own_way", by=person, at=at, title="My support plan")
    store = DocumentAnswerStore(document, person, at)
    photos = next(question for question in store.definition.questions() if question.kind == "photos")
    changes = [AnswerChange(photos.id, _album(document, photos.id), 0)]
    for number in range(ANSWERS - 1):
        if number % A_STEP == 0:
            heading = OwnHeading.objects.create(
                document=document, title=f"Part {number // A_STEP + 1}", position=number
            )
        own = OwnQuestion.objects.create(document=document, step_id=heading.step_id, label=f"Question {number + 1}?")
        changes.append(AnswerChange(str(own.question_id), WORDS, 0))
    DocumentAnswerStore(document, person, at).save(changes)
    print(json.dumps({"document": str(document.uuid)}))


def _album(document: Document, question: str) -> list[dict[str, object]]:
    return [_photo(document, question, number) for number in range(PHOTOS)]


def _photo(document: Document, question: str, number: int) -> dict[str, object]:
    noise = [Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 30 + number) for _ in range(3)]
    out = io.BytesIO()
    Image.merge("RGB", noise).resize(SIZE).save(out, format="JPEG", quality=88)
    file = DocumentFile(
        document=document,
        question_id=question,
        name=f"photo-{number}.jpg",
        content_type="image/jpeg",
        size=len(out.getvalue()),
        uploaded_by=document.owner,
        uploaded_at=timezone.now(),
    )
    out.seek(0)
    file.blob.save(str(file.uuid), out)
    file.save()
    about = {"name": file.name, "content_type": file.content_type, "size": file.size}
    return {"id": str(uuid4()), "file": str(file.uuid), "caption": f"Photo number {number + 1}", **about}
