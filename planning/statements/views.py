"""Bringing in a bank statement: the file, what its columns mean, and its lines, until each has a yes or no."""

from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planning.diary.lookup import find_diary
from planning.diary.policies import check_can_look_after
from planning.statements.enums import OPEN, Standing
from planning.statements.forms import ColumnsForm, UploadForm
from planning.statements.models import Statement
from planning.statements.reading.columns import look
from planning.statements.reading.days import Order, day_of
from planning.statements.reading.lines import Settled, read
from planning.statements.reading.refusals import Unreadable
from planning.statements.services import (
    Added,
    AlreadyHere,
    add_lines,
    bring_statement,
    choose_parts,
    delete_statement,
    leave_out,
    proposer,
    read_lines,
    settle_columns,
)
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.audit import services as audit
from portal.components.lists import Choice

LINES_A_PAGE, FIRST_LINES = 40, 8
NO_PART = "none"
# A page shows so many; a form that names more is not of ours.
MOST_NAMED = LINES_A_PAGE * 3
LOOK_FIRST = f"Somebody wrote the same sum in the diary meanwhile. Look under “{Standing.MAYBE.label}”."
HERE_BEFORE = "This file was brought in before. Here is what became of it."


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def statements(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Choose a file, or go on with one."""
    at, user = timezone.now(), request.user
    diary = find_diary(request, uuid, at)
    check_can_look_after(user, diary, at)
    form = UploadForm(
        request.POST if request.method == "POST" else None, request.FILES or None, initial={"key": uuid4()}
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            statement = bring_statement(diary=diary, upload=chosen["file"], by=user, at=at, key=chosen["key"])
            return redirect(statement)
        except AlreadyHere as here:
            if here.statement.made_from != chosen["key"]:
                messages.info(request, HERE_BEFORE)
            return redirect(here.statement)
        except Unreadable as none:
            form.add_error("file", none.reason)
        except Denied as denied:
            form.add_error(None, denied.reason)
    context = {
        "page_title": "Bring in a bank statement",
        "page_lead": "Your bank can give you a file with your payments. Here you choose which of them go in the diary.",
        "diary": diary,
        "form": form,
        "here": list(diary.statements.with_counts().defer("packed").select_related("brought_by")),
        "back_url": diary.get_absolute_url(),
        "back_label": diary.title,
    }
    return render(request, "planning/statements/statements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def columns(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the columns mean: our guess with the first lines as they would be read, to be confirmed or changed."""
    at = timezone.now()
    statement = _find(request, uuid, at)
    if statement.read_at:
        return redirect(statement)
    sheet, settled = look(statement.text), Settled.from_json(statement.settled)
    form = ColumnsForm.over(request.POST if request.method == "POST" else None, sheet=sheet, settled=settled)
    if request.method == "POST" and form.is_valid() and _said(request, statement, form, at):
        statement.refresh_from_db(fields=["read_at"])
        return redirect(statement)
    _opened(request, statement, at)
    context = {
        "page_title": "What do the columns mean?",
        "page_lead": "This is how we read the first lines. Check the days, and what came in and went out.",
        "diary": statement.diary,
        "statement": statement,
        "settled": settled,
        "form": form,
        "first": list(islice(read(sheet, settled), FIRST_LINES)),
        "ask_order": "order" in statement.unsure,
        "ask_way": "way" in statement.unsure,
        "show_form": bool(statement.unsure) or form.is_bound,
        "either": _either(settled),
        "back_url": reverse("diary_statements", args=[statement.diary.uuid]),
        "back_label": "Bank statements",
    }
    return render(request, "planning/statements/columns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def lines(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The lines of a file, each with the part of the plan that it may be for, until it is added or left out."""
    at = timezone.now()
    statement = _find(request, uuid, at)
    if statement.read_at is None:
        return redirect(statement)
    if request.method == "POST":
        return _decide(request, statement, at)
    _opened(request, statement, at)
    counts = statement.lines.by_standing()
    shown = _shown(request.GET.get("show", ""), counts)
    page = Paginator(statement.lines.filter(standing=shown), LINES_A_PAGE).get_page(request.GET.get("page"))
    proposed = proposer(statement.diary, request.user)
    context = {
        "page_title": "Lines of your statement",
        "page_lead": "Nothing is in the diary until you add it.",
        "diary": statement.diary,
        "statement": statement,
        "shown": shown,
        "may_decide": shown in (*OPEN, Standing.LEFT_OUT) and statement.diary.closed_at is None,
        "choices": _choices(counts, shown),
        "new": counts.get(Standing.NEW, 0),
        "waiting": sum(counts.get(standing, 0) for standing in OPEN),
        "page": page,
        "rows": [{"line": line, "part": proposed.part_of(line)} for line in page.object_list],
        "parts": list(proposed.parts.values()),
        "back_url": reverse("diary_statements", args=[statement.diary.uuid]),
        "back_label": "Bank statements",
    }
    return render(request, "planning/statements/lines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def delete(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Let the list go."""
    at = timezone.now()
    statement = _find(request, uuid, at)
    there = reverse("diary_statements", args=[statement.diary.uuid])
    if request.method == "POST":
        try:
            delete_statement(statement=statement, by=request.user, at=at)
            messages.success(request, "Deleted. What you added before is still in the diary.")
            return redirect(there)
        except Denied as denied:
            messages.error(request, denied.reason)
    context = {
        "page_title": "Delete this list?",
        "diary": statement.diary,
        "statement": statement,
        "back_url": statement.get_absolute_url(),
        "back_label": "Back to the list",
    }
    return render(request, "planning/statements/delete.html", context)


def _find(request: SignedInRequest, uuid: UUID, at: datetime) -> Statement:
    found: Statement = get_object_or_404(Statement.objects.visible_to(request.user, at=at).for_pages(), uuid=uuid)
    return found


def _opened(request: SignedInRequest, statement: Statement, at: datetime) -> None:
    """Whoever is not the person is written down."""
    person = statement.diary.person
    if request.user.pk != person.pk:
        audit.record("statement opened", by=request.user, person=person, about=statement, at=at)


def _said(request: SignedInRequest, statement: Statement, form: ColumnsForm, at: datetime) -> bool:
    """Carry out what was said about the columns; whether it was done."""
    do = read_lines if request.POST.get("go") == "read" else settle_columns
    try:
        do(statement=statement, columns=form.columns(), by=request.user, at=at)
    except Denied as denied:
        form.add_error(None, denied.reason)
    return not form.errors


def _either(settled: Settled) -> list[str]:
    """The two days that one way of writing could mean."""
    days = [day_of(settled.day.example, order) for order in (Order.DAY_FIRST, Order.MONTH_FIRST)]
    return [f"{day.day} {day:%B %Y}" for day in days if day]


def _shown(asked: str, counts: dict[str, int]) -> str:
    if asked in Standing.values:
        return asked
    order = (Standing.NEW, Standing.MAYBE, Standing.REFUSED, Standing.ADDED, Standing.THERE, Standing.LEFT_OUT)
    return next((standing for standing in order if counts.get(standing)), Standing.NEW)


def _choices(counts: dict[str, int], shown: str) -> list[Choice]:
    return [
        Choice(str(Standing(standing).label), f"?show={standing}", counts.get(standing, 0), current=standing == shown)
        for standing in Standing.values
        if counts.get(standing) or standing == shown
    ]


def _decide(request: SignedInRequest, statement: Statement, at: datetime) -> HttpResponse:
    """One line, the ticked ones, or all new ones: added, left out, or taken back. What was chosen for lines on the page
    is kept whatever the button was."""
    verb, _, about = request.POST.get("go", "").partition(":")
    ticked = [about] if about else request.POST.getlist("line")[:MOST_NAMED]
    named = [int(pk) for pk in ticked if pk.isdecimal() and len(pk) < 19]
    by = request.user
    try:
        choose_parts(statement=statement, parts=_parts(request), by=by, at=at)
        if verb in ("add", "add-all"):
            added = add_lines(statement=statement, lines=None if verb == "add-all" else named, by=by, at=at)
            messages.success(request, _added_in_words(added, bool(named) or verb == "add-all"))
        elif verb in ("leave", "back"):
            many = leave_out(statement=statement, lines=named, by=by, at=at, back=verb == "back")
            messages.success(request, _left_in_words(many, back=verb == "back"))
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(reverse("diary_statements", args=[statement.diary.uuid]))
    return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)


def _parts(request: SignedInRequest) -> dict[int, UUID | None]:
    found: dict[int, UUID | None] = {}
    for name, value in islice(request.POST.items(), MOST_NAMED * 3):
        pk = name.removeprefix("part-")
        if name == pk or not pk.isdecimal() or len(pk) > 18:
            continue
        try:
            found[int(pk)] = None if value == NO_PART else UUID(str(value))
        except ValueError:
            continue
    return found


def _added_in_words(added: Added, any_named: bool) -> str:
    if not any_named:
        return "Tick the lines that you want to add first."
    said = []
    if added.added:
        said.append(f"{added.added:,} {'line is' if added.added == 1 else 'lines are'} in the diary now.")
    if added.there:
        said.append(f"{_many(added.there)} in the diary already and not added again.")
    if added.maybe:
        said.append(f"{_many(added.maybe)} not added yet. {LOOK_FIRST}")
    return " ".join(said) or "There was nothing new to add."


def _left_in_words(many: int, *, back: bool) -> str:
    if not many:
        return "Tick the lines first."
    lines_are = "1 line is" if many == 1 else f"{many:,} lines are"
    return f"{lines_are} back among those to look at." if back else f"{lines_are} left out. You can take that back."


def _many(number: int) -> str:
    return "1 line was" if number == 1 else f"{number:,} lines were"
