"""A social worker's people: the list, each of them, and the notes that a worker keeps for themselves."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.caseload.enums import Show
from community.caseload.forms import NoteForm
from community.caseload.list_of_people import Row, row_for, rows_for
from community.caseload.places import person_panels
from community.caseload.queries import allocations_of, own_notes
from community.caseload.services import keep_note
from community.messaging.enums import ThreadKind
from community.messaging.models import Thread
from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.assessments.models import Assessment, IndicativeBudget
from planning.budgets.queries import final_budget_of
from planning.routes.queries import open_offer
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest, own_address
from portal.accounts.models import User
from portal.audit.services import record
from portal.components.lists import Choice
from portal.components.money import any_pence
from portal.relationships.models import BreakGlass
from portal.relationships.queries import people_of

HIDE_NAMES = "hide_names"
LABELS = {
    Show.WAITING: "Waiting",
    Show.CRISIS: "Crisis",
    Show.NEW: "New drafts",
    Show.AGREE: "To agree",
    Show.COVERED: "For a colleague",
    Show.ALL: "All",
}
# These are there when somebody is in them; the others always, so that each keeps its place.
WHEN_THERE = {Show.CRISIS, Show.COVERED}
LONGEST_NAME = 60


@dataclass(frozen=True)
class View:
    """Which people are looked at: as it stands in the address."""

    show: Show
    name: str

    @classmethod
    def of(cls, data: QueryDict) -> "View":
        """As asked for; what nobody offers means everybody."""
        asked = data.get("show", "")
        show = Show(asked) if asked in set(Show) else Show.ALL
        return cls(show, data.get("name", "").replace("\x00", "").strip()[:LONGEST_NAME])

    def address(self, show: Show | None = None) -> str:
        """Where this is seen; show: with another filter."""
        asked = {"show": show or self.show} | ({"name": self.name} if self.name else {})
        return f"{reverse('caseload')}?{urlencode(asked)}"

    def named(self, rows: list[Row]) -> list[Row]:
        """Those whose name has what was typed in it."""
        wanted = self.name.casefold()
        return [r for r in rows if wanted in r.person.full_name.casefold() or wanted in r.person.known_as.casefold()]


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def caseload(request: SignedInRequest) -> HttpResponse:
    """Everybody, a crisis first, then what waits longest; `?show=` and `?name=` narrow it down."""
    at, view = timezone.now(), View.of(request.GET)
    everybody = rows_for(request.user, at=at)
    found = _found(view.named(everybody))
    rows = found[view.show]
    # One event for the whole list: an opened record is an event of its own.
    record("caseload opened", by=request.user, person=None, at=at, people=[row.person.pk for row in rows])
    context = {
        "rows": rows,
        "everybody": len(everybody),
        "show": view.show,
        "name": view.name,
        "here": view.address(),
        "choices": [
            Choice(label, view.address(show), len(found[show]), current=show == view.show)
            for show, label in LABELS.items()
            if found[show] or show not in WHEN_THERE or show == view.show
        ],
        "pence": any_pence(sum_ for row in rows for sum_ in (row.weekly, row.final)),
        "open_records": BreakGlass.objects.open_for(request.user, at=at).for_pages(),
        "names_hidden": request.session.get(HIDE_NAMES, False),
    }
    return render(request, "community/caseload/caseload.html", context)


def _found(rows: list[Row]) -> dict[Show, list[Row]]:
    return {
        Show.WAITING: [row for row in rows if row.waits],
        Show.CRISIS: [row for row in rows if row.crisis],
        Show.NEW: [row for row in rows if row.new_drafts],
        Show.AGREE: [row for row in rows if row.mine_to_agree],
        Show.COVERED: [row for row in rows if row.stands_in_for],
        Show.ALL: rows,
    }


@require_POST
@open_to(Audience.SOCIAL_WORKER)
def names(request: SignedInRequest) -> HttpResponse:
    """Hide or show names, until signing out: for when somebody else can see the screen."""
    request.session[HIDE_NAMES] = request.POST.get("hide") == "yes"
    view = View.of(request.POST)
    return redirect("caseload" if view == View(Show.ALL, "") else view.address())


@require_safe
@open_to(Audience.SOCIAL_WORKER)
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One of the worker's people: what waits, what they share, the money, what comes. Nobody else's: 404."""
    at = timezone.now()
    allocation = get_object_or_404(allocations_of(request.user, at=at), person__uuid=uuid)
    found: User = allocation.person
    row: Row = row_for(request.user, found, at=at)
    record("record opened", by=request.user, person=found, about=found, at=at)
    context = {
        "person": found,
        "row": row,
        "allocation": allocation,
        "stands_in_for": "" if allocation.worker_id == request.user.pk else allocation.worker.known_as,
        "thread": Thread.objects.visible_to(request.user, at=at).filter(person=found, kind=ThreadKind.WORKER).first(),
        "person_panels": person_panels(request, found),
        "indicative": IndicativeBudget.objects.filter(person=found).newest().select_related("set_by").first(),
        "final": final_budget_of(found),
        "assessment": Assessment.objects.filter(person=found).newest().select_related("recorded_by").first(),
        "offer": open_offer(found),
        "names_hidden": request.session.get(HIDE_NAMES, False),
        "here": request.path,
        "back_url": reverse("caseload"),
        "back_label": "My people",
    }
    return render(request, "community/caseload/person.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SOCIAL_WORKER)
def note(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The worker's own note about one of their people. Written in the list; here when something stands against it."""
    at = timezone.now()
    found: User = get_object_or_404(people_of(request.user, at=at), uuid=uuid)
    standing = own_notes([found], request.user).get(found.pk)
    asked = request.POST if request.method == "POST" else request.GET
    back = own_address(asked.get("next")) or reverse("caseload_person", args=[uuid])
    form = NoteForm(held.typed(request, at), initial={"words": standing.words if standing else ""})
    theirs = None
    if request.method == "POST" and form.is_valid():
        kept = keep_note(worker=request.user, person=found, at=at, **form.cleaned_data)
        if not kept.conflict:
            held.give_back(request.user, path=request.path)
            messages.success(request, "Your note is saved." if form.cleaned_data["words"] else "Your note is gone.")
            return redirect(f"{back}#p-{uuid}")
        theirs = kept.note
    context = {
        "person": found,
        "form": form,
        "theirs": theirs,
        "mine": form.cleaned_data.get("words", "") if theirs else "",
        "seen": standing.number if standing else 0,
        "next": back,
        "now": at,
        "words_came_back": form.is_bound and request.method != "POST",
        "held_for": held.token(request.user, request.path),
        "names_hidden": request.session.get(HIDE_NAMES, False),
        "back_url": back,
        "back_label": "Back",
    }
    return render(request, "community/caseload/note.html", context)
