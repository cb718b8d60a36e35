"""An answer to one question as the answer to another. Pure: data in, data out, and no word is dropped on the way."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from content.questions.definitions import QuestionDefinition
from content.questions.enums import How
from content.questions.kinds import KINDS, kind_of
from content.questions.kinds.base import as_list, as_mapping, one_line
from content.questions.kinds.choices import OneOf, SeveralOf
from content.questions.kinds.duties import DutyWeek, hours_of
from content.questions.kinds.figures import Money, Week, parts_of
from content.questions.kinds.files import FileKind, Files
from content.questions.kinds.lists import HOW_OFTEN, CostList, ListKind
from content.questions.kinds.texts import LongText, ShortText


def ways(source: str, target: str) -> tuple[How, ...]:
    """How an answer of one kind can become one of another, the closest way first; empty where it cannot."""
    if source not in KINDS or target not in KINDS:
        return ()
    found = []
    if source == target:
        found.append(How.AS_IT_IS)
    if not isinstance(KINDS[source], FileKind):
        # Words alone are no duty: it has days and hours.
        if isinstance(KINDS[target], ListKind) and target not in {source, DutyWeek.name}:
            found.append(How.AS_ENTRIES)
        if isinstance(KINDS[target], LongText) or (source, target) == (DutyWeek.name, Week.name):
            found.append(How.AS_WORDS)
    return tuple(found)


def convert(value: Any, source: QuestionDefinition, target: QuestionDefinition, how: str) -> Any:
    """The answer to `source` as an answer to `target`; None where there is none, or it has no place there."""
    if value is None or how not in ways(source.kind, target.kind):
        return None
    if how == How.AS_ENTRIES:
        return _entries(value, source, target) or None
    if how == How.AS_WORDS and isinstance(kind_of(target), Week):
        return _on_its_days(value, source, target)
    if how == How.AS_WORDS:
        return _in_the_boxes_of(target, in_words(source, value)) or None
    return _same_kind(value, source, target)


def in_words(question: QuestionDefinition, value: Any) -> str:
    """An answer as plain words, a line for each of its parts."""
    kind = kind_of(question)
    if isinstance(kind, ListKind | Week):
        pieces = kind.pieces(question, value)
        return "\n".join(f"{p.name}: {p.words}" if isinstance(kind, Week) else p.words for p in pieces)
    shown = kind.show(question, value)
    rows = [", ".join(filter(None, row)) for row in shown.rows]
    return "\n".join(filter(None, [shown.text, *shown.items, *rows]))


def reversible(source: QuestionDefinition, target: QuestionDefinition, how: str) -> bool:
    """Whether what was written at the target can go back to where it came from without losing its shape."""
    in_words = {source.kind, target.kind} <= {LongText.name, ShortText.name}
    return in_words or how == How.AS_IT_IS


def merged(target: QuestionDefinition, standing: Any, before: Any, now: Any) -> Any:
    """What stands at the target, with a change from elsewhere brought in.

    before, now: what the other side said, converted, and says now; None for nothing. What was written here since
    is never taken out: a part that was changed on both sides keeps its words, and the others come beside them.
    """
    if standing is None or before == now:
        return now if standing is None else standing
    if standing == before:
        return now
    kind = kind_of(target)
    if isinstance(kind, LongText):
        between = "; " if isinstance(kind, ShortText) else "\n\n"
        return _texts(str(standing), before, now, between) or None
    if isinstance(kind, ListKind | Files):
        return _lists(as_list(standing), as_list(before), as_list(now)) or None
    if isinstance(kind, Week):
        return _weeks(standing, as_mapping(before), as_mapping(now)) or None
    # Of a choice, a date or a sum only one can stand.
    both = kind.both(now, standing) if before is None and now is not None else None
    return both if both is not None else now


# --- Each kind into another ------------------------------------------------------------------------


def _same_kind(value: Any, source: QuestionDefinition, target: QuestionDefinition) -> Any:
    kind = kind_of(source)
    if isinstance(kind, OneOf):
        return value if str(value) in _keys(target) else None
    if isinstance(kind, SeveralOf):
        return _several(as_mapping(value), source, target)
    if isinstance(kind, Money) and source.options.get("per", "none") != target.options.get("per", "none"):
        # An amount a week is no amount a month: as words it says what it is, and asks to be looked at.
        return {"typed": kind.show(source, value).text}
    return value


def _keys(question: QuestionDefinition) -> set[str]:
    return {str(choice["key"]) for choice in question.options.get("choices", ())}


def _several(value: Mapping[str, Any], source: QuestionDefinition, target: QuestionDefinition) -> dict[str, Any]:
    """Choices that the target has stay choices; the others become words below “something else”."""
    known = _keys(target)
    chosen = [str(key) for key in as_list(value.get("chosen"))]
    labels = {piece.place: piece.words for piece in kind_of(source).pieces(source, {"chosen": chosen})}
    words = [labels[key] for key in chosen if key not in known]
    other = str(value.get("something_else") or "")
    return {
        "chosen": [key for key in chosen if key in known],
        "something_else": "; ".join(filter(None, [*words, other])),
    }


def _in_the_boxes_of(target: QuestionDefinition, words: str) -> str:
    """A box of one line has no line ends."""
    if isinstance(kind_of(target), ShortText):
        return "; ".join(filter(None, (line.strip() for line in words.split("\n"))))
    return words.strip()


def _on_its_days(value: Any, source: QuestionDefinition, target: QuestionDefinition) -> dict[str, Any] | None:
    """Duties in a week of words, each in its part of the day; None where one of them has no day yet."""
    week, parts = hours_of(source, value), parts_of(target)
    if week.unclear:
        return None
    found: dict[str, dict[str, str]] = {}
    for day in week.days:
        here: dict[str, list[str]] = {}
        for duty in day.duties:
            when = duty.when or duty.length
            here.setdefault(_part_of_the_day(duty.begins, parts), []).append(f"{duty.what}, {when}")
        if here:
            found[day.name.lower()] = {part: "; ".join(texts) for part, texts in here.items()}
    return found or None


def _part_of_the_day(begins: str, parts: Sequence[str]) -> str:
    """The part in which a time lies, as far as the question has it; the first for duties of no time, or where not."""
    ends = {"morning": "12:00", "afternoon": "17:00", "evening": "22:00", "night": "24:00"}
    part = next((part for part, end in ends.items() if begins < end), "") if begins else ""
    known = [each.lower() for each in parts]
    return part if part in known else known[0]


def _entries(value: Any, source: QuestionDefinition, target: QuestionDefinition) -> list[dict[str, Any]]:
    kind, listed = kind_of(source), KINDS[target.kind]
    assert isinstance(listed, ListKind)  # noqa: S101 - see `ways`
    if isinstance(kind, Money) and isinstance(listed, CostList):
        return [_entry(listed, source, "0", **_cost(value, source))]
    pieces = kind.pieces(source, value)
    named = isinstance(kind, Week)
    return [
        _entry(listed, source, p.place, words=one_line(f"{p.name}: {p.words}" if named else p.words))
        for p in pieces
        if p.words.strip()
    ]


def _cost(value: Any, source: QuestionDefinition) -> dict[str, str]:
    """A sum as a line of costs, where it says how often it comes; else the sum stays part of the words."""
    per = str(source.options.get("per", "none"))
    # What an hour costs is no line of costs before it is known how many of them there are.
    if per in HOW_OFTEN and per != "hour":
        typed = value if isinstance(value, str) else as_mapping(value).get("typed", "")
        return {"words": source.label, "amount": str(typed), "how_often": per}
    return {"words": one_line(f"{source.label}: {kind_of(source).show(source, value).text}")}


def _entry(listed: ListKind, source: QuestionDefinition, place: str, *, words: str, **boxes: str) -> dict[str, Any]:
    first, *others = listed.boxes_of_an_entry
    empty = {box.name: box.usual for box in others if not box.more}
    return {"id": entry_at(source.id, place), first.name: words, **empty, **boxes}


def entry_at(question_id: str, place: str) -> str:
    """The id of the entry that a part of an answer becomes: its own where it has one, else always the same."""
    try:
        return str(UUID(place))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"in-my-words:{question_id}:{place}"))


# --- Bringing a change across ----------------------------------------------------------------------


def _texts(standing: str, before: Any, now: Any, between: str) -> str:
    """In place of the words that came before where they still stand; below the others where they do not."""
    if before and (found := _where(str(before), standing)):
        return f"{standing[: found.start()]}{now or ''}{standing[found.end() :]}".strip()
    if not now or _where(str(now), standing):
        return standing
    return f"{standing}{between}{now}" if standing else str(now)


def _where(words: str, text: str) -> re.Match[str] | None:
    """Where some words stand in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)


def _by_id(entries: Iterable[Any]) -> dict[str, Mapping[str, Any]]:
    return {str(as_mapping(entry).get("id")): as_mapping(entry) for entry in entries}


def _lists(standing: list[Any], before: list[Any], now: list[Any]) -> list[Any]:
    """Box by box: what changed there changes here, unless it was changed here, too. New entries come last; one
    that was taken out here stays out; one that was taken out there goes, if nobody has touched it here."""
    was, comes, kept = _by_id(before), _by_id(now), []
    for entry in map(as_mapping, standing):
        own = str(entry.get("id"))
        if own in was and own not in comes and dict(entry) == dict(was[own]):
            continue
        kept.append(_boxes(entry, was.get(own, {}), comes[own]) if own in comes else dict(entry))
    here = _by_id(standing)
    kept += [dict(entry) for own, entry in comes.items() if own not in here and own not in was]
    return kept


def _boxes(entry: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """One entry with what changed elsewhere. A box with words that was changed on both sides holds both."""
    found = dict(entry)
    for name, value in now.items():
        if value == before.get(name) or value == entry.get(name):
            continue
        words = isinstance(value, str) and isinstance(entry.get(name), str)
        if not entry.get(name) or entry.get(name) == before.get(name) or not words or name in _FIGURES:
            found[name] = value
        elif value:
            found[name] = _texts(str(entry[name]), before.get(name), value, "; ")
    return found


_FIGURES = {
    box.name
    for kind in KINDS.values()
    if isinstance(kind, ListKind)
    for box in kind.boxes_of_an_entry
    if box.kind != "text"
}


def _weeks(standing: Any, before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Part of the day by part of the day."""
    week = {day: dict(as_mapping(parts)) for day, parts in as_mapping(standing).items()}
    for day in dict.fromkeys([*before, *now]):
        was, comes = as_mapping(before.get(day)), as_mapping(now.get(day))
        here = week.setdefault(day, {})
        for part in dict.fromkeys([*was, *comes]):
            if was.get(part) != comes.get(part):
                here[part] = _texts(str(here.get(part, "")), was.get(part), comes.get(part), "; ")
    return {day: {p: t for p, t in parts.items() if t} for day, parts in week.items() if any(parts.values())}
