"""A document in one of its forms, written into a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils.timezone import localdate

from content.questions.kinds.figures import date_in_words
from planning.documents.models import Document, DocumentFile, Version
from planning.documents.reading import Reading
from planning.exports.data import write_data
from planning.exports.enums import Form
from planning.exports.paper import Paper
from planning.exports.parts import reading_for
from planning.exports.serving import TYPES, file_name, paper_bytes
from planning.exports.things_to_do import as_calendar
from planning.exports.writing import kept_files, paper_of
from portal.accounts.models import User

# What whoever is not the owner gets: a name that tells nothing in a list of downloads.
NEUTRAL = "document"
CONTENT_TYPES = {**TYPES, Form.DATA: "application/zip", Form.CALENDAR: "text/calendar; charset=utf-8"}
ENDINGS = {
    Form.PDF: ".pdf",
    Form.LARGE_PDF: "-large-print.pdf",
    Form.WORD: ".docx",
    Form.DATA: ".zip",
    Form.CALENDAR: "-things-to-do.ics",
}
# Longer than this, and nobody should sit in front of a page that does not move.
AT_ONCE = 2.0
# Seconds, as measured by benchmarks/exports.py on two slow cores: to begin with, for an answer, for a thousand
# letters, and for a picture.
COSTS = {
    Form.PDF: (0.5, 0.012, 0.02, 0.1),
    Form.LARGE_PDF: (0.5, 0.014, 0.025, 0.1),
    Form.WORD: (0.2, 0.006, 0.002, 0.1),
    Form.DATA: (0.1, 0.001, 0.001, 0.02),
}


@dataclass(frozen=True)
class Order:
    """What somebody asked for. parts counts for the owner alone."""

    document: Document
    version: Version | None
    user: User
    form: Form
    parts: str
    at: datetime

    def reading(self) -> Reading:
        """What goes into it: asked anew at each moment, since shares end."""
        return reading_for(self.document, self.version, self.user, parts=self.parts, at=self.at)

    @property
    def file_name(self) -> str:
        """What the file is called. For others than the owner it names nothing."""
        owner = self.document.owner_id == self.user.pk
        name = file_name(self.document.title) if owner else NEUTRAL
        version = f"-version-{self.version.number}" if self.version else ""
        return f"{name}{version}{ENDINGS[self.form]}"


def paper_for(order: Order, reading: Reading, on_picture: Callable[[], None] | None = None) -> Paper:
    """The document as paper, with whose it is and of which day below its title."""
    if order.version:
        of = f"Version {order.version.number}, {_day(order.version.kept_at)}"
    else:
        of = f"As it stood on {_day(order.at)}"
    about = [f"By {order.document.owner.known_as}", of]
    return paper_of(reading, about=about, on_picture=on_picture)


def write_copy(order: Order, reading: Reading, out: IO[bytes], on_picture: Callable[[], None] | None = None) -> None:
    """Write it. Raises NoPdf where this machine cannot make PDF."""
    if order.form == Form.DATA:
        write_data(reading, out, parts=order.parts, version=order.version)
    elif order.form == Form.CALENDAR:
        out.write(as_calendar(reading, at=order.at))
    else:
        out.write(paper_bytes(paper_for(order, reading, on_picture), order.form))


def seconds_for(order: Order, reading: Reading) -> float:
    """About how long it takes to write."""
    if order.form not in COSTS:
        return 0.0
    answers = [answer.value for answer in reading.answers().values() if answer.value is not None]
    letters = sum(len(str(value)) for value in answers)
    begin, an_answer, a_thousand, a_picture = COSTS[order.form]
    return begin + an_answer * len(answers) + a_thousand * letters / 1000 + a_picture * len(pictures_in(reading))


def pictures_in(reading: Reading) -> list[DocumentFile]:
    """The photos that are drawn, in any order."""
    return [file for file in kept_files(reading).values() if file.content_type.startswith("image/")]


def held_questions(reading: Reading) -> list[str]:
    """The questions whose answers are in it."""
    return [q for q, answer in reading.answers().items() if answer.value is not None]


def _day(at: datetime) -> str:
    return date_in_words(localdate(at).isoformat())
