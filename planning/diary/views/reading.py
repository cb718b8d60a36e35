"""Looking at diaries: all of them, one of them month by month, and what was done in it."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.diary.forms import FindForm
from planning.diary.history import Teller
from planning.diary.lookup import find_diary
from planning.diary.models import Entry, MoneyDiary, Receipt
from planning.diary.places import diary_panels, more_of, ways_to_write
from planning.diary.reading import DiaryReading
from planning.diary.services import open_diary
from planning.money_sharing.queries import people_whose_money
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.lists import Choice
from portal.notifications.services import mark_read

ENTRIES_A_PAGE, DEEDS_A_PAGE = 50, 30


@require_safe
@open_to(Audience.PERSON)
def diaries(request: SignedInRequest) -> HttpResponse:
    """My own, and those of people whose money I help with."""
    at, user = timezone.now(), request.user
    found = list(MoneyDiary.objects.visible_to(user, at=at).for_pages().order_by("person", "closed_at", "begun_at"))
    people = people_whose_money(user, at=at, managing=True).order_by("known_as", "pk")
    context = {
        "page_title": "Money diary",
        "page_lead": "What comes in, what goes out, and what is left.",
        "mine": [diary for diary in found if diary.person_id == user.pk],
        "others": [diary for diary in found if diary.person_id != user.pk],
        "people": list(people),
        "back_url": reverse("budget"),
        "back_label": "My money",
    }
    return render(request, "planning/diary/diaries.html", context)


@require_safe
@open_to(Audience.PERSON)
def diary(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One diary: what is left, and its entries by month and by line of the plan."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    open_diary(diary=found, by=request.user, at=at)
    reading = DiaryReading(found, request.user, at)
    months = reading.tally.by_month()
    find = FindForm.over(request.GET, months=months, lines=reading.line_names)
    entries = _entries(reading, find.month_chosen, find.line_chosen)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    chosen = reading.tally.of_month(find.month_chosen) if find.month_chosen else reading.tally
    context = {
        "page_title": found.title,
        "page_caption": "" if reading.mine else f"{found.person.known_as}’s money diary",
        "diary": found,
        "reading": reading,
        "outlook": reading.outlook,
        "find": find,
        "page": page,
        "rows": rows_of(page.object_list, reading),
        "sums": find.sums(chosen),
        "taken_out": _taken_out(found, request.GET.get("out", "")),
        "more": more_of(request, found),
        "panels": diary_panels(request, found),
        "ways": ways_to_write(request, found) if reading.may_write else [],
        **_back(reading),
    }
    return render(request, "planning/diary/diary.html", context)


@require_safe
@open_to(Audience.PERSON)
def done(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was done in a diary, and by whom."""
    at, user = timezone.now(), request.user
    found = find_diary(request, uuid, at)
    open_diary(diary=found, by=user, at=at)
    mark_read(user=user, path=request.path, at=at)
    reading = DiaryReading(found, user, at)
    writers = list(found.deeds.order_by().values_list("by", "by__known_as").annotate(many=Count("pk")))
    who = next((pk for pk, _, _ in writers if str(pk) == request.GET.get("by")), None)
    deeds = found.deeds.for_pages().newest_first()
    page = Paginator(deeds.filter(by=who) if who else deeds, DEEDS_A_PAGE).get_page(request.GET.get("page"))
    teller = Teller(user, reading.today, reading.kept_back)
    pictures = request.GET.get("pictures") == "1"
    context = {
        "page_title": _done_title(found, {pk: name for pk, name, _ in writers}.get(who), who == user.pk),
        "page_lead": "Everything that somebody wrote or changed here stands below, the latest first.",
        "diary": found,
        "page": page,
        "lines": [teller.line(deed) for deed in page.object_list],
        "choices": _writers(request, writers, who),
        "pictures": pictures,
        "switch": _with(request, pictures="" if pictures else "1"),
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
    }
    return render(request, "planning/diary/done.html", context)


def rows_of(entries: Any, reading: DiaryReading) -> list[dict[str, Any]]:
    """The entries of a page, each with the name of its line as this reader knows it."""
    return [{"entry": entry, "line": _line_of(entry, reading)} for entry in entries]


def _entries(reading: DiaryReading, month: date | None, line: UUID | str | None) -> Any:
    entries = reading.diary.entries.kept().newest_first()
    if month:
        entries = entries.between(month, _next_month(month))
    if isinstance(line, UUID):
        entries = entries.of_line(line)
    elif line:
        entries = entries.of_no_line(reading.kept_back)
    receipts = Receipt.objects.kept().filter(entry=OuterRef("pk"))
    return entries.annotate(has_receipt=Exists(receipts)).select_related("changed_by")


def _taken_out(found: MoneyDiary, uuid: str) -> Entry | None:
    """What was taken out a moment ago, to be put back."""
    try:
        out = found.entries.exclude(deleted_at=None).filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None
    return cast(Entry | None, out)


def _line_of(entry: Entry, reading: DiaryReading) -> str:
    """What its line is called, where that says more than the entry itself."""
    if entry.line_entry is None or entry.line_entry in reading.kept_back:
        return ""
    name = reading.line_names.get(entry.line_entry, "")
    return "" if name == entry.what_for else name


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _back(reading: DiaryReading) -> dict[str, str]:
    if reading.mine:
        return {"back_url": reverse("diaries"), "back_label": "Money diary"}
    person = reading.diary.person
    return {"back_url": reverse("budget_of", args=[person.uuid]), "back_label": f"{person.known_as}’s money"}


def _done_title(found: MoneyDiary, name: str | None, own: bool) -> str:
    if own:
        return "What you did"
    return f"What {name} did" if name else "What was done in this diary"


def _writers(request: SignedInRequest, writers: list[Any], who: int | None) -> list[Choice]:
    """Everybody, and each who wrote something."""
    if len(writers) < 2:
        return []
    named = sorted(writers, key=lambda each: (each[0] != request.user.pk, each[1]))
    each = [
        Choice("You" if pk == request.user.pk else name, _with(request, by=str(pk)), many, current=pk == who)
        for pk, name, many in named
    ]
    return [Choice("Everybody", _with(request, by=""), current=who is None), *each]


def _with(request: SignedInRequest, **changed: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
