"""Where a wizard's answers are kept: the engine knows this protocol, and planning and community implement it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.core.files.uploadedfile import UploadedFile

from content.questions.definitions import SetDefinition

_NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class StoredAnswer:
    """One answer as it stands.

    value: in the shape of its kind; None when there is none. number: grows by one with each change, 0 when
    there is none yet. typed_by: what the typist is known as, "" for the reader themselves.
    """

    value: Any = None
    number: int = 0
    typed_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True)
class AnswerChange:
    """What somebody typed, and the number of the answer that they had before them."""

    question_id: str
    value: Any
    seen: int


@dataclass(frozen=True)
class Saved:
    """How saving one change ended.

    answer: how it stands now. conflict: whether somebody else had saved first; then nothing was changed and
    `answer` is theirs. written: whether it made a new wording.
    """

    question_id: str
    answer: StoredAnswer
    conflict: bool = False
    written: bool = False


class AnswerReading(Protocol):
    """The answers of one wizard, as one reader may see them: what progress and pages of answers need."""

    # Whether photos and files can be kept here.
    accepts_files: bool

    @property
    def definition(self) -> SetDefinition:
        """Which questions are asked, own headings and questions in their places."""
        ...

    def answers(self) -> Mapping[str, StoredAnswer]:
        """Every answer this reader may see, by question id. One that is kept from them is not in it."""
        ...

    def marks(self) -> Mapping[str, str]:
        """What was said about steps, by step id: "done" or "left_out"."""
        ...


class AnswerStore(AnswerReading, Protocol):
    """The answers of one wizard, as one reader may see and change them."""

    def save(self, changes: Sequence[AnswerChange]) -> Sequence[Saved]:
        """Keep every change whose `seen` is current, each on its own, all in one transaction.

        A change equal to what stands is not a conflict and makes no new number. A store with little room may
        raise portal.files.policies.Refused with a sentence; then it keeps none of the changes.
        """
        ...

    def mark(self, step_id: str, state: str) -> None:
        """Say that a step is "done", "left_out" or "open" again."""
        ...

    def visited(self, step_slug: str) -> None:
        """Remember where to go on."""
        ...

    def entries_before(self, question_id: str) -> Mapping[str, Mapping[str, Any]]:
        """The entries that a list answer had in earlier wordings that this reader may know, by id.

        A page that is older than what stands may still speak of them.
        """
        ...

    def keep_file(self, question_id: str, upload: "UploadedFile[bytes]") -> Mapping[str, Any]:
        """Check and keep an uploaded file; returns the value of its answer.

        Raises portal.files.policies.Refused with a sentence when it is not taken.
        """
        ...


def is_empty(value: Any) -> bool:
    """Whether a value is no answer, however it says so."""
    return value in _NOTHING


def nothing_changes(typed: Any, standing: Any) -> bool:
    """Whether keeping what was typed would leave the answer as it stands.

    An entry of a list that was typed without an id is the same as one that got an id since.
    """
    if is_empty(typed) or is_empty(standing):
        return is_empty(typed) and is_empty(standing)
    if isinstance(typed, list) and isinstance(standing, list):
        return len(typed) == len(standing) and all(map(_same_entry, typed, standing))
    return bool(typed == standing)


def _same_entry(typed: Any, standing: Any) -> bool:
    if not isinstance(typed, dict) or not isinstance(standing, dict):
        return bool(typed == standing)
    return typed == standing or (not typed.get("id") and {**typed, "id": standing.get("id")} == standing)
