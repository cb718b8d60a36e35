"""A document as paper: a title and blocks, of which PDF, Word, and pages to print are made alike.

A slice that has something to print builds a `Paper` and gives it to `planning.exports.serving.serve_paper`, or to
`planning.exports.pdf.as_pdf` and `planning.exports.word.as_word` for the bytes alone.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

BRITISH_ENGLISH = "en-GB"


def direction(text: str) -> Literal["ltr", "rtl"]:
    """Which way a text runs: that of its first letter that runs either way."""
    for character in text:
        way = unicodedata.bidirectional(character)
        if way in {"L", "R", "AL"}:
            return "ltr" if way == "L" else "rtl"
    return "ltr"


@dataclass(frozen=True)
class Heading:
    """A heading below the title. level: 2 for a part, 3 for what is in it."""

    level: Literal[2, 3, 4]
    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Text:
    """Words; an empty line begins a paragraph."""

    text: str
    kind: ClassVar[str] = "text"

    @property
    def paragraphs(self) -> list[str]:
        """Each with the line ends inside it."""
        return [part.strip("\n") for part in self.text.split("\n\n") if part.strip()]

    @property
    def direction(self) -> str:
        """Which way it runs."""
        return direction(self.text)


@dataclass(frozen=True)
class Items:
    """A list with a dot before each item."""

    items: Sequence[str]
    kind: ClassVar[str] = "items"

    @property
    def direction(self) -> str:
        """Which way it runs."""
        return direction(" ".join(self.items))


@dataclass(frozen=True)
class Cell:
    """One cell of a table, with the head of its column."""

    head: str
    text: str

    @property
    def direction(self) -> str:
        """Which way it runs."""
        return direction(self.text)


@dataclass(frozen=True)
class Table:
    """A table with a head to each column. caption: what it is about, read out before it.

    roomy: its rows are high enough to be written in by hand.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    roomy: bool = False
    kind: ClassVar[str] = "table"

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows, each cell with the head of its column."""
        return [[Cell(head, text) for head, text in zip(self.head, row, strict=False)] for row in self.rows]


@dataclass(frozen=True)
class Picture:
    """A picture. alt: what it shows, for who cannot see it; caption: words below it, "" for none.

    load: gives its bytes, in any format that we keep; asked for only when it is drawn, and again each time.
    It may raise OSError where the file is gone: the paper then has the words alone.
    url: where a page that is printed from a browser finds it; "" puts it into the page itself.
    """

    alt: str
    load: Callable[[], bytes]
    caption: str = ""
    url: str = ""
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True)
class Attached:
    """A file that paper cannot show: its name, and what it is ("PDF", "recording")."""

    name: str
    what: str = "file"
    kind: ClassVar[str] = "attached"


@dataclass(frozen=True)
class Space:
    """Room to write by hand. label: what goes there, "" where what stands above says so."""

    lines: int
    label: str = ""
    kind: ClassVar[str] = "space"

    @property
    def each_line(self) -> range:
        """For a template to go through."""
        return range(self.lines)


@dataclass(frozen=True)
class Ticks:
    """Choices to tick by hand."""

    choices: Sequence[str]
    kind: ClassVar[str] = "ticks"


@dataclass(frozen=True)
class Missing:
    """What is not there yet, said in a quiet line."""

    text: str
    kind: ClassVar[str] = "missing"


@dataclass(frozen=True)
class Words:
    """Somebody's own words, set apart from everything that anybody else says.

    label: how they are announced ("In my words", "Maureen’s words"), "" for not at all; note: a quiet line, such as
    who typed them.
    """

    label: str
    blocks: Sequence["Text | Items | Table | Picture | Attached"]
    note: str = ""
    kind: ClassVar[str] = "words"


Block = Heading | Text | Items | Table | Picture | Attached | Missing | Words | Space | Ticks


@dataclass(frozen=True)
class Paper:
    """What is printed. about: short lines below the title, such as whose it is and of which day."""

    title: str
    blocks: Sequence[Block]
    about: Sequence[str] = field(default_factory=tuple)
    language: str = BRITISH_ENGLISH
