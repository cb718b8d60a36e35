"""A receipt of help: who saw what, and when. It is put together from what was written down, each time it is read, so
it never lags behind. It names documents, and nothing of what is in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone

from community.help_requests.enums import Action
from community.help_requests.models import Helping, HelpRequest, Turn
from community.messaging.models import Message
from community.organisations.models import Organisation
from planning.comments.models import Comment, Suggestion
from planning.documents.models import Document, Grant
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.models import Event
from portal.components.dates import clock
from portal.components.lists import in_a_row
from portal.relationships.models import Match

# What counts as seeing something: of documents and messages by who helps, of the request by who coordinates.
SAW = {
    "document opened": "opened “{document}”",
    "file opened": "opened a photo or a file in “{document}”",
    "version opened": "opened a version of “{document}”",
    "document copied": "took a copy of “{document}”",
    "messages opened": "opened the messages between you",
    "messages printed": "printed the messages between you",
    "help request opened": "opened your request for help",
}
GONE = "a document that is not there any more"


@dataclass(frozen=True)
class Seen:
    """One line: who saw what, when. role: who they were to the person."""

    at: datetime
    who: str
    role: str
    what: str


@dataclass(frozen=True)
class Open:
    """What one helper could see, and from when to when."""

    title: str
    since: datetime
    until: datetime | None
    left_out: int


@dataclass(frozen=True)
class Part:
    """One helper in a receipt. comments, suggestions, messages: how much of what they wrote is still there."""

    helping: Helping
    open: tuple[Open, ...]
    comments: int
    suggestions: int
    messages: int

    @property
    def period(self) -> str:
        """From when to when, in words: "until the end of 27 November 2026" where it was the last day."""
        match = self.helping.match
        by_its_day = timezone.localtime(match.ends_at).time() == time.min
        last = f"the end of {match.last_day:%-d %B %Y}" if by_its_day else _moment(match.ends_at)
        return f"From {_moment(match.starts_at)}, until {last}"

    @property
    def written(self) -> str:
        """What they wrote that stays, in words; "" for nothing."""
        counts = ((self.comments, "comment"), (self.suggestions, "suggestion"), (self.messages, "message"))
        return in_a_row(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count)


@dataclass(frozen=True)
class Receipt:
    """All of one request, at one moment."""

    request: HelpRequest
    parts: tuple[Part, ...]
    seen: tuple[Seen, ...]
    at: datetime

    @property
    def text(self) -> str:
        """The same as plain text, to keep or to send on."""
        return "\n".join(_lines(self))


def receipt_of(request: HelpRequest, *, at: datetime) -> Receipt:
    """Who has seen what because of this request, the first thing first. As many queries for many helpers as for one."""
    helpings = list(Helping.objects.for_pages().filter(request=request).order_by("match__starts_at", "pk"))
    return Receipt(request, tuple(_parts(request.person_id, helpings, at)), tuple(_seen(request, helpings)), at)


def _parts(person: int, helpings: Collection[Helping], at: datetime) -> Iterator[Part]:
    matches = [helping.match for helping in helpings]
    helpers = [match.helper_id for match in matches]
    shared = Grant.objects.filter(match__in=matches).select_related("document").order_by("starts_at", "pk")
    grants: dict[int | None, list[Grant]] = {}
    for grant in shared:
        grants.setdefault(grant.match_id, []).append(grant)
    theirs = {"document__owner": person, "document__deleted_at": None, "author__in": helpers}
    comments, suggestions = (
        list(model.objects.filter(**theirs).values_list("author", "created_at")) for model in (Comment, Suggestion)
    )
    sent = Message.objects.filter(thread__members__match__in=matches, author__in=helpers)
    messages = Counter(sent.values_list("thread__members__match", flat=True))
    for helping in helpings:
        match = helping.match
        yield Part(
            helping=helping,
            open=tuple(_open(grant, match.ends_at, at) for grant in grants.get(match.pk, ())),
            comments=_during(match, comments),
            suggestions=_during(match, suggestions),
            messages=messages[match.pk],
        )


def _during(match: Match, written: Iterable[tuple[int, datetime]]) -> int:
    """How much of it the helper of this match wrote while it held."""
    return sum(by == match.helper_id and match.starts_at <= at < match.ends_at for by, at in written)


def _open(grant: Grant, ends_at: datetime, at: datetime) -> Open:
    until = min(grant.ends_at or ends_at, ends_at)
    title = GONE if grant.document.deleted_at else grant.document.title
    return Open(title, grant.starts_at, until if until <= at else None, len(grant.left_out))


def _seen(request: HelpRequest, helpings: Collection[Helping]) -> Iterable[Seen]:
    asked = Q(object_type=HelpRequest._meta.model_name, object_id=str(request.uuid))
    for helping in helpings:
        match = helping.match
        asked |= Q(actor_id=match.helper_id, at__gte=match.starts_at, at__lt=match.ends_at)
    found = Event.objects.filter(asked, person_id=request.person_id, verb__in=SAW).exclude(actor_id=request.person_id)
    events = list(found.order_by("at", "pk"))
    actors = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    roles = {helping.match.helper_id: helping.match.relation for helping in helpings}
    titles = _titles(request.person_id, events)
    asked_of = list(request.turns.filter(action=Action.SEND).order_by("pk").select_related("organisation"))
    for event in events:
        actor = actors.get(event.actor_id or 0)
        if actor is None:
            continue
        what = SAW[event.verb].replace("“{document}”", titles.get(event.object_id, GONE))
        role = roles.get(actor.pk) or _role(actor, _asked_then(request, asked_of, event))
        yield Seen(event.at, actor.known_as, role, what)


def _asked_then(request: HelpRequest, asked_of: Sequence[Turn], event: Event) -> Organisation | None:
    """The organisation that the request was with when something happened. asked_of: whom it was sent to, in order."""
    then = [turn.organisation for turn in asked_of if turn.at <= event.at]
    return then[-1] if then else request.organisation


def _role(actor: User, asked: Organisation | None) -> str:
    if actor.role == Role.COORDINATOR and asked:
        return f"coordinator, {asked.name}"
    return str(actor.get_role_display()).lower()


def _titles(person: int, events: Iterable[Event]) -> dict[str, str]:
    wanted = {event.object_id for event in events if event.object_type == "document"}
    found = Document.objects.filter(owner=person, uuid__in=wanted, deleted_at=None)
    return {str(document.uuid): f"“{document.title}”" for document in found}


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B} {local.year}, {clock(at)}"


def _lines(receipt: Receipt) -> Iterable[str]:
    yield "A receipt of help"
    yield f"Put together on {_moment(receipt.at)}"
    for part in receipt.parts:
        match = part.helping.match
        yield ""
        yield f"{match.helper.known_as}, {match.relation}"
        yield part.period
        for each in part.open:
            left_out = f", with {each.left_out} left out" if each.left_out else ""
            until = f", closed since {_moment(each.until)}" if each.until else ""
            yield f"- could read “{each.title}”, from {_moment(each.since)}{left_out}{until}"
        if not part.open:
            yield "- could read no document of yours"
        if part.written:
            yield f"- wrote {part.written}, which you keep"
    yield ""
    yield "Who saw what"
    for line in receipt.seen:
        yield f"- {_moment(line.at)}: {line.who} ({line.role}) {line.what}"
    if not receipt.seen:
        yield "- nobody opened anything"
