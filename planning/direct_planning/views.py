"""Beginning, writing, reading and answering a plan in a worker's voice."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.direct_planning import services
from planning.direct_planning.enums import State
from planning.direct_planning.forms import ANSWERS, NEITHER, READS, AnswerForm, BeginForm, PartsForm, ReadersForm
from planning.direct_planning.models import DirectPart, DirectPlan
from planning.direct_planning.paper import paper_of
from planning.direct_planning.policies import (
    check_can_answer,
    check_can_choose_readers,
    check_can_write,
    may_answer,
)
from planning.direct_planning.queries import standing_authorities
from planning.direct_planning.reading import read_parts, wrote_it
from planning.exports.serving import ENDINGS, PRINT, serve_paper
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.authority.models import Authority
from portal.components.dates import clock
from portal.crisis.queries import in_crisis
from portal.relationships.queries import acts_for, circle_of, people_of

FORMS = {PRINT: "Print it", "pdf": "PDF", "pdf-large": "PDF in large print", "word": "Word"}
GONE = "This part is not in the plan now. If it comes back, the answer comes back with it."
CLASHED = "Somebody else changed this meanwhile. Both texts are here. Yours is in the box and not saved yet."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def begin(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Begin a plan for one of one's people, and say why."""
    at, by = timezone.now(), request.user
    person: User = get_object_or_404(people_of(by, at=at), uuid=uuid)
    crisis = in_crisis(person, at=at)
    data = _typed(request, at)
    form = BeginForm(data, in_crisis=crisis, initial={"key": uuid4(), "why": "crisis" if crisis else None})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            plan = services.begin_direct_plan(
                person=person, why=chosen["why"], reason=chosen["reason"], begun_from=chosen["key"], by=by, at=at
            )
        except Denied as denied:
            form.add_error("why", denied.reason)
        else:
            held.give_back(by, path=request.path)
            return redirect("direct_plan_write", plan.uuid)
    context = {
        "page_title": "A plan in your own words",
        "person": person,
        "form": form,
        "others": DirectPlan.objects.filter(person=person).for_pages().order_by("-begun_at"),
        **_kept(request, form),
    }
    return render(request, "planning/direct_planning/begin.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def plan(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The plan with what was said to each part. Its worker meets an unfinished one where it is written."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    services.open_direct_plan(plan=found, by=user, at=at)
    writes = acts_for(user, found.person, at=at)
    if writes and found.state == State.DRAFT:
        return redirect("direct_plan_write", uuid)
    parts = read_parts(found, user)
    own = user.pk == found.person_id
    context = {
        "page_title": "A plan for you" if own else f"A plan for {found.person.known_as}",
        "plan": found,
        "parts": parts,
        "wrote": wrote_it(parts, found),
        "own": own,
        "writes": writes,
        "may_answer": may_answer(user, found, at),
        "waiting": sum(part.waits for part in parts),
        "forms": [(label, reverse("direct_plan_as", args=[uuid, form])) for form, label in FORMS.items()],
        "readers": found.shares.active(at=at).select_related("membership__supporter") if own else (),
        "in_place": _in_place(found, at) if own else (),
        "today": timezone.localdate(at),
    }
    return render(request, "planning/direct_planning/plan.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def write(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The worker's page: all parts, the day, one more heading. Whatever is pressed, what was typed is saved first."""
    at, by = timezone.now(), request.user
    found = _find(request, uuid, at)
    check_can_write(by, found, at)
    parts = list(found.parts.select_related("written_by"))
    today = timezone.localdate(at)
    form = PartsForm(_typed(request, at), parts=parts, today=today, initial={"look_again_on": found.look_again_on})
    clashes: list[DirectPart] = []
    if request.method == "POST":
        form.is_valid()
        clashes = _save(found, form, by, at)
        if not clashes and not form.errors and (done := _go_on(request, found, form, by, at)):
            held.give_back(by, path=request.path)
            return done
    standing = {part.uuid: part for part in clashes}
    context = {
        "page_title": f"A plan for {found.person.known_as}",
        "plan": found,
        "form": form,
        "rows": [(row, standing.get(row.part.uuid)) for row in form.rows],
        "seen_day": form.data.get("seen-day", "") if form.is_bound else _iso(found),
        "out": [part for part in parts if part.taken_out_at],
        "clashed": CLASHED if clashes else "",
        "back_url": found.get_absolute_url() if found.state == State.SHOWN else "",
        "back_label": "As they see it",
        **_kept(request, form),
    }
    return render(request, "planning/direct_planning/write.html", context, status=409 if clashes else 200)


def _iso(found: DirectPlan) -> str:
    return found.look_again_on.isoformat() if found.look_again_on else ""


def _save(found: DirectPlan, form: PartsForm, by: User, at: datetime) -> list[DirectPart]:
    """Keep everything that can be kept; gives the parts that somebody else changed meanwhile."""
    clashes = services.save_parts(plan=found, changes=form.changes, by=by, at=at)
    if form.day_changed:
        services.set_day(plan=found, day=form.cleaned_data["look_again_on"], by=by, at=at)
    clashing = {part.uuid for part in clashes}
    for part in form.taken_out:
        if part.uuid not in clashing:
            services.take_out_part(part=part, by=by, at=at)
    return clashes


def _go_on(request: SignedInRequest, found: DirectPlan, form: PartsForm, by: User, at: datetime) -> HttpResponse | None:
    """What the pressed button says, once all is saved; None where the page has to say why not."""
    try:
        if form.cleaned_data["one_more"]:
            services.add_part(plan=found, heading=form.cleaned_data["one_more"], by=by, at=at)
        if request.POST.get("go") == "show":
            services.show_direct_plan(plan=found, by=by, at=at)
            messages.success(request, f"{found.person.known_as} can see it now. We told them.")
            return redirect(found)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return None
    messages.success(request, f"Saved at {clock(at)}.")
    return redirect("direct_plan_write", found.uuid)


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def put_back(request: SignedInRequest, uuid: UUID, part_uuid: UUID) -> HttpResponse:
    """A part that was taken out is there again, as it was."""
    at = timezone.now()
    part = _part(_find(request, uuid, at), part_uuid, out=True)
    services.take_out_part(part=part, by=request.user, at=at, put_back=True)
    messages.success(request, "Put back.")
    return redirect("direct_plan_write", uuid)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def answer(request: SignedInRequest, uuid: UUID, part_uuid: UUID) -> HttpResponse:
    """One part, and what the person says to it."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    check_can_answer(user, found, at)
    data = _typed(request, at)
    # What was typed is kept also where the worker took the part out, or emptied it, meanwhile.
    part = _part(found, part_uuid, out=data is not None)
    own = user.pk == found.person_id
    form = AnswerForm(data, own=own, name=found.person.known_as, initial={"seen": part.number, "key": uuid4()})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data.get(name, "") for name in ("said", "words", "said_by", "how")}
        services.answer_part(
            part=part, seen=form.cleaned_data["seen"], made_from=form.cleaned_data["key"], by=user, at=at, **given
        )
        held.give_back(user, path=request.path)
        kept = "Your answer is kept." if own else f"Kept, as what was said for {found.person.known_as}."
        messages.success(request, f"{kept} {GONE}" if part.taken_out_at or not part.words else kept)
        return redirect(f"{found.get_absolute_url()}#part-{part.uuid}")
    context = {
        "page_title": part.heading,
        "plan": found,
        "part": part,
        "own": own,
        "form": form,
        "changed": form.is_bound and str(form.data.get("seen")) != str(part.number),
        "back_url": f"{found.get_absolute_url()}#part-{part.uuid}",
        "back_label": "The whole plan",
        **_kept(request, form),
    }
    return render(request, "planning/direct_planning/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def readers(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who of my circle may read it."""
    at, user = timezone.now(), request.user
    found = _find(request, uuid, at)
    check_can_choose_readers(user, found)
    in_place = _in_place(found, at)
    acting = {authority.membership_id for authority in in_place}
    circle = [membership for membership in circle_of(user) if membership.supporter and membership.pk not in acting]
    shares = {share.membership_id: share for share in found.shares.active(at=at)}
    initial = {
        f"circle-{m.uuid}": (ANSWERS if shares[m.pk].may_answer else READS) if m.pk in shares else NEITHER
        for m in circle
    }
    form = ReadersForm(request.POST if request.method == "POST" else None, circle=circle, initial=initial)
    if request.method == "POST" and form.is_valid():
        for membership in circle:
            choice = form.cleaned_data[f"circle-{membership.uuid}"]
            services.choose_reader(
                plan=found,
                membership=membership,
                reads=choice != NEITHER,
                may_answer=choice == ANSWERS,
                by=user,
                at=at,
            )
        messages.success(request, "Saved.")
        return redirect(found)
    context = {
        "page_title": "Who else can read this plan?",
        "page_lead": "Your social worker can, and who stands in for them. The rest is for you to say.",
        "plan": found,
        "form": form,
        "circle": circle,
        "in_place": in_place,
        "back_url": found.get_absolute_url(),
        "back_label": "Back to the plan",
    }
    return render(request, "planning/direct_planning/readers.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def as_paper(request: SignedInRequest, uuid: UUID, form: str) -> HttpResponse:
    """To print, or as a file: what is on the page, and nothing else."""
    if form != PRINT and form not in ENDINGS:
        raise Http404
    at = timezone.now()
    found = _find(request, uuid, at)
    services.open_direct_plan(plan=found, by=request.user, at=at)
    paper = paper_of(found, read_parts(found, request.user))
    return serve_paper(request, paper, form, name="plan", back_url=found.get_absolute_url())


def _find(request: SignedInRequest, uuid: UUID, at: datetime) -> DirectPlan:
    """The plan at this address, if this reader may see it at all; else 404."""
    found: DirectPlan = get_object_or_404(DirectPlan.objects.visible_to(request.user, at=at).for_pages(), uuid=uuid)
    return found


def _in_place(found: DirectPlan, at: datetime) -> list[Authority]:
    """By what somebody reads it in the person's place; no tick of the person's opens or ends that."""
    standing = standing_authorities(at=at).filter(membership__person=found.person_id)
    return list(standing.select_related("membership__supporter"))


def _part(found: DirectPlan, uuid: UUID, *, out: bool = False) -> DirectPart:
    parts = found.parts.select_related("written_by")
    part: DirectPart = get_object_or_404(parts if out else parts.written(), uuid=uuid)
    part.plan = found
    return part


def _typed(request: SignedInRequest, at: datetime) -> QueryDict | None:
    """What was sent, or what was held here when the sign-in had run out; None for a page that begins."""
    if request.method == "POST":
        return request.POST
    return held.held(request.user, path=request.path, at=at)


def _kept(request: SignedInRequest, form: Any) -> dict[str, Any]:
    return {
        **held.around(request, form),
    }
