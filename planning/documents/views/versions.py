"""Versions of a document: the list, keeping one, reading one, and going back to one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planning.documents import services
from planning.documents.enums import VersionReason
from planning.documents.forms import KeepVersionForm
from planning.documents.models import Document, Version
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.places import version_actions
from planning.documents.policies import check_is_owner
from planning.documents.version_store import VersionStore
from planning.documents.views.lookup import find_document, find_version, posted, reader, sent_key, without_name
from planning.documents.views.reading import read_through
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.accounts.models import User

NOW = "now"
NOW_LABEL = "As it is now"


@dataclass(frozen=True)
class Listed:
    """One version on the list."""

    version: Version
    how: str

    @property
    def compare_url(self) -> str:
        """Where it stands beside the document as it is now."""
        address = reverse("document_compare", args=[self.version.document.uuid])
        return f"{address}?a={self.version.number}&b={NOW}"


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def versions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every version this reader may see; for the owner the way to keep another one."""
    at, user = timezone.now(), reader(request)
    document = find_document(request, uuid, at)
    is_owner = document.owner_id == user.pk
    form = KeepVersionForm(posted(request), initial={"key": uuid4()})
    if request.method == "POST":
        check_is_owner(user, document, at)
        if form.is_valid():
            name, key = form.cleaned_data["name"], form.cleaned_data["key"]
            kept = services.keep_version(document=document, by=user, at=at, name=name, kept_from=key)
            messages.success(request, f"Version {kept.number} is kept.")
            return redirect("document_versions", uuid)
    listed = listed_versions(document, user, at)
    context = {
        "page_title": "Versions",
        "page_lead": _lead(document, is_owner=is_owner),
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document" if is_owner else "Back to the document",
        "document": document,
        "is_owner": is_owner,
        "versions": listed,
        "form": form,
        "choices": choices(row.version for row in listed),
    }
    return render(request, "planning/documents/versions.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def version(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One version, to read: the words as they were."""
    at, user = timezone.now(), reader(request)
    found = find_version(request, uuid, number, at)
    services.open_version(version=found, by=user, at=at, path=request.path)
    store = VersionStore(found, user, at)
    here = found.document.deleted_at is None
    actions = version_actions(request, found)
    context = {
        "back_url": reverse("document_versions", args=[uuid]) if here else reverse("documents"),
        "back_label": "All versions" if here else "My documents",
        "document": found.document,
        "version": found,
        "how": how_it_came(found, user),
        "is_owner": store.owner_reads,
        "is_here": here,
        "title": store.definition.title,
        "steps": read_through(request, store),
        "more_actions": actions,
        "compare_url": Listed(found, "").compare_url,
    }
    return render(request, "planning/documents/version.html", context)


@while_paused(WhilePaused.STOPS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def go_back(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """What going back does, and doing it."""
    at, user = timezone.now(), reader(request)
    document = find_document(request, uuid, at)
    found = find_version(request, uuid, number, at)
    check_is_owner(user, document, at)
    if request.method == "POST":
        # Sent without the name of its form it counts anew: one version more does no harm.
        kept = services.go_back(version=found, by=user, at=at, kept_from=sent_key(request))
        words = f"You are back at version {number}. How it was until now is kept as version {kept.number}."
        messages.success(request, words)
        return redirect(document)
    context = {
        "page_title": f"Go back to version {number}?",
        "back_url": found.get_absolute_url(),
        "back_label": f"Version {number}",
        "document": document,
        "version": found,
        "compare_url": Listed(found, "").compare_url,
        "key": uuid4(),
    }
    return render(request, "planning/documents/go_back.html", context)


def listed_versions(document: Document, user: User, at: datetime) -> list[Listed]:
    """The versions of a document that this reader may see, newest first."""
    found = Version.objects.for_pages().without_words().visible_to(user, at=at).filter(document=document)
    return [Listed(without_name(version, user), how_it_came(version, user)) for version in found]


def how_it_came(version: Version, user: User) -> str:
    """Why a version was made, and by whom: "Kept by you", "Sent to Sunita to be agreed"."""
    who = "you" if version.kept_by_id == user.pk else version.kept_by.known_as
    if version.why == VersionReason.SENT and version.sent_to:
        return f"Sent to {'you' if version.sent_to_id == user.pk else version.sent_to.known_as} to be agreed"
    if version.why == VersionReason.BEFORE:
        return f"Kept before {who} went back to an earlier version"
    return f"Kept by {who}"


def choices(found: Iterable[Version]) -> list[tuple[str, str]]:
    """What can be compared: the versions, newest first, and the document as it is now."""
    named = [(str(v.number), f"Version {v.number}{f' – {v.name}' if v.name else ''}") for v in found]
    return [(NOW, NOW_LABEL), *named]


def _lead(document: Document, *, is_owner: bool) -> str:
    if is_owner:
        return "A version keeps your document as it is at one moment. Nothing changes it, and you can go back to it."
    return f"How {document.owner.known_as}’s document stood at one moment. Nothing changes a version."
