"""Saying that what was due to a PA is paid, once their work has ended."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from content.wizards import held
from content.wizards.keeping import keeps_words
from planning.diary.forms import ask_once_more
from planning.diary.policies import check_can_write
from planning.diary.services import WrittenAlready
from planning.timesheets.forms import LastPayForm
from planning.timesheets.lookup import find_assistant
from planning.timesheets.models import LastPay
from planning.timesheets.policies import check_has_left
from planning.timesheets.reading import Employing
from planning.timesheets.services import pay_last
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.components.money import format_money

IN_DIARY = "{amount} for {name} is in the diary now. Nothing more is kept back for their holiday or redundancy."
NOTHING_DUE = "Nothing is kept back any more for the holiday or redundancy of {name}."


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.PERSON)
def last_pay(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How much they got, and when; then it is in the diary, and no more is kept back for them."""
    at, by = timezone.now(), request.user
    assistant = find_assistant(request, uuid, at)
    check_can_write(by, assistant.diary, at)
    check_has_left(assistant, at)
    form = LastPayForm(held.typed(request, at), initial={"on": timezone.localdate(at), "key": uuid4()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            pay_last(assistant=assistant, by=by, at=at, **said)
        except Denied as denied:
            form.refuse(denied.reason, "on" if denied.about == "day" else denied.about)
        except WrittenAlready as written:
            ask_once_more(form, _first(written))
        else:
            held.give_back(by, path=request.path)
            sentence = IN_DIARY if said["amount"] else NOTHING_DUE
            messages.success(request, sentence.format(amount=format_money(said["amount"]), name=assistant.name))
            return redirect(assistant)
    employing = Employing(assistant.diary, at)
    employed = next(each for each in employing.all if each.assistant.pk == assistant.pk)
    context = {
        "page_title": f"You paid {assistant.name} for the last time",
        "page_caption": assistant.diary.title,
        "diary": assistant.diary,
        "assistant": assistant,
        "form": form,
        "kept": employed.kept(employing.today),
        "back_url": assistant.get_absolute_url(),
        "back_label": assistant.name,
        **held.around(request, form),
    }
    return render(request, "planning/timesheets/last_pay.html", context)


def _first(written: WrittenAlready) -> str:
    """What the page said before, in words: an entry, or that nothing was due."""
    if isinstance(written.first, LastPay):
        return "nothing was due"
    return f"{format_money(written.first.amount)} for {written.first.what_for}"
