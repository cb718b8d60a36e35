"""Choosing: one of several, several of several, yes or no, and the ten outcomes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Kind, Problem, Shown, as_mapping, tidy, too_long

# The eligibility outcomes of the Care and Support (Eligibility Criteria) Regulations 2015, SI 2015/313, in plain words.
OUTCOMES = {
    "a": "Eating and drinking well",
    "b": "Keeping clean",
    "c": "Using the toilet",
    "d": "Being dressed for the day and the weather",
    "e": "Getting about at home safely",
    "f": "Keeping a home that is fit to live in",
    "g": "Family, friends and other people who matter",
    "h": "Work, training, learning or volunteering",
    "i": "Getting out: shops, buses, clubs and other places near you",
    "j": "Looking after a child",
}
YES_NO = {"yes": "Yes", "no": "No"}


def _options(choices: Sequence[Mapping[str, Any]], chosen: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"key": c["key"], "label": c["label"], "hint": c.get("hint", ""), "checked": c["key"] in chosen}
        for c in choices
    ]


def _label_of(question: QuestionDefinition, key: str) -> str:
    return next((str(c["label"]) for c in question.options.get("choices", ()) if c["key"] == key), key)


class OneOf(Kind):
    """One of several. Stored as the key of the choice."""

    name, label, template, group = "one_of", "One of several", "one_of", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> str | None:
        return tidy(data.get(name)) or None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        known = {choice["key"] for choice in question.options.get("choices", ())}
        return [] if not value or value in known else [Problem("Choose one of the answers in the list.")]

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("text", text=_label_of(question, str(value)))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        return {"options": _options(question.options.get("choices", ()), [value] if value else [])}


class SeveralOf(Kind):
    """Several of several, with "something else" where the editor allows it.

    Stored as {"chosen": [keys], "something_else": text}.
    """

    name, label, template, group = "several_of", "Several of several", "several_of", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, Any] | None:
        chosen = [tidy(key) for key in data.getlist(name) if tidy(key)]
        other = tidy(data.get(f"{name}-else"))
        return {"chosen": chosen, "something_else": other} if chosen or other else None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        known = {choice["key"] for choice in question.options.get("choices", ())}
        found = as_mapping(value)
        if set(found.get("chosen", ())) - known:
            return [Problem("Choose from the answers in the list.")]
        return too_long(str(found.get("something_else", "")))

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        found = as_mapping(value)
        items = [_label_of(question, key) for key in found.get("chosen", ())]
        return Shown("items", items=[*items, *filter(None, [found.get("something_else")])])

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        found = as_mapping(value)
        return {
            "options": _options(question.options.get("choices", ()), found.get("chosen", ())),
            "something_else": bool(question.options.get("something_else")),
            "other": found.get("something_else", ""),
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        ours, other = as_mapping(mine), as_mapping(theirs)
        chosen = list(dict.fromkeys([*other.get("chosen", ()), *ours.get("chosen", ())]))
        texts = dict.fromkeys(filter(None, [other.get("something_else"), ours.get("something_else")]))
        return {"chosen": chosen, "something_else": "; ".join(texts)}


class YesNo(Kind):
    """Yes or no, and a box that one of the two opens. Stored as {"answer": "yes"|"no", "follow_up": text}."""

    name, label, template, group = "yes_no", "Yes or no, with a follow-up", "yes_no", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, Any] | None:
        answer, more = tidy(data.get(name)), tidy(data.get(f"{name}-more"))
        return {"answer": answer, "follow_up": more} if answer or more else None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        found = as_mapping(value)
        if found and found.get("answer") not in {"", *YES_NO}:
            return [Problem("Choose yes or no.")]
        return too_long(str(found.get("follow_up", "")))

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        found = as_mapping(value)
        parts = [YES_NO.get(str(found.get("answer")), ""), str(found.get("follow_up") or "")]
        return Shown("text", text="\n".join(filter(None, parts)))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        found, more = as_mapping(value), question.options.get("follow_up") or {}
        answer = found.get("answer", "")
        options = [
            {"key": key, "label": label, "checked": key == answer, "opens": more.get("when") == key}
            for key, label in YES_NO.items()
        ]
        return {"options": options, "more_label": more.get("label", ""), "more": found.get("follow_up", "")}


class Outcomes(Kind):
    """Which of the ten outcomes something serves. Stored as their letters."""

    name, label, template, group = "outcomes", "Which of the ten outcomes it serves", "several_of", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> list[str] | None:
        letters = {tidy(letter) for letter in data.getlist(name)}
        return [letter for letter in OUTCOMES if letter in letters] or None

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("items", items=[OUTCOMES[letter] for letter in value if letter in OUTCOMES])

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        choices = [{"key": letter, "label": words} for letter, words in OUTCOMES.items()]
        return {"options": _options(choices, value or ()), "something_else": False}

    def both(self, mine: Any, theirs: Any) -> Any:
        return [letter for letter in OUTCOMES if letter in (mine or ()) or letter in (theirs or ())]
