"""Everything that the map of a plan shows, in groups, each with the short name that it is known by."""

from dataclasses import dataclass

from content.questions.coverage import OUTCOMES, SECTION_25, SEVEN_QUESTIONS


@dataclass(frozen=True)
class Item:
    """One thing that a plan can cover. hint: one line for its owner."""

    key: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Things that belong together. counted: how a sentence speaks of them all."""

    key: str
    title: str
    lead: str
    counted: str
    items: tuple[Item, ...]


_HINTS = {
    "section_25-needs": "Your social worker finds these out with you, in the assessment.",
    "section_25-eligibility": "Your social worker says this after the assessment.",
    # Cleaning serves a home that is fit to live in, and whatever somebody has strength for once it is done.
    "outcome-f": "Cleaning belongs here. It counts for what it makes possible, too: tick that as well.",
}


def question_key(number: int) -> str:
    """Of one of the seven questions."""
    return f"question-{number}"


def section_key(name: str) -> str:
    """Of one of the contents that section 25 names."""
    return f"section_25-{name}"


def outcome_key(letter: str) -> str:
    """Of one of the ten outcomes."""
    return f"outcome-{letter}"


def _item(key: str, words: str) -> Item:
    return Item(key, words, _HINTS.get(key, ""))


GROUPS = (
    Group(
        "questions",
        "The seven questions",
        "A good plan answers these, in any form.",
        "of the seven questions",
        tuple(_item(question_key(number), words) for number, words in SEVEN_QUESTIONS.items()),
    ),
    Group(
        "section_25",
        "What the law wants to find in a plan",
        "Section 25 of the Care Act 2014. Some of this the council adds.",
        "of the eight things the law names",
        tuple(_item(section_key(name), words) for name, words in SECTION_25.items()),
    ),
    Group(
        "outcomes",
        "The ten outcomes",
        "Parts of life that the law asks about. Few plans are about all of them.",
        "of the ten outcomes",
        tuple(_item(outcome_key(letter), words) for letter, words in OUTCOMES.items()),
    ),
)
ITEMS = {item.key: item for group in GROUPS for item in group.items}
