"""Events as sentences, for the person whose record they concern."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.models import Event

# What somebody did, by verb, to be read after their name. Higher slices add theirs with `say`.
_SENTENCES: dict[str, str] = {}
THE_PORTAL = "The portal itself"
SOMEBODY = "Somebody whose account is closed"


@dataclass(frozen=True)
class Line:
    """One line of "who looked"."""

    who: str
    role: str
    did: str
    at: datetime


def say(verb: str, sentence: str) -> None:
    """Register how an event's verb reads after a name: `say("document opened", "opened your document")`."""
    _SENTENCES[verb] = sentence


def sentence_of(verb: str) -> str:
    """The sentence of a verb. One that nobody registered still says what happened."""
    return _SENTENCES.get(verb, f"did this: {verb}")


def known_verbs() -> frozenset[str]:
    """Every verb that has a sentence."""
    return frozenset(_SENTENCES)


def lines_of(events: Iterable[Event]) -> list[Line]:
    """The events as lines, in one query however many there are."""
    events = list(events)
    actors = User.objects.in_bulk({event.actor_id for event in events if event.actor_id is not None})
    return [_line(event, actors.get(event.actor_id) if event.actor_id else None) for event in events]


def _line(event: Event, actor: User | None) -> Line:
    if actor is None:
        who, role = (SOMEBODY if event.actor_id else THE_PORTAL), ""
    else:
        who, role = actor.known_as, "" if actor.role == Role.PERSON else actor.get_role_display()
    return Line(who=who, role=role, did=sentence_of(event.verb), at=event.at)


for _verb, _sentence in {
    "record opened": "opened your page",
    "document opened": "opened your document",
    "document shared": "shared your document",
    "document begun": "began a document for you",
    "document renamed": "gave your document another name",
    "answer changed": "changed an answer",
    "step marked": "marked a step",
    "audience chosen": "chose who can see an answer",
    "share changed": "changed what somebody may do with your document",
    "share stopped": "stopped sharing your document",
    "file added": "added a file",
    "file opened": "opened a file",
    "heading added": "added a heading",
    "heading moved": "moved a heading",
    "heading renamed": "renamed a heading",
    "heading taken out": "took a heading out",
    "heading put back": "put a heading back",
    "question added": "added a question",
    "question moved": "moved a question",
    "question renamed": "renamed a question",
    "question taken out": "took a question out",
    "question put back": "put a question back",
    "newer questions accepted": "took over the newer questions",
    "newer questions declined": "kept the questions as they were",
    "comment written": "wrote a comment",
    "comment answered": "answered a comment",
    "comment opened to others": "opened a comment to others",
    "comment marked as sorted": "marked a comment as done",
    "suggestion offered": "suggested other words",
    "suggestion accepted": "used suggested words",
    "suggestion declined": "said no thank you to suggested words",
    "assessment recorded": "recorded your assessment",
    "assessment changed": "changed your assessment",
    "indicative budget set": "set your indicative budget",
    "budget opened": "opened your budget",
    "caseload opened": "saw your name in their list",
    "invitation sent": "sent an invitation",
    "invitation taken up": "joined your circle",
    "invitation taken back": "took an invitation back",
    "circle left": "left your circle",
    "circle membership ended": "ended somebody's place in the circle",
    "joining code given": "gave a joining code",
    "joining code used": "used a joining code",
}.items():
    say(_verb, _sentence)
