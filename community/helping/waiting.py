"""What waits for a helper, one line for each person whom they help: in a constant number of queries."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from community.help_requests.models import Helping, Offer
from community.helping.models import Meeting
from community.helping.queries import given_by
from community.messaging.models import Thread
from planning.comments.models import Comment
from planning.documents.models import Document
from portal.accounts.models import User
from portal.notifications.enums import Kind
from portal.notifications.queries import unread_of

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """What to do next: a link, or only words where there is nothing to press."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Helped:
    """One person whom somebody helps.

    unread: messages; answered: comments of theirs that wait for them; decided: suggestions that the person answered;
    news: documents that were shared with them, and not opened yet; met: how often they have met.
    """

    helping: Helping
    thread: Any
    unread: int
    answered: int
    decided: int
    news: int
    met: int
    minutes: int
    ends_soon: bool

    @property
    def name(self) -> str:
        """What the person is called, and no more of them."""
        return self.helping.match.person.known_as

    @property
    def url(self) -> str:
        """Their page."""
        return reverse("helping_person", args=[self.helping.match.uuid])

    @property
    def waits(self) -> int:
        """How many things wait."""
        return self.unread + self.answered + self.decided + self.news

    @property
    def step(self) -> Step:
        """What to do next: what somebody waits for comes before what is written down."""
        if self.unread:
            return Step(f"Read what {self.name} wrote", self.thread.get_absolute_url())
        if self.waits:
            return Step(f"See what is new from {self.name}", self.url)
        if not self.met:
            return Step("Write, and find a day to meet", self.thread.get_absolute_url())
        if self.ends_soon:
            return Step("Say what you still want to say", self.thread.get_absolute_url())
        return Step("Nothing waits for you now.")


def people_helped(helper: User, *, at: datetime) -> list[Helped]:
    """Whom somebody helps now, with what waits."""
    helpings = list(given_by(helper, at=at))
    people = [helping.match.person_id for helping in helpings]
    threads = _threads(helper, helpings, at)
    answered = _answered(helper, people, at)
    decided, news = _documents(helper, people, at)
    met = Meeting.objects.filter(match__in=[helping.match_id for helping in helpings]).by_match()
    return [
        Helped(
            helping=helping,
            thread=(thread := threads[helping.match_id]),
            unread=thread.unread,
            answered=answered[helping.match.person_id],
            decided=decided[helping.match.person_id],
            news=news[helping.match.person_id],
            met=met.get(helping.match_id, {}).get("count", 0),
            minutes=met.get(helping.match_id, {}).get("minutes", 0),
            ends_soon=helping.match.ends_at <= at + SOON,
        )
        for helping in helpings
    ]


def helped_by_reader(request: HttpRequest, *, at: datetime) -> list[Helped]:
    """Whom the helper helps who reads a page: the first that asks pays for all that ask on it."""
    assert isinstance(request.user, User)  # noqa: S101 - for types; views and panels ask before
    if "helped" not in request.__dict__:
        request.__dict__["helped"] = people_helped(request.user, at=at)
    found: list[Helped] = request.__dict__["helped"]
    return found


def proposed(helper: User, *, at: datetime) -> int:
    """To how many people somebody is proposed now, who could say yes. Who they are is theirs to open, by that yes."""
    mine = Offer.objects.open().filter(helper=helper)
    return mine.exclude(pk__in=Offer.objects.lost(at=at).filter(helper=helper).values("pk")).count()


def _threads(helper: User, helpings: Collection[Helping], at: datetime) -> dict[int, Any]:
    matches = [helping.match_id for helping in helpings]
    found = Thread.objects.filter(members__match__in=matches).with_unread(helper, at=at)
    return {thread.members.all()[0].match_id: thread for thread in found.prefetch_related("members")}


def _answered(helper: User, people: Collection[int], at: datetime) -> Counter[int]:
    found = Comment.objects.visible_to(helper, at=at).answered_for(helper).filter(document__owner__in=people)
    return Counter(found.values_list("document__owner", flat=True))


def _documents(helper: User, people: Collection[int], at: datetime) -> tuple[Counter[int], Counter[int]]:
    """Notices about documents that are shared with them: suggestions that were answered, and what is new to them."""
    shared = Document.objects.visible_to(helper, at=at).filter(owner__in=people)
    owners = {document.get_absolute_url(): document.owner_id for document in shared}
    unread = unread_of(helper).filter(kind__in=(Kind.DECIDED, Kind.SHARED)).values_list("kind", "path")
    decided: Counter[int] = Counter()
    news: Counter[int] = Counter()
    for kind, path in unread:
        owner = next((owner for address, owner in owners.items() if path.startswith(address)), None)
        if owner is not None:
            (decided if kind == Kind.DECIDED else news)[owner] += 1
    return decided, news
