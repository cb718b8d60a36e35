"""What a plan covers, as one reader may know it: from its answers by itself, and from what its owner ticked.

Everything follows from the reading: what is kept from its reader counts as not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.base import as_list
from content.wizards.progress import asked_now
from planning.coverage.enums import TONES, Coverage, more_of
from planning.coverage.items import GROUPS, Group, Item, outcome_key, question_key, section_key
from planning.coverage.models import CoverageTick
from planning.documents.reading import Reading


@dataclass(frozen=True)
class Place:
    """Where in a plan something is said. entry: of a list, "" for the whole answer."""

    question: QuestionDefinition
    step: StepDefinition
    entry: str = ""
    words: str = ""

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.question.id}:{self.entry}" if self.entry else self.question.id


@dataclass
class Line:
    """One thing on the map. steps: whose answers cover it; tick: what the owner ticked, for the owner alone where
    it names no place; place: where that is said; lost: whether the place that it names is gone."""

    item: Item
    by_itself: Coverage = Coverage.NOT_YET
    steps: list[StepDefinition] = field(default_factory=list)
    tick: CoverageTick | None = None
    place: Place | None = None
    lost: bool = False

    @property
    def state(self) -> Coverage:
        """What its answers cover, or what was ticked, whichever is more."""
        ticked = Coverage(self.tick.state) if self.tick and not self.lost else Coverage.NOT_YET
        return more_of(self.by_itself, ticked)

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return TONES[self.state]

    @property
    def is_one_step(self) -> bool:
        """Whether it is one step, of the same name, that covers it: a page need not say that twice."""
        return len(self.steps) == 1 and self.steps[0].title == self.item.words

    @property
    def complete(self) -> bool:
        """Whether the answers cover it all by themselves."""
        return self.by_itself == Coverage.COVERED


@dataclass(frozen=True)
class Part:
    """One group of the map."""

    group: Group
    lines: list[Line]

    @property
    def covered(self) -> int:
        """How many things the plan speaks of, wholly or partly."""
        return sum(1 for line in self.lines if line.state != Coverage.NOT_YET)


@dataclass(frozen=True)
class CoverageMap:
    """The whole map."""

    parts: list[Part]

    def line(self, key: str) -> Line:
        """The line of one thing."""
        return next(line for part in self.parts for line in part.lines if line.item.key == key)

    @property
    def empty(self) -> bool:
        """Whether the plan covers nothing yet."""
        return not any(part.covered for part in self.parts)


def coverage_of(reading: Reading, ticks: Iterable[CoverageTick]) -> CoverageMap:
    """The map of a plan, or of a version of it, in no queries beyond those of the reading.

    A step covers what its editor said it is about: wholly once it is marked as done or all of it is answered,
    partly before. Several steps cover a thing together. An outcome is covered where an answer names it.
    A tick counts for others only where it names an answer that they see: else it might speak of one that is
    kept from them. One whose place is gone counts for nobody.
    """
    definition = asked_now(reading)
    answered = {question for question, answer in reading.answers().items() if answer.value is not None}
    lines = {item.key: Line(item) for group in GROUPS for item in group.items}
    _from_steps(lines, definition, answered, reading.marks())
    _from_outcomes(lines, definition, reading)
    known = {place.value: place for place in places(reading, definition)}
    for tick in ticks:
        line = lines.get(tick.item)
        place = known.get(_named(tick))
        if line is None or (place is None and not reading.owner_reads):
            continue
        line.tick, line.place, line.lost = tick, place, place is None and tick.question_id is not None
    return CoverageMap([Part(group, [lines[item.key] for item in group.items]) for group in GROUPS])


def places(reading: Reading, definition: SetDefinition | None = None) -> list[Place]:
    """Every answer of a plan that its reader sees, and every entry of a list, in order."""
    answers, found = reading.answers(), []
    for step in (definition or asked_now(reading)).steps:
        for question in step.questions:
            if question.id not in answers or answers[question.id].value is None:
                continue
            found.append(Place(question, step, words=step.title if question.own else question.label))
            entries = kind_of(question).entries(answers[question.id].value)
            found += [Place(question, step, entry, words) for entry, words in entries.items()]
    return found


def _named(tick: CoverageTick) -> str:
    if tick.question_id is None:
        return ""
    return f"{tick.question_id}:{tick.entry_id}" if tick.entry_id else str(tick.question_id)


def _from_steps(
    lines: Mapping[str, Line], definition: SetDefinition, answered: set[str], marks: Mapping[str, str]
) -> None:
    found: dict[str, list[Coverage]] = {}
    for step in definition.steps:
        state = _of_step(step, answered, marks.get(step.id, ""))
        for key in _covers(step):
            if key not in lines or state is None:
                continue
            found.setdefault(key, []).append(state)
            if state != Coverage.NOT_YET:
                lines[key].steps.append(step)
    for key, states in found.items():
        if all(state == Coverage.COVERED for state in states):
            lines[key].by_itself = Coverage.COVERED
        elif any(state != Coverage.NOT_YET for state in states):
            lines[key].by_itself = Coverage.PARTLY


def _of_step(step: StepDefinition, answered: set[str], mark: str) -> Coverage | None:
    """How much of a step is there; None for one that was left out on purpose and holds nothing."""
    given = [question for question in step.questions if question.id in answered]
    if not given:
        return None if mark == "left_out" else Coverage.NOT_YET
    asked = [question for question in step.questions if not question.own]
    whole = mark == "done" or all(question.id in answered for question in asked)
    return Coverage.COVERED if whole else Coverage.PARTLY


def _covers(step: StepDefinition) -> list[str]:
    questions = step.coverage.get("seven_questions") or ()
    sections = step.coverage.get("section_25") or ()
    return [*(question_key(int(number)) for number in questions), *(section_key(str(name)) for name in sections)]


def _from_outcomes(lines: Mapping[str, Line], definition: SetDefinition, reading: Reading) -> None:
    answers = reading.answers()
    for step in definition.steps:
        for question in step.questions:
            if question.kind != "outcomes" or question.id not in answers:
                continue
            for letter in as_list(answers[question.id].value):
                if line := lines.get(outcome_key(str(letter))):
                    line.by_itself = Coverage.COVERED
                    line.steps.append(step)
