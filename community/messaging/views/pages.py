"""One thread: reading it, and writing in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.messaging.enums import ThreadKind
from community.messaging.forms import MessageForm
from community.messaging.inside import Inside, inside_of
from community.messaging.models import Message, Thread
from community.messaging.places import thread_panels
from community.messaging.pointing import About, find_about
from community.messaging.policies import SeenByOthers, SentDifferently, check_can_write
from community.messaging.services import Outgoing, open_thread, send_message, worker_thread_of
from community.messaging.showing import Reader
from community.messaging.views.lookup import asked_number, find_thread, messages_of
from community.messaging.views.rendering import render_messages, shown_messages
from content.wizards import held
from content.wizards.keeping import keeps_words
from portal.access.decisions import Denied
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest
from portal.accounts.models import User
from portal.components.forms import look
from portal.components.lists import in_a_row
from portal.hours.queries import days_of, stand_in_of
from portal.hours.working_days import days_in_words

SEEN_BY_OTHERS = "Not sent yet. Who can see this has changed."
SEND_ONCE_MORE = "If that is right for you, send it once more."
# How many messages a page shows. Earlier ones come when they are asked for.
SHOWN_AT_ONCE = 50
SENT_BEFORE = (
    "You sent this form before, with other words. Those were kept. To send these as well, press the button again."
)


@dataclass(frozen=True)
class Window:
    """Which messages of a thread a page shows: those below the number `below`, the newest without one.

    earlier, later: the queries of the pages beside it, "" where there is nothing more.
    """

    messages: list[Message]
    earlier: str
    later: str


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def thread(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The messages of a thread that this reader may see, and the form for the next one."""
    at = timezone.now()
    found = find_thread(request.user, uuid, at)
    if request.method == "POST":
        return _send(request, found, at)
    return _to_write(request, found, at, held.waiting(request.user, path=request.path, at=at))


def first_message(request: SignedInRequest, found: Thread, at: datetime) -> HttpResponseBase:
    """The same for a thread that may not be kept yet, at an address that names whose it is: its first message keeps it.

    found: of `find_worker_thread`, for somebody who is in it. One that is kept has an address of its own.
    """
    if request.method == "POST":
        return _send(request, found, at)
    waiting = held.waiting(request.user, path=request.path, at=at)
    if found.pk and waiting is None:
        return redirect(found)
    return _to_write(request, found, at, waiting)


def _to_write(request: SignedInRequest, found: Thread, at: datetime, waiting: held.Held | None) -> HttpResponse:
    about = find_about(request.user, found, waiting.words if waiting else request.GET, at=at)
    form = MessageForm(waiting.words if waiting else None, initial=_begun(request, about), about=about)
    return thread_page(request, found, form, at, came_back=waiting)


def _begun(request: HttpRequest, about: About | None) -> dict[str, Any]:
    """What a form begins with: its own name, what it answers, and what it is about."""
    begun = {"client_id": str(uuid4()), "reply_to": asked_number(request.GET.get("reply")) or ""}
    if about is None:
        return begun
    return {**begun, "document": about.document.uuid, "question": about.question_id, "entry": about.entry_id}


def _send(request: SignedInRequest, thread: Thread, at: datetime) -> HttpResponse:
    about = find_about(request.user, thread, request.POST, at=at)
    form = MessageForm(request.POST, request.FILES, about=about)
    if not form.is_valid():
        return _not_sent(request, thread, form, at, status=400)
    outgoing = _outgoing(request, form)
    try:
        # A first message that is refused leaves no thread behind.
        with transaction.atomic():
            into = thread if thread.pk else worker_thread_of(thread.person, at=at)
            kept = send_message(thread=into, by=request.user, message=outgoing, at=at)
    except SentDifferently:
        form.ask_again(SENT_BEFORE)
        return _not_sent(request, thread, form, at, status=409)
    except SeenByOthers:
        return _ask_whether_these_may_see(request, thread, form, at)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return _not_sent(request, thread, form, at, status=403, said={"reason": denied.reason})
    _forget_held(request)
    thread = kept.thread
    if not wants_json(request):
        return redirect(f"{thread.get_absolute_url()}#m{kept.number}")
    shown = messages_of(thread, request.user, at).filter(pk=kept.pk)
    return JsonResponse(render_messages(request, thread, list(shown))[0], status=201 if kept.sent_at == at else 200)


def _ask_whether_these_may_see(
    request: SignedInRequest, thread: Thread, form: MessageForm, at: datetime
) -> HttpResponse:
    """Nothing is sent: it would be read by others than the page said. Sent once more, it is meant for these."""
    inside = inside_of(thread, at=at)
    sees = inside.who_sees(request.user)
    reason = f"{SEEN_BY_OTHERS} {sees} {SEND_ONCE_MORE}"
    form.add_error(None, reason)
    said = {"reason": reason, "who_sees": sees, "seen_by": inside.key(request.user)}
    return _not_sent(request, thread, form, at, status=409, said=said)


def _outgoing(request: HttpRequest, form: MessageForm) -> Outgoing:
    said, about = form.cleaned_data, form.about
    return Outgoing(
        client_id=said["client_id"],
        words=said["words"],
        reply_to=said["reply_to"],
        files=said["files"],
        document=about.document if about else None,
        question_id=UUID(about.question_id) if about else None,
        entry_id=UUID(said["entry"]) if about and said["entry"] else None,
        seen_by=request.POST.get("seen-by", ""),
    )


def _not_sent(
    request: SignedInRequest,
    thread: Thread,
    form: MessageForm,
    at: datetime,
    *,
    status: int,
    said: dict[str, Any] | None = None,
) -> HttpResponse:
    """The words stay where they were typed, and the page says what is the matter."""
    if not wants_json(request):
        return thread_page(request, thread, form, at, status=status)
    return JsonResponse(said or {"errors": form.said()}, status=status)


def thread_page(
    request: SignedInRequest,
    thread: Thread,
    form: MessageForm,
    at: datetime,
    *,
    came_back: held.Held | None = None,
    status: int = 200,
) -> HttpResponse:
    """The thread, as far as it is shown at once, with a form below it."""
    user = request.user
    inside = inside_of(thread, at=at)
    look(form.fields["words"], words=user.pk == thread.person_id)
    # A form that was looked at before keeps the label it had.
    form["words"].label = _write_to(user, inside)
    context = {
        "thread": thread,
        "panels": thread_panels(request, thread),
        "form": form,
        "about": form.about,
        "held_for": held.token(user, request.path),
        "held_back": came_back.number if came_back else "",
        "words_came_back": came_back is not None,
        "back_url": reverse("threads"),
        "back_label": "All messages",
        **_who(user, inside),
    }
    if thread.pk:
        context |= _read(request, thread, form, inside, at)
        return render(request, "community/messaging/thread.html", context, status=status)
    mine = user.pk == thread.person_id
    context["reader"] = {"is_person": mine, "may_write": not _why_not_write(request, thread, at)}
    context["about_unseen"] = _unseen(form.about, inside, at) if mine else ""
    return render(request, "community/messaging/begin.html", context, status=status)


def _read(request: SignedInRequest, thread: Thread, form: MessageForm, inside: Inside, at: datetime) -> dict[str, Any]:
    """What was written, which counts as read from now on."""
    user = request.user
    window = _window(request, thread, at)
    closed = _why_not_write(request, thread, at)
    reader = Reader(thread, user, at, may_write=not closed)
    last = window.messages[-1].number if window.messages else 0
    open_thread(thread=thread, by=user, number=last, at=at)
    answered = asked_number(str(form["reply_to"].value() or ""))
    return {
        "shown_messages": shown_messages(request, reader, window.messages),
        "reader": reader,
        # Who comes back to a thread that is over reads why; for a change of worker a panel says it better.
        "closed": closed if thread.kind == ThreadKind.HELPER else "",
        "window": window,
        "last": last,
        "answered": reader.quote(messages_of(thread, user, at).filter(number=answered).first()) if answered else None,
        "about_unseen": _unseen(form.about, inside, at) if reader.is_person else "",
    }


def _who(user: User, inside: Inside) -> dict[str, Any]:
    """Who is in the thread, as this reader is told."""
    return {
        "inside": inside,
        "title": inside.title(user),
        "who_sees": inside.who_sees(user),
        "seen_by": inside.key(user),
        "who_else": inside.who_else(user),
        "works_on": days_in_words(days_of(inside.worker)) if inside.worker else "",
        "usually": stand_in_of(inside.worker) if inside.worker and not inside.standing_in else None,
        "others": inside.others(user),
    }


def _unseen(about: About | None, inside: Inside, at: datetime) -> str:
    """The name of the social worker, or of who helps, where a person asks about an answer that is kept from them."""
    helper = next((member.match.helper for member in inside.members if member.match), None)
    other = inside.worker or helper
    if about is None or other is None:
        return ""
    where = {"document": about.document.uuid, "question": about.question_id}
    seen = find_about(other, inside.thread, where, at=at)
    return "" if seen else other.known_as


def _write_to(user: User, inside: Inside) -> str:
    """How the box to write in is called."""
    if inside.thread.kind == ThreadKind.WORKER:
        other = inside.worker if user.pk == inside.thread.person_id else inside.thread.person
        return f"Write to {other.known_as}" if other else "Write to your social worker"
    return f"Write to {in_a_row(other.known_as for other in inside.others(user)) or 'this conversation'}"


def _why_not_write(request: SignedInRequest, thread: Thread, at: datetime) -> str:
    """Why this reader cannot write here now; "" where they can."""
    try:
        check_can_write(request.user, thread, at)
    except Denied as denied:
        return denied.reason
    return ""


def _window(request: SignedInRequest, thread: Thread, at: datetime) -> Window:
    """The messages that the address asks for: around one (`at`), before one (`before`), or the newest."""
    wanted, around = asked_number(request.GET.get("before")), asked_number(request.GET.get("at"))
    below = around + SHOWN_AT_ONCE // 2 if around else wanted
    readable = messages_of(thread, request.user, at)
    if below is not None and below <= thread.last_number:
        readable = readable.filter(number__lt=below)
    else:
        below = None
    found = list(readable.order_by("-number")[: SHOWN_AT_ONCE + 1])
    messages = found[:SHOWN_AT_ONCE][::-1]
    earlier = f"?before={messages[0].number}#m{messages[0].number - 1}" if len(found) > SHOWN_AT_ONCE else ""
    later = f"?before={below + SHOWN_AT_ONCE}#m{below}" if below is not None else ""
    return Window(messages, earlier, later)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script sent this."""
    return "application/json" in request.headers.get("Accept", "")


def _forget_held(request: SignedInRequest) -> None:
    """What came back to the page and was sent now has not to be kept any longer."""
    number = asked_number(request.POST.get(held.SHOWN))
    if number is not None:
        held.give_back(request.user, path=request.path, number=number)
