"""The shape of an answer to each kind of question, for answers that come from a file: nothing else gets in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import KINDS, kind_of
from content.questions.kinds.base import LONGEST, one_line, tidy
from content.questions.kinds.choices import OUTCOMES
from content.questions.kinds.figures import DAYS, YEARS
from content.questions.kinds.files import MOST_FILES, FileKind, Recording
from content.questions.kinds.lists import MOST_ROWS, ListKind

# What no person writes by hand, and no answer of ours needs.
DEEPEST, MOST_IN_ONE = 6, 5_000
LONGEST_KEY = 200


class Misshapen(ValueError):  # noqa: N818 - what a value is, and no fault of ours
    """A value that is no answer to its question."""


def shaped(question: QuestionDefinition, value: Any) -> Any:
    """An answer in the shape of its kind, its words tidied; None for an empty one.

    Raises Misshapen for anything else.
    """
    if value is None:
        return None
    kind = kind_of(question)
    if isinstance(kind, ListKind):
        found = [_entry(kind, entry) for entry in _list(value)]
    elif isinstance(kind, FileKind):
        found = _files(kind, value)
    else:
        found = SHAPES.get(question.kind, _anything)(value)
    if found in ("", [], {}):
        return None
    _check_it_can_be_shown(question, found)
    return found


def _check_it_can_be_shown(question: QuestionDefinition, value: Any) -> None:
    try:
        kind_of(question).show(question, value)
        kind_of(question).problems(question, value)
        kind_of(question).boxes(question, value, "q", 0)
    except Exception as odd:
        # A kind may trip over an odd value in as many ways as there are kinds.
        raise Misshapen(question.kind) from odd


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Misshapen("text")
    return tidy(value)


def _key(value: Any) -> str:
    return one_line(_text(value))[:LONGEST_KEY]


def _mapping(value: Any, allowed: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) - set(allowed):
        raise Misshapen("object")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        raise Misshapen("list")
    return value


def _uuid(value: Any) -> str:
    try:
        return str(UUID(_text(value)))
    except ValueError as odd:
        raise Misshapen("id") from odd


def _several(value: Any) -> dict[str, Any]:
    found = _mapping(value, ("chosen", "something_else"))
    chosen = [_key(each) for each in _list(found.get("chosen", []))]
    return {"chosen": chosen, "something_else": one_line(_text(found.get("something_else", "")))}


def _yes_no(value: Any) -> dict[str, Any]:
    found = _mapping(value, ("answer", "follow_up"))
    return {"answer": _key(found.get("answer", "")), "follow_up": _text(found.get("follow_up", ""))}


def _date(value: Any) -> Any:
    if isinstance(value, Mapping):
        typed = [one_line(_text(part)) for part in _list(_mapping(value, ("typed",)).get("typed"))]
        if len(typed) != 3:
            raise Misshapen("date")
        return {"typed": typed}
    try:
        found = date.fromisoformat(_text(value))
    except ValueError as odd:
        raise Misshapen("date") from odd
    if found.year not in YEARS or len(value) != len("2026-11-03"):
        raise Misshapen("date")
    return found.isoformat()


def _money(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {"typed": one_line(_text(_mapping(value, ("typed",)).get("typed")))}
    return one_line(_text(value))


def _week(value: Any) -> dict[str, dict[str, str]]:
    days = _mapping(value, [day.lower() for day in DAYS])
    week: dict[str, dict[str, str]] = {}
    for day, parts in days.items():
        if not isinstance(parts, Mapping) or len(parts) > MOST_ROWS:
            raise Misshapen("week")
        filled = {_key(part)[:40]: one_line(_text(text)) for part, text in parts.items()}
        week[day] = {part: text for part, text in filled.items() if text}
    return {day: parts for day, parts in week.items() if parts}


def _outcomes(value: Any) -> list[str]:
    letters = {_key(letter) for letter in _list(value)}
    if letters - set(OUTCOMES):
        raise Misshapen("outcomes")
    return [letter for letter in OUTCOMES if letter in letters]


def _entry(kind: ListKind, value: Any) -> dict[str, Any]:
    boxes = {box.name: box for box in kind.boxes_of_an_entry}
    found = _mapping(value, ["id", *boxes])
    entry: dict[str, Any] = {"id": _uuid(found.get("id"))}
    for name, typed in found.items():
        box = boxes.get(name)
        if box is None:
            continue
        if box.kind == "date":
            entry[name] = _date(typed) if typed else ""
        elif box.kind == "days":
            days = {_key(day) for day in _list(typed)}
            entry[name] = [day.lower() for day in DAYS if day.lower() in days]
        elif box.kind == "choice":
            entry[name] = typed if typed in tuple(box.options) else box.usual
        else:
            entry[name] = one_line(_text(typed))
    return entry


def _files(kind: FileKind, value: Any) -> Any:
    """Which file it is, and what is written about it: what it is called and of what sort, its file itself says."""
    if kind.several:
        entries = _list(value)
        if len(entries) > MOST_FILES:
            raise Misshapen("files")
        return [_file(entry, "caption", entry_too=True) for entry in entries]
    return _file(value, "words" if isinstance(kind, Recording) else "caption")


def _file(value: Any, about: str, *, entry_too: bool = False) -> dict[str, Any]:
    found = _mapping(value, ("id", "file", "name", "caption", "words", "content_type", "size", "width", "height"))
    file = {about: _text(found.get(about) or "")}
    if entry_too:
        file["id"] = _uuid(found.get("id"))
    if found.get("file"):
        file["file"] = _uuid(found["file"])
    return file if "file" in file or file[about] else {}


def _anything(value: Any, depth: int = 0) -> Any:
    """For kinds that have no shape here: plain data, no deeper and no more of it than an answer can be."""
    if depth > DEEPEST:
        raise Misshapen("depth")
    if isinstance(value, str):
        return tidy(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list) and len(value) <= MOST_IN_ONE:
        return [_anything(each, depth + 1) for each in value]
    if isinstance(value, Mapping) and len(value) <= MOST_IN_ONE:
        return {_key(key): _anything(each, depth + 1) for key, each in value.items()}
    raise Misshapen("value")


SHAPES: dict[str, Callable[[Any], Any]] = {
    "short_text": lambda value: one_line(_text(value)),
    "long_text": _text,
    "place": lambda value: one_line(_text(value)),
    "one_of": _key,
    "several_of": _several,
    "yes_no": _yes_no,
    "date": _date,
    "money": _money,
    "week": _week,
    "outcomes": _outcomes,
}
assert set(SHAPES) <= set(KINDS)  # noqa: S101 - a kind that was renamed is noticed at once
