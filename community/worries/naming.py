"""What a helper chooses by: a name while they help, and afterwards the days alone, so that two are never mixed up."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from portal.components.dates import clock

if TYPE_CHECKING:
    from community.help_requests.models import Helping
    from portal.relationships.models import Match


def told_apart(helped: "Iterable[Helping]", before: "Iterable[Helping]") -> list[tuple[str, str]]:
    """A uuid and words for each: as short as can be, and longer where two would read alike."""
    ways = [(str(each.match.uuid), _ways(each, over=False)) for each in helped]
    ways += [(str(each.match.uuid), _ways(each, over=True)) for each in before]
    times = Counter(words for _, said in ways for words in said)
    return [(uuid, next((words for words in said if times[words] == 1), said[-1])) for uuid, said in ways]


def whom(match: "Match", *, over: bool) -> str:
    """Somebody whom a helper helps, or helped, for who wrote of them."""
    return _over(match) + _began(match) if over else match.person.known_as


def _ways(helping: "Helping", *, over: bool) -> list[str]:
    match = helping.match
    short = _over(match) if over else match.person.known_as
    longer = short + (_began(match) if over else f", since {_day(match)}")
    return [short, longer, f"{longer} at {clock(match.starts_at)}, with {helping.organisation}"]


def _over(match: "Match") -> str:
    return f"The person whose help ended on {match.last_day:%-d %B %Y}"


def _began(match: "Match") -> str:
    return f" and began on {_day(match)}"


def _day(match: "Match") -> str:
    return f"{timezone.localdate(match.starts_at):%-d %B %Y}"
