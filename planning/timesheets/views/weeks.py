"""The hours of one week, on one short page."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary.policies import check_can_write, may_look_after
from planning.diary.services import Stale
from planning.timesheets.forms import WeekForm
from planning.timesheets.lookup import find_assistant, find_week, opened
from planning.timesheets.models import Assistant, Week
from planning.timesheets.policies import check_week
from planning.timesheets.reading import Employing, hours_in_words
from planning.timesheets.services import WeekValues, latest_before, write_week
from planning.timesheets.services.weeks import values_of
from planning.timesheets.sums import gross, holiday_year
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

OTHER_HOURS = "{name} wrote other hours for this week meanwhile: {hours}. Yours are still here. Save to use yours."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def week(request: SignedInRequest, uuid: UUID, begins: str) -> HttpResponse:
    """Write down or change the hours; what they come to; whether they are paid; what was done before."""
    at, by = timezone.now(), request.user
    assistant = find_assistant(request, uuid, at)
    monday, current = find_week(assistant, begins)
    may_write = assistant.diary.closed_at is None and may_look_after(by, assistant.diary, at)
    if request.method == "POST":
        check_can_write(by, assistant.diary, at)
    if current is None:
        check_week(assistant, monday, at)
    opened(request, assistant.diary, at)
    form = WeekForm(
        held.typed(request, at) if request.POST.get("go") != "same" else None,
        begins=monday,
        hours=current.hours if current else None,
        seen=current.number if current else 0,
    )
    before = latest_before(assistant, monday)
    if request.method == "POST" and _written(request, assistant, monday, form, before, at):
        return redirect(request.path)
    context = {
        "page_title": f"Week of {monday.day} {monday:%B}",
        "page_caption": f"Hours of {assistant.name}",
        "diary": assistant.diary,
        "assistant": assistant,
        "week": current,
        "form": form,
        "before": before,
        "may_write": may_write,
        # What somebody typed before they learned that it is paid stays in its boxes.
        "may_change": may_write and (form.is_bound or not (current and current.is_paid)),
        "deeds": list(current.deeds.select_related("by")) if current else [],
        "back_url": assistant.get_absolute_url(),
        "back_label": assistant.name,
        **_sums(assistant, monday, current, at),
        **held.around(request, form),
    }
    return render(request, "planning/timesheets/week.html", context)


def _sums(assistant: Assistant, monday: date, current: Week | None, at: datetime) -> dict[str, Any]:
    """What the hours come to, and what the page warns of."""
    employed = next(each for each in Employing(assistant.diary, at).all if each.assistant.pk == assistant.pk)
    sunday = monday + timedelta(days=6)
    return {
        "gross": gross(current.hours, employed.pays) if current else None,
        "total": hours_in_words(current.hours.total) if current else "",
        "warning": employed.warning(sunday),
        "holiday_year": holiday_year(assistant.began_on, sunday),
    }


def _written(
    request: SignedInRequest, assistant: Assistant, monday: date, form: WeekForm, before: Week | None, at: datetime
) -> bool:
    """Whether the hours were kept."""
    by = request.user
    if request.POST.get("go") == "same" and before:
        values, seen = WeekValues(values_of(before).worked), _seen(request)
    elif form.is_valid():
        values, seen = form.values, form.cleaned_data["seen"]
    else:
        return False
    try:
        kept = write_week(assistant=assistant, begins=monday, values=values, seen=seen, by=by, at=at)
    except Denied as denied:
        messages.error(request, denied.reason)
        _hold(request, form, at)
        return False
    except Stale as stale:
        if not form.is_bound:
            messages.error(request, "Somebody wrote these hours meanwhile. Here they are.")
            return False
        _use_newer(form, stale.current)
        _hold(request, form, at)
        return False
    held.give_back(by, path=request.path)
    messages.success(request, f"Kept: {hours_in_words(kept.hours.total)}{_and_holiday(kept.hours.holiday)}.")
    return True


def _hold(request: SignedInRequest, form: WeekForm, at: datetime) -> None:
    """Leaving the page, to say that the hours are not paid, loses nothing either."""
    if form.is_bound:
        held.hold_for(request.user, request.POST, path=request.path, at=at)


def _use_newer(form: WeekForm, current: Week) -> None:
    """The page keeps what was typed, and knows now what else is there."""
    form.data = {**form.data.dict(), "seen": str(current.number)}  # type: ignore[attr-defined]
    said = f"{hours_in_words(current.hours.total)}{_and_holiday(current.hours.holiday)}"
    form.add_error(None, OTHER_HOURS.format(name=current.changed_by.known_as, hours=said))


def _and_holiday(holiday: Decimal) -> str:
    return f" and {hours_in_words(holiday)} of holiday" if holiday else ""


def _seen(request: SignedInRequest) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 8 else 0
