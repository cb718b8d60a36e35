"""Who can see this: sharing, stopping, and keeping parts back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.questions.definitions import SetDefinition
from planning.documents import services
from planning.documents.enums import Audience as Seen
from planning.documents.forms import AbilitiesForm, AudienceForm, LeftOutForm, PartsForm
from planning.documents.models import Document, Grant
from planning.documents.pausing import WhilePaused, while_paused
from planning.documents.policies import (
    check_can_keep_back,
    check_can_leave_parts_out,
    check_can_share,
    check_is_for_another,
    check_is_owner,
    decides_about_budget,
)
from planning.documents.readers import looks_at, readers_of, standing_in
from planning.documents.store import DocumentAnswerStore
from planning.documents.views.lookup import find_document, posted, reader
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import own_address
from portal.authority.models import Authority
from portal.relationships.models import CircleMembership, Match
from portal.relationships.queries import named_social_worker

TITLE = "Who can see this"


@require_safe
@open_to(Audience.SIGNED_IN)
def share(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who sees it, since when, why, what they may do; the ways to share it and to stop; who looked."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_share(reader(request), document, at)
    readers = readers_of(document, at=at, said_to=reader(request))
    is_owner = document.owner_id == reader(request).pk
    in_circle = {r.grant.circle_membership_id for r in readers.all}
    others = CircleMembership.objects.filter(person=document.owner, ends_at=None).exclude(pk__in=in_circle)
    acting: list[int] = [] if is_owner else _acting(document, at)
    others = others.exclude(supporter=reader(request)).exclude(pk__in=acting)
    with_worker = any(r.grant.to_named_worker for r in readers.all)
    store = DocumentAnswerStore(document, reader(request), at)
    kept = [audience for audience in store.audiences().values() if audience != Seen.EVERYONE]
    context = {
        "page_title": TITLE,
        "back_url": document.get_absolute_url(),
        "back_label": "Back to your document",
        "document": document,
        "is_owner": is_owner,
        "readers": readers.all,
        "acting": acting,
        "standing_in": standing_in(document, at=at) if with_worker else [],
        "others": others.filter(starts_at__isnull=False).select_related("supporter"),
        "worker": None if with_worker else named_social_worker(document.owner, at=at),
        "shared_with_worker": with_worker,
        "parts_kept": bool(kept),
        "looks": looks_at(document) if is_owner else [],
    }
    if context["worker"]:
        # What the owner left out before is shown to the owner alone; it stays so whoever shares.
        before = document.grants.filter(to_named_worker=True).left_out_so_far() if is_owner else []
        context["left_out"] = _parts_for("worker", before, store.definition)
    if is_owner:
        context["helpers"] = _could_see(document, store.definition, at)
    return render(request, "planning/documents/share.html", context)


@while_paused(WhilePaused.GOES_ON)
@require_POST
@open_to(Audience.SIGNED_IN)
def share_with_worker(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Share with the named social worker, by one button, without the parts that are ticked."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_share(reader(request), document, at)
    before = document.grants.filter(to_named_worker=True).left_out_so_far()
    form = _left_out_form(request, document, before, at)
    if not form.is_valid():
        messages.error(request, "Choose from the parts that are shown. Nothing is shared yet.")
        return redirect("document_share", uuid)
    services.share_with_named_worker(document=document, by=reader(request), at=at, left_out=form.left_out())
    messages.success(request, "Shared. You can stop at any time.")
    return redirect("document_share", uuid)


@while_paused(WhilePaused.GOES_ON)
@require_POST
@open_to(Audience.SIGNED_IN)
def share_with_helper(request: HttpRequest, uuid: UUID, match_uuid: UUID) -> HttpResponse:
    """Let who helps the owner now see this document too, by one button, without the parts that are ticked."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    # Who acts in the owner's place is not told of who else helps.
    check_is_owner(reader(request), document, at)
    match = get_object_or_404(Match.objects.active(at=at).for_pages(), uuid=match_uuid, person=document.owner)
    before = document.grants.filter(match__helper=match.helper_id).left_out_so_far()
    form = _left_out_form(request, document, before, at)
    if not form.is_valid():
        messages.error(request, "Choose from the parts that are shown. Nothing is shared yet.")
        return redirect("document_share", uuid)
    services.share_with_helper(document=document, match=match, by=reader(request), at=at, left_out=form.left_out())
    messages.success(request, "Shared. You can stop at any time.")
    return redirect("document_share", uuid)


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def share_with_person(request: HttpRequest, uuid: UUID, membership_uuid: UUID) -> HttpResponse:
    """Choose what one member of the circle may do with this document."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_share(reader(request), document, at)
    circle = CircleMembership.objects.filter(person=document.owner, ends_at=None)
    membership = get_object_or_404(circle.select_related("supporter"), uuid=membership_uuid)
    check_is_for_another(reader(request), membership, at)
    grant = document.grants.ticked().filter(circle_membership=membership, ends_at=None).first()
    budget = decides_about_budget(reader(request), document, at)
    form = AbilitiesForm(posted(request), initial=_ticks(grant), budget=budget)
    so_far = document.grants.filter(circle_membership=membership).left_out_so_far()
    parts = _left_out_form(request, document, grant.left_out if grant else so_far, at)
    name = membership.supporter.known_as if membership.supporter else membership.name
    if request.method == "POST" and form.is_valid() and parts.is_valid():
        ticks = {k: form.cleaned_data[k] for k in ("can_comment", "can_suggest", "can_edit")}
        ticks["can_see_budget"] = form.cleaned_data.get("can_see_budget", bool(grant and grant.can_see_budget))
        kept = services.share_with_supporter(
            document=document, membership=membership, by=reader(request), at=at, left_out=parts.left_out(), **ticks
        )
        saved = _saved(document, asked=parts.left_out(), left_out=kept.left_out)
        messages.success(request, f"{saved} You can change what {name} may do, or stop, at any time.")
        return redirect("document_share", uuid)
    context = {
        "page_title": "Share with one person",
        "page_lead": f"What may {name} do with “{document.title}”?",
        "back_url": _share_url(document),
        "back_label": TITLE,
        "form": form,
        "left_out": parts,
        "name": name,
    }
    return render(request, "planning/documents/share_with_person.html", context)


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def left_out(request: HttpRequest, uuid: UUID, grant_id: int) -> HttpResponse:
    """Choose what one reader does not see, whatever the others see."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_share(reader(request), document, at)
    shared = next((r for r in readers_of(document, at=at).all if r.grant.pk == grant_id), None)
    if shared is None:
        raise Http404
    check_can_leave_parts_out(reader(request), shared.grant, at)
    form = _left_out_form(request, document, shared.grant.left_out, at)
    if request.method == "POST" and form.is_valid():
        kept = services.leave_parts_out(grant=shared.grant, left_out=form.left_out(), by=reader(request), at=at)
        messages.success(request, _saved(document, asked=form.left_out(), left_out=kept.left_out))
        return redirect("document_share", uuid)
    context = {
        "page_title": "Leave parts out for one person",
        "page_lead": f"What you tick looks empty to {shared.name}. Others still see it.",
        "back_url": _share_url(document),
        "back_label": TITLE,
        "form": form,
    }
    return render(request, "planning/documents/left_out.html", context)


@while_paused(WhilePaused.GOES_ON)
@require_POST
@open_to(Audience.SIGNED_IN)
def stop_sharing(request: HttpRequest, uuid: UUID, grant_id: int) -> HttpResponse:
    """End one share. No reason is asked."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_share(reader(request), document, at)
    grant = get_object_or_404(Grant.objects.select_related("document__owner"), pk=grant_id, document=document)
    services.stop_sharing(grant=grant, by=reader(request), at=at)
    messages.success(request, "Stopped. They cannot open it any more.")
    return redirect("document_share", uuid)


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def parts(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose for each answer who may see it."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_keep_back(reader(request), document, at)
    store = DocumentAnswerStore(document, document.owner, at)
    form = PartsForm(posted(request), definition=store.definition, audiences=store.audiences())
    if request.method == "POST" and form.is_valid():
        services.set_audiences(document=document, chosen=form.changes(), by=reader(request), at=at)
        messages.success(request, "Saved.")
        return redirect("document_share", uuid)
    context = {
        "page_title": "Leave parts out",
        "page_lead": "You choose for each answer. What you keep back looks empty to others.",
        "back_url": _share_url(document),
        "back_label": TITLE,
        "form": form,
        "worker": named_social_worker(document.owner, at=at),
    }
    return render(request, "planning/documents/parts.html", context)


@while_paused(WhilePaused.GOES_ON)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def audience(request: HttpRequest, uuid: UUID, question_id: UUID) -> HttpResponse:
    """Choose who may see one answer; then back to where the question stands."""
    at = timezone.now()
    document = find_document(request, uuid, at)
    check_can_keep_back(reader(request), document, at)
    store = DocumentAnswerStore(document, document.owner, at)
    step = store.definition.step_of(str(question_id))
    question = next((q for q in store.definition.questions() if q.id == str(question_id)), None)
    if step is None or question is None:
        return redirect("document_share", uuid)
    chosen = store.audiences().get(question.id, Seen.EVERYONE)
    form = AudienceForm(posted(request), initial={"audience": chosen})
    asked = own_address(request.POST.get("next") or request.GET.get("next"))
    back = asked or f"{document.get_absolute_url()}step/{step.slug}/"
    if request.method == "POST" and form.is_valid():
        services.set_audience(
            document=document,
            question_id=question_id,
            audience=form.cleaned_data["audience"],
            by=reader(request),
            at=at,
        )
        messages.success(request, "Saved.")
        return redirect(back)
    context = {
        "page_title": "Who can see this answer",
        "back_url": back,
        "form": form,
        "question": question,
        "readers": readers_of(document, at=at).names(question.id),
        "next": back,
    }
    return render(request, "planning/documents/audience.html", context)


def _could_see(document: Document, definition: SetDefinition, at: datetime) -> list[tuple[Match, LeftOutForm]]:
    """Who helps the owner now and does not see this document, each with the parts that may be left out. What was left
    out for them before is `left_out_so_far`, of all of them at once."""
    grants = document.grants.filter(match__isnull=False).select_related("match").order_by("starts_at", "pk")
    seeing = {grant.match_id for grant in grants if grant.ends_at is None}
    before = {grant.match.helper_id: grant.left_out for grant in grants}
    found = Match.objects.active(at=at).for_pages().filter(person=document.owner).exclude(pk__in=seeing)
    return [(one, _parts_for(f"{one.uuid}", before.get(one.helper_id, []), definition)) for one in found]


def _parts_for(name: str, before: Collection[UUID], definition: SetDefinition) -> LeftOutForm:
    """The parts to leave out in a new share; what was left out for the same reader before is ticked.

    name: sets the form apart from the others of the page. What is posted has the same names for all of them.
    """
    return LeftOutForm(definition=definition, left_out=before, prefix="parts", auto_id=f"id_{name}_%s")


def _acting(document: Document, at: datetime) -> list[int]:
    """The circle memberships of everybody who acts in the owner's place: about these the owner alone decides."""
    found = Authority.objects.not_over(at=at).filter(membership__person=document.owner)
    return list(found.values_list("membership_id", flat=True))


def _saved(document: Document, *, asked: Collection[UUID], left_out: Collection[UUID]) -> str:
    """What happened: who acts in the owner's place opens nothing that was left out before."""
    if set(left_out).issubset(asked):
        return "Saved."
    return f"Saved. What was left out before stays left out. Only {document.owner.known_as} can change that."


def _left_out_form(request: HttpRequest, document: Document, before: Collection[UUID], at: datetime) -> LeftOutForm:
    store = DocumentAnswerStore(document, reader(request), at)
    return LeftOutForm(posted(request), definition=store.definition, left_out=before, prefix="parts")


def _ticks(grant: Grant | None) -> dict[str, bool]:
    if grant is None:
        return {"can_see": True}
    return {
        "can_see": True,
        "can_comment": grant.can_comment,
        "can_suggest": grant.can_suggest,
        "can_edit": grant.can_edit,
        "can_see_budget": grant.can_see_budget,
    }


def _share_url(document: Document) -> str:
    return f"{document.get_absolute_url()}share/"
