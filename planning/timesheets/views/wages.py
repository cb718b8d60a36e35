"""Saying that hours are paid, that they are not after all, and that tax is paid."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary.forms import ask_once_more
from planning.diary.lookup import find_diary
from planning.diary.policies import check_can_write
from planning.diary.services import Stale, WrittenAlready
from planning.timesheets.forms import PaidForm, TaxForm
from planning.timesheets.lookup import find_assistant, find_week
from planning.timesheets.reading import PENSION, TAX, Employing, net
from planning.timesheets.services import pay_tax, pay_week, take_back_payment
from planning.timesheets.sums import gross
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.money import format_money

HOURS_CHANGED = "Somebody changed the hours meanwhile, so they come to {pay} now. Check the sum, and save once more."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def paid(request: SignedInRequest, uuid: UUID, begins: str) -> HttpResponse:
    """How much the PA got, and when: then the wages are in the diary."""
    at, by = timezone.now(), request.user
    assistant = find_assistant(request, uuid, at)
    monday, week = find_week(assistant, begins)
    if week is None:
        raise Http404
    check_can_write(by, assistant.diary, at)
    employing = Employing(assistant.diary, at)
    employed = next(each for each in employing.all if each.assistant.pk == assistant.pk)
    pay = gross(week.hours, employed.pays)
    gets = net(pay, employing.rates.of(week.last_day))
    initial = {"amount": gets, "on": employing.today, "seen": week.number}
    form = PaidForm(held.typed(request, at), gross=pay, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            pay_week(week=week, amount=said["amount"], on=said["on"], seen=said["seen"], by=by, at=at)
        except Denied as denied:
            form.refuse(denied.reason, "on" if denied.about == "day" else denied.about)
        except Stale as stale:
            form.data = {**form.data.dict(), "seen": str(stale.current.number)}  # type: ignore[attr-defined]
            form.add_error(None, HOURS_CHANGED.format(pay=format_money(gross(stale.current.hours, employed.pays))))
        else:
            held.give_back(by, path=request.path)
            messages.success(request, f"{format_money(said['amount'])} for {assistant.name} is in the diary now.")
            return redirect(assistant)
    context = {
        "page_title": f"You paid {assistant.name}",
        "page_caption": f"Week of {monday.day} {monday:%B}",
        "diary": assistant.diary,
        "assistant": assistant,
        "week": week,
        "form": form,
        "gross": pay,
        "off": pay - gets,
        "back_url": week.get_absolute_url(),
        "back_label": "The hours",
        **held.around(request, form),
    }
    return render(request, "planning/timesheets/paid.html", context)


@require_POST
@open_to(Audience.PERSON)
def not_paid(request: SignedInRequest, uuid: UUID, begins: str) -> HttpResponse:
    """Take it back."""
    at = timezone.now()
    assistant = find_assistant(request, uuid, at)
    _, week = find_week(assistant, begins)
    if week is None:
        raise Http404
    check_can_write(request.user, assistant.diary, at)
    try:
        take_back_payment(week=week, payment=_payment(request), by=request.user, at=at)
        messages.success(request, "These hours are not marked as paid now. Their wages are out of the diary.")
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect(week)


def _payment(request: SignedInRequest) -> int:
    """Which payment the page was about; 0, which none is, where it does not say."""
    said = request.POST.get("payment", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def tax(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Tax, National Insurance and pension are paid: it goes in the diary, and no more is kept back for those weeks."""
    at, by = timezone.now(), request.user
    diary = find_diary(request, uuid, at)
    check_can_write(by, diary, at)
    employing = Employing(diary, at)
    form = TaxForm(held.typed(request, at), initial={"on": employing.today, "up_to": employing.today, "key": uuid4()})
    there = reverse("pas", args=[diary.uuid])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            pay_tax(diary=diary, by=by, at=at, **said)
        except Denied as denied:
            form.refuse(denied.reason, "on" if denied.about == "day" else denied.about)
        except WrittenAlready as written:
            ask_once_more(form, f"{format_money(written.first.amount)} for {written.first.what_for}")
        else:
            held.give_back(by, path=request.path)
            messages.success(request, f"{format_money(said['amount'])} is in the diary now.")
            return redirect(there)
    context = {
        "page_title": "You paid tax or pension",
        "page_lead": "Write down what you paid for tax and pension, or what your payroll service took for it.",
        "diary": diary,
        "form": form,
        "kept": [kept for kept in employing.kept() if kept.what_for in (TAX, PENSION)],
        "back_url": there,
        "back_label": "Who works for me",
        **held.around(request, form),
    }
    return render(request, "planning/timesheets/tax.html", context)
