"""Looking for something in a thread, and printing it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.messaging.forms import SearchForm
from community.messaging.inside import inside_of
from community.messaging.models import Message
from community.messaging.services import open_thread, print_thread
from community.messaging.showing import Reader
from community.messaging.views.lookup import find_thread, messages_of
from community.messaging.views.rendering import shown_messages
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import SignedInRequest

MOST_FOUND = 50
# How much of a message is shown around what was looked for.
BEFORE, AFTER = 60, 140


@dataclass(frozen=True)
class Found:
    """A message in which the words are: what stands before the first of them, it, and what follows."""

    message: Message
    author: str
    before: str
    match: str
    after: str


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def search(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Messages with these words in them, the newest first. Sent as a form, so that no address holds the words."""
    user, at = request.user, timezone.now()
    thread = find_thread(user, uuid, at)
    form = SearchForm(request.POST if request.method == "POST" else None)
    found: list[Found] | None = None
    more = False
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"].split()
        matching = messages_of(thread, user, at)
        for word in words:
            matching = matching.filter(Q(words__icontains=word) | Q(pk__in=_with_file(thread.pk, word)))
        rows = list(matching.order_by("-number")[: MOST_FOUND + 1])
        more = len(rows) > MOST_FOUND
        reader = Reader(thread, user, at)
        found = [_found(message, words, reader) for message in rows[:MOST_FOUND]]
        # Staff who look for words read what they find.
        open_thread(thread=thread, by=user, number=0, at=at)
    context = {
        "page_title": "Look for words",
        "back_url": thread.get_absolute_url(),
        "back_label": "Back to the messages",
        "thread": thread,
        "form": form,
        "found": found,
        "more": more,
    }
    return render(request, "community/messaging/search.html", context)


@require_safe
@open_to(Audience.SIGNED_IN)
def on_paper(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """All of a thread that this reader may see, to be printed."""
    user, at = request.user, timezone.now()
    thread = find_thread(user, uuid, at)
    print_thread(thread=thread, by=user, at=at)
    inside = inside_of(thread, at=at)
    reader = Reader(thread, user, at, may_write=False)
    messages = list(messages_of(thread, user, at).order_by("number"))
    context = {
        "thread": thread,
        "title": inside.title(user),
        "who_sees": inside.who_sees(user),
        "printed_at": at,
        "on_paper": True,
        "shown_messages": shown_messages(request, reader, messages),
        "back_url": thread.get_absolute_url(),
        "back_label": "Back to the messages",
    }
    return render(request, "community/messaging/print.html", context)


def _with_file(thread_id: int, word: str) -> object:
    return Message.objects.filter(thread=thread_id, files__name__icontains=word).values("pk")


def _found(message: Message, words: list[str], reader: Reader) -> Found:
    text = " ".join(message.words.split())
    lower = text.lower()
    places = [(lower.find(word.lower()), len(word)) for word in words]
    start, length = min(((at, size) for at, size in places if at >= 0), default=(0, 0))
    begins = max(0, start - BEFORE)
    before = ("…" if begins else "") + text[begins:start]
    after = text[start + length :]
    return Found(
        message,
        reader.name_of(message.author),
        before,
        text[start : start + length],
        after if len(after) <= AFTER else f"{after[:AFTER].rstrip()}…",
    )
