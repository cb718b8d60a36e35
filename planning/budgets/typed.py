"""What somebody typed into the calculator, box by box: PAs are added and taken out without losing any of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from content.questions.kinds.base import one_line
from planning.budgets.employer import SOMEBODY_ELSE

MOST_ASSISTANTS = 10
MOST_SHIFTS = 8
# Longer than anything that makes sense in a box.
LONGEST_BOX = 100

SHIFT_BOXES = ("kind", "rate", "hours", "sleeping")
ASSISTANT_BOXES = ("name", "age", "cover", "cover_rate")
EXTRA_BOXES = ("year", "allowance", "insurance", "payroll", "training", "contingency", "checks")

Boxes = dict[str, str]


@dataclass
class TypedAssistant:
    """The boxes of one PA, and of each kind of hours."""

    boxes: Boxes = field(default_factory=dict)
    shifts: list[Boxes] = field(default_factory=lambda: [{}])


@dataclass
class Typed:
    """Every box of the calculator, as text."""

    assistants: list[TypedAssistant] = field(default_factory=lambda: [TypedAssistant()])
    extras: Boxes = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str]) -> Self:
        """What a form sent. There is always one PA with one kind of hours."""
        assistants = []
        for number in range(_count(data.get("pas"), MOST_ASSISTANTS)):
            name = f"pa-{number}"
            shifts = [
                _boxes(data, f"{name}-shift-{place}", SHIFT_BOXES)
                for place in range(_count(data.get(f"{name}-shifts"), MOST_SHIFTS))
            ]
            assistants.append(TypedAssistant(_boxes(data, name, ASSISTANT_BOXES), shifts))
        return cls(assistants, _boxes(data, "extra", EXTRA_BOXES))

    def as_data(self) -> Boxes:
        """The same as a form sends it."""
        return dict(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "pas", str(len(self.assistants))
        yield from _named("extra", self.extras)
        for number, assistant in enumerate(self.assistants):
            yield f"pa-{number}-shifts", str(len(assistant.shifts))
            yield from _named(f"pa-{number}", assistant.boxes)
            for place, shift in enumerate(assistant.shifts):
                yield from _named(f"pa-{number}-shift-{place}", shift)

    def change(self, go: str) -> bool:
        """Do what a button says: add-pa, remove-pa:1, add-shift:0, remove-shift:0:1. Returns whether it was one."""
        verb, *about = go.split(":")
        if not all(number.isdecimal() and len(number) < 3 for number in about):
            return False
        numbers = [int(number) for number in about]
        match verb, numbers:
            case "add-pa", []:
                self._add_assistant()
            case "remove-pa", [number]:
                self._remove_assistant(number)
            case "add-shift", [number] if number < len(self.assistants):
                shifts = self.assistants[number].shifts
                if len(shifts) < MOST_SHIFTS:
                    shifts.append({})
            case "remove-shift", [number, place] if number < len(self.assistants):
                self._remove_shift(number, place)
            case _:
                return False
        return True

    def _add_assistant(self) -> None:
        if len(self.assistants) < MOST_ASSISTANTS:
            self.assistants.append(TypedAssistant())

    def _remove_assistant(self, number: int) -> None:
        if len(self.assistants) == 1 or number >= len(self.assistants):
            return
        del self.assistants[number]
        for assistant in self.assistants:
            cover = assistant.boxes.get("cover", "")
            # Whoever stood after the one that is gone has another number now.
            if cover.isdecimal() and int(cover) >= number:
                gone = int(cover) == number
                assistant.boxes["cover"] = SOMEBODY_ELSE if gone else str(int(cover) - 1)

    def _remove_shift(self, number: int, place: int) -> None:
        shifts = self.assistants[number].shifts
        if len(shifts) > 1 and place < len(shifts):
            del shifts[place]


def _count(text: str | None, most: int) -> int:
    tidy = (text or "").strip()
    return max(1, min(int(tidy), most)) if tidy.isdecimal() and len(tidy) < 4 else 1


def _boxes(data: Mapping[str, str], prefix: str, names: tuple[str, ...]) -> Boxes:
    found = {name: one_line(data.get(f"{prefix}-{name}"))[:LONGEST_BOX] for name in names}
    return {name: text for name, text in found.items() if text}


def _named(prefix: str, boxes: Boxes) -> Iterator[tuple[str, str]]:
    for name, text in boxes.items():
        yield f"{prefix}-{name}", text
