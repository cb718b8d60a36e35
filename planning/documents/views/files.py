"""Photos and files of a document, for whoever may see the answer that they belong to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.questions.kinds.files import files_in
from planning.documents.models import DocumentFile
from planning.documents.reading import Reading
from planning.documents.services import open_file, open_version_file
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from planning.documents.views.lookup import find_document, find_version, reader
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.files.serving import handed_out


@require_safe
@open_to(Audience.SIGNED_IN)
def document_file(request: HttpRequest, uuid: UUID, file_uuid: UUID) -> HttpResponseBase:
    """Pictures that we drew anew are shown, recordings play; everything else is a download."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    found = DocumentFile.objects.filter(document=document, uuid=file_uuid).first()
    if found is None or not _visible(found, DocumentAnswerStore(document, reader(request), at)):
        raise Http404
    open_file(file=found, by=reader(request), at=at)
    return _served(found, request.headers.get("Range", ""))


@require_safe
@open_to(Audience.SIGNED_IN)
def version_file(request: HttpRequest, uuid: UUID, number: int, file_uuid: UUID) -> HttpResponseBase:
    """The same for a file as a version holds it."""
    at = timezone.now()
    version = find_version(request, uuid, number, at)
    found = DocumentFile.objects.filter(document=version.document, uuid=file_uuid).first()
    if found is None or not _holds(VersionStore(version, reader(request), at), found):
        raise Http404
    open_version_file(file=found, version=version, by=reader(request), at=at)
    return _served(found, request.headers.get("Range", ""))


def _served(found: DocumentFile, wanted: str) -> HttpResponseBase:
    try:
        content = found.blob.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    return handed_out(content, name=found.name, content_type=found.content_type, wanted=wanted)


def _visible(file: DocumentFile, store: DocumentAnswerStore) -> bool:
    """Whether the answer that holds this file now is one that this reader sees. The owner sees all."""
    return store.owner_reads or _holds(store, file)


def _holds(store: Reading, file: DocumentFile) -> bool:
    answer = store.answers().get(str(file.question_id))
    return answer is not None and any(held["file"] == str(file.uuid) for held in files_in(answer.value))
