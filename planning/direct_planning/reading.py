"""A direct plan as its readers meet it: each part with what was said to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from planning.direct_planning.enums import Said
from planning.direct_planning.models import DirectAnswer, DirectPart, DirectPartBefore, DirectPlan
from portal.accounts.models import User

TONES = {Said.YES: "ok", Said.PARTLY: "warm", Said.NO: "alarm", Said.NOT_NOW: "quiet"}


@dataclass(frozen=True)
class Answered:
    """One answer. label: whose words they are; note: who said it, how, and who wrote it down."""

    answer: DirectAnswer
    label: str
    note: str

    @property
    def tone(self) -> str:
        """How the word for it is coloured."""
        return TONES[Said(self.answer.said)]


@dataclass
class ReadPart:
    """One part. asked_again: it was answered, and its words have changed since."""

    part: DirectPart
    answered: Answered | None = None
    earlier: list[Answered] = field(default_factory=list)
    before: list[DirectPartBefore] = field(default_factory=list)

    @property
    def asked_again(self) -> bool:
        """Whether the words are not those any more that were answered."""
        return self.answered is not None and self.answered.answer.to_number < self.part.number

    @property
    def waits(self) -> bool:
        """Whether nobody has answered these words."""
        return self.answered is None or self.asked_again


def read_parts(plan: DirectPlan, reader: User) -> list[ReadPart]:
    """The parts that hold words, in order, in a constant number of queries."""
    parts = (
        plan.parts.written().select_related("written_by").prefetch_related("before__written_by", "answers__typed_by")
    )
    return [_read(part, plan, reader) for part in parts]


def how_many_wait(plan: DirectPlan, reader: User) -> int:
    """How many parts nobody has answered yet."""
    return sum(part.waits for part in read_parts(plan, reader))


def _read(part: DirectPart, plan: DirectPlan, reader: User) -> ReadPart:
    answers = [_answered(answer, plan.person, reader) for answer in part.answers.all()]
    return ReadPart(part, answers[0] if answers else None, answers[1:], _before(part, plan.shown_at))


def _before(part: DirectPart, shown_at: datetime | None) -> list[DirectPartBefore]:
    """The earlier wordings that the person was shown, the latest first. A wording that was replaced before the plan
    was shown, or as it was shown, was a draft: it stays the worker's, and an empty one says nothing."""
    if shown_at is None:
        return []
    earlier = list(part.before.all())
    replaced_at = [part.written_at, *(wording.written_at for wording in earlier)]
    return [wording for wording, until in zip(earlier, replaced_at, strict=False) if wording.words and until > shown_at]


def _answered(answer: DirectAnswer, person: User, reader: User) -> Answered:
    if answer.own:
        return Answered(answer, "In my words" if reader.pk == person.pk else f"{person.known_as}’s words", "")
    name = "you" if reader.pk == person.pk else person.known_as
    return Answered(
        answer,
        f"Said for {name}",
        f"{answer.said_by} said it for {name}: {answer.how}. {answer.typed_by.known_as} wrote it down.",
    )


def wrote_it(parts: Sequence[ReadPart], plan: DirectPlan) -> list[str]:
    """Who wrote it, by name, each once: the first one who wrote first."""
    names = [read.part.written_by.known_as for read in parts] or [plan.begun_by.known_as]
    return list(dict.fromkeys(names))
