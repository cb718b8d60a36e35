"""Events as sentences, for the person whose record they concern."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.models import Event

# What somebody did, by verb, to be read after their name. Each slice adds those that it records, with `say`.
_SENTENCES: dict[str, str] = {}
THE_PORTAL = "The portal itself"
SOMEBODY = "Somebody whose account is closed"


@dataclass(frozen=True)
class Line:
    """One line of "who looked". note: what else there is to say, such as the reason that they gave."""

    who: str
    role: str
    did: str
    at: datetime
    note: str = ""


def say(sentences: Mapping[str, str]) -> None:
    """Register how a slice's verbs read after a name: `say({"document opened": "opened your document"})`."""
    _SENTENCES.update(sentences)


def sentence_of(verb: str) -> str:
    """The sentence of a verb. One that nobody registered still says what happened."""
    return _SENTENCES.get(verb, f"did this: {verb}")


def known_verbs() -> frozenset[str]:
    """Every verb that has a sentence."""
    return frozenset(_SENTENCES)


def lines_of(events: Iterable[Event], notes: Mapping[int, str] | None = None) -> list[Line]:
    """The events as lines, in one query however many there are. notes: what else to say, by event."""
    events, notes = list(events), notes or {}
    actors = User.objects.in_bulk({event.actor_id for event in events if event.actor_id is not None})
    return [
        _line(event, actors.get(event.actor_id) if event.actor_id else None, notes.get(event.pk, ""))
        for event in events
    ]


def _line(event: Event, actor: User | None, note: str) -> Line:
    if actor is None:
        who, role = (SOMEBODY if event.actor_id else THE_PORTAL), ""
    else:
        who, role = actor.known_as, "" if actor.role == Role.PERSON else actor.get_role_display()
    return Line(who=who, role=role, did=sentence_of(event.verb), at=event.at, note=note)
