"""What every kind of question can do."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from portal.components.words import can_be_read

# Room for about twenty pages. Longer than that belongs into a file.
LONGEST = 50_000
TOO_LONG = "This is too long to keep here: there is room for 50,000 characters. Shorten it, or add it as a file."
# The entries of an answer as it was before, by id: asked for only where a form speaks of one that stands no more.
Earlier = Callable[[], Mapping[str, Mapping[str, Any]]]
# What PostgreSQL cannot keep, and what no keyboard types: NUL and other controls, lone halves of a character.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """A sentence about something that was typed; `part` names the box ("amount of entry 2"), "" for the whole."""

    sentence: str
    part: str = ""


@dataclass(frozen=True)
class Shown:
    """An answer as it is read: one of text, items, or a table, or files with what is written about them.

    form: "text", "items", "table", or "files". text: beside files, the same in writing.
    files: each {"file", "name", "content_type"}, with a "caption" where somebody wrote one.
    """

    form: str
    text: str = ""
    items: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    files: Sequence[Mapping[str, Any]] = ()

    @property
    def plain(self) -> str:
        """The same as plain text, for copying: what is written, and what files are called where nothing is."""
        rows = [", ".join(cell for cell in row if cell) for row in self.rows]
        files = [str(file.get("caption") or file.get("name") or "") for file in self.files]
        return "\n".join(filter(None, [self.text, *self.items, *rows, *files]))


@dataclass(frozen=True)
class Piece:
    """A part of an answer that stands for itself: a day of a week, an entry of a list, a line of a text.

    place: what finds it again after an edit, the id of an entry or "monday"; name: what it is called, "" where it
    is its own name; words: as it is read.
    """

    place: str
    words: str
    name: str = ""


class Kind:
    """One kind of question: the shape of its answers, how they are typed, checked and shown.

    An answer is lenient: what somebody typed is kept as it is, also while it makes no sense yet, and
    `problems` says what to do about it. None means that there is no answer.
    """

    name = ""
    label = ""
    template = ""
    # Whether what is typed is set as the person's own words.
    words = False
    # Whether the question is several controls under one legend.
    group = False
    # Whether its answers hold files, which the store keeps; and whether more than one.
    holds_files = False
    several = False

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> Any:
        """What was typed into the boxes called `name…`, in the shape of this kind; None when all are empty."""
        raise NotImplementedError

    def with_files(self, typed: Any, standing: Any, taken: Sequence[Mapping[str, Any]], earlier: "Earlier") -> Any:
        """What was typed, together with the files that a form never names.

        standing: the answer as it is; taken: files that came with the form, as the store keeps them.
        """
        return typed

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        """What about an answer makes no sense yet, as sentences that say what to do."""
        return []

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        """The answer as it is read."""
        return Shown("text", text=str(value))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        """What the template of this kind needs to draw the boxes. extra: how many empty rows a list gets."""
        return {}

    def entries(self, value: Any) -> dict[str, str]:
        """What each entry of a list is called, by its id; nothing where an answer is no list."""
        return {}

    def pieces(self, question: QuestionDefinition, value: Any) -> list[Piece]:
        """The parts of an answer, in order: every word that `show` reads out is in one of them."""
        shown = self.show(question, value)
        rows = [", ".join(filter(None, row)) for row in shown.rows]
        lines = [line for line in shown.text.split("\n") if line.strip()]
        return [Piece(str(number), text) for number, text in enumerate([*lines, *shown.items, *rows])]

    def both(self, mine: Any, theirs: Any) -> Any:
        """Both of two answers as one, or None where that makes no sense."""
        return None


def tidy(text: str | None) -> str:
    """Text as it can be kept: one kind of line end, nothing unkeepable, nothing blank around it; none where nobody
    could read anything of it."""
    kept = _UNKEEPABLE.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    return kept if can_be_read(kept) else ""


def one_line(text: str | None) -> str:
    """Text of a box that has one line: a browser sends no line ends from it, and would swallow any we put in."""
    return tidy(text).replace("\n", " ")


def too_long(*texts: str) -> list[Problem]:
    """The one thing that can be wrong with a text."""
    return [Problem(TOO_LONG)] if any(len(text) > LONGEST for text in texts) else []


def as_mapping(value: Any) -> Mapping[str, Any]:
    """A stored answer that should be an object; an old or odd one counts as empty."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Any) -> list[Any]:
    """A stored answer that should be a list; an old or odd one counts as empty."""
    return list(value) if isinstance(value, list | tuple) else []
