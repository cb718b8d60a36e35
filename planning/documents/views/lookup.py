"""Finding what a page is about: a stranger finds nothing."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from planning.documents.models import Document, Version
from planning.documents.pausing import ask_whether_it_goes_on
from portal.accounts.models import User


def reader(request: HttpRequest) -> User:
    """Who is signed in; views that ask this are not open to others."""
    return cast(User, request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form sent, also when it sent nothing at all; None when there was no form."""
    return request.POST if request.method == "POST" else None


def sent_key(request: HttpRequest) -> UUID | None:
    """What a sent form calls itself, so that a second tap is known; None where that is missing or was changed."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def find_document(request: HttpRequest, uuid: UUID, at: datetime) -> Document:
    """The document at this address, if this reader may see it at all; else 404.

    Raises Paused where planning rests and this page, or what it sends, would change something.
    """
    user = reader(request)
    here = Document.objects.filter(uuid=uuid).with_rest(at=at)
    # Most readers are the owner, and to know them needs no look at shares.
    found: list[Document] = list(here.owned_by(user))
    if found:
        found[0].owner = user
    else:
        found = [get_object_or_404(here.for_pages().visible_to(user, at=at))]
    ask_whether_it_goes_on(request, user, found[0], at)
    return found[0]


def deleted_own(user: User, uuid: UUID) -> Document | None:
    """The document at this address, if this user deleted it and there still is anything in it."""
    found: Document | None = Document.objects.deleted_by(user).filter(uuid=uuid).first()
    if found:
        found.owner = user
    return found


def find_version(request: HttpRequest, uuid: UUID, number: int, at: datetime) -> Version:
    """The version with this number of the document at this address, if this reader may see it; else 404."""
    visible = Version.objects.for_pages().visible_to(reader(request), at=at)
    found: Version = get_object_or_404(visible, document__uuid=uuid, number=number)
    return without_name(found, reader(request))


def without_name(version: Version, user: User) -> Version:
    """What a version is called is its owner's note to themselves: for anybody else it has none."""
    if version.document.owner_id != user.pk:
        version.name = ""
    return version
