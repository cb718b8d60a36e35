"""Writing entries: adding, changing, taking out and putting back, with their receipts."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary import services
from planning.diary.enums import Direction
from planning.diary.forms import EntryForm
from planning.diary.history import Teller
from planning.diary.lookup import find_diary, find_entry, find_receipt
from planning.diary.models import Entry, MoneyDiary
from planning.diary.policies import check_can_write
from planning.diary.reading import DiaryReading
from planning.diary.services import Stale, WrittenAlready
from planning.diary.values import EntryValues
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.components.money import format_money
from portal.files.serving import handed_out

MINE, THEIRS = "mine", "theirs"


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One more entry, on one short page."""
    at, by = timezone.now(), request.user
    found = find_diary(request, uuid, at)
    check_can_write(by, found, at)
    reading = DiaryReading(found, by, at)
    way = Direction.IN if request.GET.get("way") == Direction.IN else Direction.OUT
    form = EntryForm(
        held.typed(request, at),
        request.FILES or None,
        lines=reading.plan,
        initial={"direction": way, "day": reading.today, "key": uuid4()},
    )
    there: Entry | None = None
    if request.method == "POST" and form.is_valid():
        try:
            entry = _add(found, form, request, at)
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except WrittenAlready as written:
            there = written.first
        else:
            held.give_back(by, path=request.path)
            messages.success(request, f"Written down: {in_short(entry.values)}.")
            return redirect(found)
    context = {
        "page_title": "Add an entry",
        "page_caption": found.title,
        "diary": found,
        "form": form,
        "there": there,
        "key": uuid4() if there else form["key"].value(),
        "back_url": found.get_absolute_url(),
        "back_label": found.title,
        **held.around(request, form),
    }
    return render(request, "planning/diary/add.html", context)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def entry(request: SignedInRequest, uuid: UUID, entry_uuid: UUID) -> HttpResponse:
    """One entry: to read for everybody who sees the diary, to change for who writes in it."""
    at, by = timezone.now(), request.user
    found = find_diary(request, uuid, at)
    current = find_entry(found, entry_uuid)
    reading = DiaryReading(found, by, at)
    if request.method == "POST":
        check_can_write(by, found, at)
        if request.POST.get("keep") == THEIRS:
            held.give_back(by, path=request.path)
            messages.success(request, f"It stays as it is: {in_short(current.values)}.")
            return redirect(found)
    services.open_diary(diary=found, by=by, at=at)
    form = _form(request, reading, current, at)
    if form and request.method == "POST" and form.is_valid():
        try:
            changed = _change(current, form, request, at)
        except Denied as denied:
            form.refuse(denied.reason, denied.about)
        except Stale as stale:
            # Leaving the page of the two loses nothing either.
            held.hold_for(by, request.POST, path=request.path, at=at)
            return _both(request, reading, form.values, stale.current)
        else:
            held.give_back(by, path=request.path)
            messages.success(request, f"Kept: {in_short(changed.values)}.")
            return redirect(found)
    context = {**_said_in(current, reading, by), "form": form, **(held.around(request, form) if form else {})}
    return render(request, "planning/diary/entry.html", context)


@require_POST
@open_to(Audience.PERSON)
def take_out(request: SignedInRequest, uuid: UUID, entry_uuid: UUID) -> HttpResponse:
    """It counts no longer; it can be put back at once, and later."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    current = find_entry(found, entry_uuid)
    try:
        services.take_out_entry(entry=current, seen=_seen(request), by=request.user, at=at)
    except Stale as stale:
        return _look_again(request, stale.current)
    return redirect(f"{found.get_absolute_url()}?out={current.uuid}")


@require_POST
@open_to(Audience.PERSON)
def put_back(request: SignedInRequest, uuid: UUID, entry_uuid: UUID) -> HttpResponse:
    """It counts again, as it was."""
    at = timezone.now()
    found = find_diary(request, uuid, at)
    current = find_entry(found, entry_uuid)
    try:
        services.put_back_entry(entry=current, seen=_seen(request), by=request.user, at=at)
    except Stale as stale:
        return _look_again(request, stale.current)
    messages.success(request, f"Put back: {in_short(current.values)}.")
    return redirect(found)


@require_safe
@open_to(Audience.PERSON)
def receipt(request: SignedInRequest, uuid: UUID, entry_uuid: UUID, receipt_uuid: UUID) -> HttpResponseBase:
    """The file: a photo is shown, a PDF is a download."""
    at = timezone.now()
    current = find_receipt(find_entry(find_diary(request, uuid, at), entry_uuid), receipt_uuid)
    services.open_receipt(receipt=current, by=request.user, at=at)
    try:
        content = current.blob.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    wanted = request.headers.get("Range", "")
    return handed_out(content, name=current.name, content_type=current.content_type, wanted=wanted)


@require_POST
@open_to(Audience.PERSON)
def receipt_out(request: SignedInRequest, uuid: UUID, entry_uuid: UUID, receipt_uuid: UUID) -> HttpResponse:
    """Take a receipt away, or put it back."""
    at = timezone.now()
    current = find_receipt(find_entry(find_diary(request, uuid, at), entry_uuid), receipt_uuid)
    back = request.POST.get("go") == "back"
    services.take_out_receipt(receipt=current, put_back=back, by=request.user, at=at)
    messages.success(request, "The receipt is there again." if back else "The receipt is taken away.")
    return redirect(current.entry)


def in_short(values: EntryValues) -> str:
    """ "£12.50 out for “Bus”"."""
    return f"{format_money(values.amount)} {values.direction} for “{values.what_for}”"


def _said_in(current: Entry, reading: DiaryReading, by: User) -> dict[str, Any]:
    """What the page of an entry says to one reader, apart from its form."""
    teller = Teller(by, reading.today, reading.kept_back)
    hidden = current.line_entry in reading.kept_back
    return {
        "page_title": current.what_for,
        "page_caption": reading.diary.title,
        "diary": reading.diary,
        "entry": current,
        "line": "" if hidden or not current.line else current.line.words,
        "receipts": current.receipts.kept(),
        "lines": [teller.line(deed) for deed in current.deeds.for_pages().newest_first()],
        "may_write": reading.may_write,
        "back_url": reading.diary.get_absolute_url(),
        "back_label": reading.diary.title,
    }


def _form(request: SignedInRequest, reading: DiaryReading, current: Entry, at: datetime) -> EntryForm | None:
    """For who may write, while the entry is there, or while they have typed something."""
    data = held.typed(request, at)
    if not reading.may_write or (current.deleted_at and data is None):
        return None
    return EntryForm(
        data,
        request.FILES or None,
        lines=reading.plan,
        kept=current.line,
        hides=current.line_entry in reading.kept_back,
        initial=EntryForm.showing(current),
    )


@transaction.atomic
def _add(found: MoneyDiary, form: EntryForm, request: SignedInRequest, at: datetime) -> Entry:
    key = form.cleaned_data["key"]
    entry = services.add_entry(diary=found, values=form.values, by=request.user, at=at, key=key)
    _keep_receipt(entry, form, request, at)
    return entry


@transaction.atomic
def _change(current: Entry, form: EntryForm, request: SignedInRequest, at: datetime) -> Entry:
    seen, by = form.cleaned_data["seen"] or 0, request.user
    if request.POST.get("keep") == MINE and current.deleted_at:
        # They read that it was taken out, and want theirs all the same.
        seen = services.put_back_entry(entry=current, seen=seen, by=by, at=at).number
    changed = services.change_entry(entry=current, values=form.values, seen=seen, by=by, at=at)
    _keep_receipt(changed, form, request, at)
    return changed


def _keep_receipt(entry: Entry, form: EntryForm, request: SignedInRequest, at: datetime) -> None:
    taken = form.cleaned_data["receipt"]
    if taken:
        services.keep_receipt(entry=entry, taken=taken, by=request.user, at=at)


def _both(request: SignedInRequest, reading: DiaryReading, mine: EntryValues, current: Entry) -> HttpResponse:
    """Both that were meant, side by side; nothing of either is lost."""
    hidden = current.line_entry in reading.kept_back
    context: dict[str, Any] = {
        "page_title": "Two of you changed this",
        "page_caption": reading.diary.title,
        "diary": reading.diary,
        "mine": mine,
        "mine_line": "" if hidden or not mine.line else mine.line.words,
        "entry": current,
        "theirs": current.values,
        "theirs_line": "" if hidden or not current.line else current.line.words,
        "who": "You, in another window" if current.changed_by_id == request.user.pk else current.changed_by.known_as,
        "typed": [(name, value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "seen")],
        "had_file": bool(request.FILES),
    }
    return render(request, "planning/diary/both.html", context, status=409)


def _look_again(request: SignedInRequest, current: Entry) -> HttpResponse:
    """Who pressed a button on an older page sees how it is now, before anything happens."""
    who = "You changed" if current.changed_by_id == request.user.pk else f"{current.changed_by.known_as} changed"
    messages.warning(request, f"{who} this meanwhile, so nothing happened yet. Look at it once more.")
    return redirect(current)


def _seen(request: SignedInRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0
