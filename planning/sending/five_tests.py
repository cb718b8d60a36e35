"""The five tests of a finished plan (individual, effective, realistic, legal, safe) as hints over its own answers.

They come from the guidance on the Care Act 2014, which asks that a plan be agreed where it meets them. Here they are
a friendly last look: rules that anybody can follow, nothing that judges, and nothing that bars the way.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import kind_of
from content.questions.kinds.base import as_list, as_mapping
from content.questions.kinds.lists import weekly
from content.wizards.progress import Answered, answered_questions
from planning.documents.reading import Reading
from portal.components.money import format_money

# What a plan says when it speaks of staying safe, in the label of a question or in an answer.
SAFE = re.compile(
    r"\b(safe\w*|risk\w*|go(es)? wrong|danger\w*|emergenc\w*|cannot come|can’t come|fall(s|ing)?)\b", re.I
)
# What a personal budget never pays for, wherever somebody lives.
NOT_FOR_THE_BUDGET = re.compile(r"\b(debts?|loans?|gambl\w+|betting|lottery|drugs)\b", re.IGNORECASE)
# Longer than this and a hint would be a list.
MOST_NAMED = 3
LONGEST_NAME = 60


@dataclass(frozen=True)
class Hint:
    """Something that may be worth another look. url: the question it is about."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Test:
    """One of the five. rule: what holds for every plan; helps: what in this plan speaks for it; hints: what may be
    missing."""

    # The name would make pytest look for tests in it.
    __test__ = False

    name: str
    asks: str
    helps: tuple[str, ...]
    hints: tuple[Hint, ...]
    rule: str = ""


class LastLook:
    """The five tests over one reading. indicative: the person's figure in pounds a week, where there is one."""

    def __init__(self, reading: Reading, *, indicative: Decimal | None, worker: str) -> None:
        self.base = reading.document.get_absolute_url()
        self.found = answered_questions(reading)
        self.indicative = indicative
        self.worker = worker or "your social worker"

    def tests(self) -> list[Test]:
        """All five, in their usual order."""
        return [self._individual(), self._effective(), self._realistic(), self._legal(), self._safe()]

    def _individual(self) -> Test:
        notes = _Notes()
        self._part(1, notes, "what matters to you")
        if any(self._entries("people_list", "name")):
            notes.helps.append("It names the people in your life.")
        return notes.test("Individual", "Is it about you, and in your own words?")

    def _effective(self) -> Test:
        notes = _Notes()
        self._part(2, notes, "what you want to change or keep")
        self._part(3, notes, "how you want to be helped")
        for answered in self._of_kind("outcomes"):
            if answered.has_answer:
                notes.helps.append("It says which parts of your life this helps with.")
            else:
                notes.hints.append(self._hint("You could tick which parts of your life this helps with.", answered))
        return notes.test("Effective", "Will it make the difference you want?")

    def _realistic(self) -> Test:
        notes = _Notes()
        for answered in self._of_kind("todo_list"):
            self._things_to_do(answered, notes)
        for answered in self._of_kind("cost_list"):
            self._costs(answered, notes)
        self._part(5, notes, "how things are run day to day")
        return notes.test("Realistic", "Can it be done, with this money and these people?")

    def _legal(self) -> Test:
        notes = _Notes("You choose what the money buys, as long as it meets your needs and the law allows it.")
        barred = [(a, named) for a, named in self._entries("cost_list", "what_for") if NOT_FOR_THE_BUDGET.search(named)]
        for answered, named in barred[:MOST_NAMED]:
            words = f"A personal budget may not pay for “{_short(named)}”. You could ask {self.worker} about it first."
            notes.hints.append(self._hint(words, answered))
        return notes.test("Legal", "Is it allowed?")

    def _safe(self) -> Test:
        notes = _Notes()
        asked = next((answered for answered in self.found if SAFE.search(answered.question.label)), None)
        if any(SAFE.search(text) for answered in self.found for text in _texts(answered)):
            notes.helps.append("It says something about staying safe.")
        else:
            words = "You have not said yet what might go wrong, and what you would do. Taking a risk can be fine."
            notes.hints.append(self._hint(words, asked) if asked else Hint(words))
        return notes.test("Safe", "Have you thought about staying safe?")

    # ------------------------------------------------------------------------------------------

    def _part(self, number: int, notes: "_Notes", what: str) -> None:
        """Whether the steps for one of the seven questions hold anything; nothing to say where there are none."""
        here = [a for a in self.found if number in a.step.coverage.get("seven_questions", ())]
        if any(answered.has_answer for answered in here):
            notes.helps.append(f"It says {what}.")
        elif here:
            notes.hints.append(self._hint(f"You have not said yet {what}.", here[0]))

    def _things_to_do(self, answered: Answered, notes: "_Notes") -> None:
        entries = [as_mapping(entry) for entry in as_list(answered.answer.value)]
        if not entries:
            notes.hints.append(self._hint("You could write down what needs doing first, and who does it.", answered))
            return
        open_ended = [entry for entry in entries if not (entry.get("who") and entry.get("by"))]
        if not open_ended:
            notes.helps.append("Each thing to do has somebody who does it, and a day.")
        for entry in open_ended[:MOST_NAMED]:
            boxes = {"who": "who does it", "by": "by when"}
            missing = " and ".join(words for box, words in boxes.items() if not entry.get(box))
            notes.hints.append(self._hint(f"“{_called(entry, 'what')}” does not say {missing}.", answered))

    def _costs(self, answered: Answered, notes: "_Notes") -> None:
        entries = [as_mapping(entry) for entry in as_list(answered.answer.value)]
        if not entries:
            words = "You have not said yet what you would spend the money on."
            notes.hints.append(self._hint(words, answered))
            return
        # One's own money takes nothing off the budget.
        sums = [(entry, weekly(entry)) for entry in entries if entry.get("paid_from") != "own"]
        unclear = [entry for entry, amount in sums if amount is None]
        for entry in unclear[:MOST_NAMED]:
            notes.hints.append(self._hint(f"“{_called(entry, 'what_for')}” has no clear amount yet.", answered))
        planned = sum((amount for _, amount in sums if amount is not None), Decimal(0))
        if self.indicative is not None and planned > self.indicative:
            over = format_money(planned - self.indicative)
            words = f"It comes to {over} a week more than your first figure. You could say why you need it."
            notes.hints.append(self._hint(words, answered))
        elif self.indicative is not None and not unclear:
            notes.helps.append("What it costs is within your first figure.")

    def _of_kind(self, kind: str) -> list[Answered]:
        return [answered for answered in self.found if answered.question.kind == kind]

    def _entries(self, kind: str, box: str) -> Iterator[tuple[Answered, str]]:
        for answered in self._of_kind(kind):
            for entry in as_list(answered.answer.value):
                if words := str(as_mapping(entry).get(box) or ""):
                    yield answered, words

    def _hint(self, words: str, answered: Answered) -> Hint:
        return Hint(words, f"{self.base}step/{answered.step.slug}/#q-{answered.question.id}")


@dataclass
class _Notes:
    """What is found for one test."""

    rule: str = ""
    helps: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)

    def test(self, name: str, asks: str) -> Test:
        return Test(name, asks, tuple(self.helps), tuple(self.hints), self.rule)


def _called(entry: Mapping[str, Any], box: str) -> str:
    return _short(str(entry.get(box) or "One line"))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].rstrip()}…"


def _texts(answered: Answered) -> list[str]:
    """What speaks of a subject: the answer's own words, and the question that it answers."""
    if not answered.has_answer:
        return []
    return [answered.question.label, _plain(answered.question, answered.answer.value)]


def _plain(question: QuestionDefinition, value: Any) -> str:
    return kind_of(question).show(question, value).plain
