"""What these pages share: who may open them, and words that were typed while somebody was signed out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.organisations.enums import Taxonomy
from community.organisations.models import TaxonomyTerm
from community.peers.models import Post
from community.peers.policies import check_reads
from community.peers.queries import moderates
from content.wizards import held
from portal.access.decisions import Denied
from portal.access.requests import SignedInRequest

SENDS, NAMES = {"send": "30/d/user"}, {"name": "20/d/user"}
TOO_MANY = "You have sent many today. Try again tomorrow. What you typed is still here."


def for_readers(request: SignedInRequest, at: datetime) -> None:
    """People, volunteers and moderators; for anybody else there is nothing here."""
    try:
        check_reads(request.user, at=at)
    except Denied as denied:
        raise Http404 from denied


def for_authors(request: SignedInRequest, at: datetime) -> None:
    """Whoever wrote something keeps the way to it, also when they read no longer: to take it away, or a yes back."""
    if not Post.objects.by(request.user).exists():
        for_readers(request, at)


def for_moderators(request: SignedInRequest, at: datetime) -> None:
    """Moderators; for anybody else there is nothing here."""
    if not moderates(request.user, at=at):
        raise Http404


def check_not_too_many(request: SignedInRequest, many: dict[str, str], key: UUID | None = None) -> None:
    """Enough for whoever has much to say, and no way to bury the moderators. Raises Denied.

    key: what the page calls what it sends; a second tap sends nothing more, and counts for nothing.
    """
    if key and Post.objects.filter(uuid=key, voice__user=request.user).exists():
        return
    [action] = many
    if not ratelimit.consume(request, app="community.peers", action=action, config=many, user=request.user):
        raise Denied(TOO_MANY)


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
    for_authors(request, at)
    found: Post = get_object_or_404(Post.objects.by(request.user).for_reader(request.user), uuid=uuid)
    return found


def around_form(request: SignedInRequest, form: Any) -> dict[str, Any]:
    """What a page with a form needs, so that nothing typed is lost."""
    return {
        "form": form,
        **held.around(request, form),
    }
