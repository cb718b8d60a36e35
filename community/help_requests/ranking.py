"""Who suits a request, the best first, and why, in words. Pure: data in, data out.

What counts, in this order: how much of what was asked for somebody helps with; the languages and the other things that
were asked for; whether there is room; how far away they are; how long people wait. Nothing else is known here: no name,
and not who could earn by it, so that nobody can buy a better place. Those who are equal stand in an order drawn by lot
for this request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from community.help_requests.wishes import Wishes
from community.organisations.enums import Room, Taxonomy
from portal.components.lists import in_a_row

# As the crow flies. What lies within the same band counts as equally far.
BANDS = (5, 15, 30)
# Beyond it nobody comes, and nobody goes.
TOO_FAR = 60
ROOMS = (Room.OPEN, Room.WAITING, Room.UNKNOWN, Room.FULL)
LONG = 1000
# What the words of the directory are called: by list and short name, in the order of the lists.
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Candidate:
    """An organisation as the ranking knows it. The codes are those of the directory's lists.

    key: what finds it again; lot: drawn for this request. miles: None where that cannot be told.
    """

    key: int
    lot: str
    kinds: frozenset[str]
    languages: frozenset[str]
    access: frozenset[str]
    room: str
    wait_weeks: int | None
    miles: float | None
    everywhere: bool


@dataclass(frozen=True)
class Suited:
    """An organisation that suits, and why, as sentences."""

    key: int
    reasons: tuple[str, ...]


def rank(wishes: Wishes, candidates: Iterable[Candidate], names: Names) -> list[Suited]:
    """Those that suit, the best first. names: what each code is called."""
    fitting = sorted((each for each in candidates if suits(wishes, each)), key=lambda each: _order(wishes, each))
    return [Suited(each.key, tuple(reasons(wishes, each, names))) for each in fitting]


def suits(wishes: Wishes, candidate: Candidate) -> bool:
    """Whether they help with any of it, and are not out of reach."""
    if wishes.kinds and not wishes.kinds & candidate.kinds:
        return False
    if candidate.everywhere or wishes.from_afar or wishes.here is None or candidate.miles is None:
        return True
    return candidate.miles <= TOO_FAR


def _order(wishes: Wishes, candidate: Candidate) -> tuple[object, ...]:
    languages = not wishes.languages or bool(wishes.languages & candidate.languages)
    return (
        -len(wishes.kinds & candidate.kinds),
        -int(languages) - len(wishes.access & candidate.access),
        ROOMS.index(Room(candidate.room)),
        _band(wishes, candidate),
        LONG if candidate.wait_weeks is None else candidate.wait_weeks,
        candidate.lot,
    )


def _band(wishes: Wishes, candidate: Candidate) -> int:
    """Which band of distance they are in; the nearest where distance does not matter."""
    if wishes.here is None or wishes.from_afar or candidate.everywhere:
        return 0
    if candidate.miles is None:
        return len(BANDS) + 1
    return sum(candidate.miles > edge for edge in BANDS)


def reasons(wishes: Wishes, candidate: Candidate, names: Names) -> list[str]:
    """Why they stand where they stand, as sentences."""
    found = []
    if both := _called(Taxonomy.HELP, wishes.kinds & candidate.kinds, names):
        found.append(f"They help with {_quoted(both)}.")
    if missing := _called(Taxonomy.HELP, wishes.kinds - candidate.kinds, names):
        found.append(f"They do not say that they help with {_quoted(missing)}.")
    found.append(_room(candidate))
    if away := _away(wishes, candidate):
        found.append(away)
    spoken = _called(Taxonomy.LANGUAGE, wishes.languages & candidate.languages, names)
    found += [f"Somebody speaks {language}." for language in spoken]
    if wishes.languages and not spoken:
        wanted = in_a_row(_called(Taxonomy.LANGUAGE, wishes.languages, names))
        found.append(f"They do not say that they speak {wanted}.")
    found += [f"{name}." for name in _called(Taxonomy.ACCESS, wishes.access & candidate.access, names)]
    return found


def _called(taxonomy: Taxonomy, codes: Iterable[str], names: Names) -> list[str]:
    """What these words of a list are called, in its order."""
    wanted = set(codes)
    return [name for (of, code), name in names.items() if of == taxonomy and code in wanted]


def _quoted(called: Iterable[str]) -> str:
    return in_a_row(f"“{name}”" for name in called)


def _room(candidate: Candidate) -> str:
    weeks = candidate.wait_weeks
    usually = f"usually {weeks} week{'' if weeks == 1 else 's'}" if weeks else ""
    if candidate.room == Room.OPEN:
        return f"There is room now: {usually} to wait." if usually else "There is room now."
    if candidate.room == Room.WAITING:
        return f"There is a wait, {usually}." if usually else "There is a wait."
    return "There is no room now." if candidate.room == Room.FULL else "They have not said if there is room."


def _away(wishes: Wishes, candidate: Candidate) -> str:
    if candidate.everywhere:
        return "They help by phone or online, wherever you live."
    if wishes.here is None or candidate.miles is None:
        return ""
    miles = round(candidate.miles)
    return f"{miles} mile{'' if miles == 1 else 's'} away." if candidate.miles >= 1 else "Less than a mile away."
