"""What these pages share: who may open them, and words that were typed while somebody was signed out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.organisations.enums import Taxonomy
from community.organisations.models import TaxonomyTerm
from community.peers.models import Post
from community.peers.policies import check_reads
from content.wizards import held
from portal.access.decisions import Denied
from portal.access.requests import SignedInRequest


def for_readers(request: SignedInRequest, at: datetime) -> None:
    """People, volunteers and moderators; for anybody else there is nothing here."""
    try:
        check_reads(request.user, at=at)
    except Denied as denied:
        raise Http404 from denied


def topics() -> Any:
    """What a question can be about: the kinds of help of the directory."""
    return TaxonomyTerm.objects.filter(taxonomy=Taxonomy.HELP)


def shown_post(request: SignedInRequest, uuid: UUID, at: datetime) -> Post:
    """A question or answer that others read."""
    for_readers(request, at)
    found: Post = get_object_or_404(Post.objects.shown().for_reader(request.user), uuid=uuid)
    return found


def own_post(request: SignedInRequest, uuid: UUID, at: datetime) -> Post:
    """One's own."""
    for_readers(request, at)
    found: Post = get_object_or_404(Post.objects.by(request.user).for_reader(request.user), uuid=uuid)
    return found


def around_form(request: SignedInRequest, form: Any) -> dict[str, Any]:
    """What a page with a form needs, so that nothing typed is lost."""
    return {
        "form": form,
        **held.around(request, form),
    }
