"""Choosing: one of several, several of several, yes or no, and the ten outcomes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds.base import Kind, Piece, Problem, Shown, as_list, as_mapping, one_line, tidy, too_long

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
NO_LONGER = "This is no longer in the list. You can leave it as it is."


def _options(choices: Sequence[Mapping[str, Any]], chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Every choice, and after them what was chosen before an editor took it out: saving must not drop it."""
    known = {c["key"] for c in choices}
    gone = [{"key": key, "label": _spelt(key), "hint": NO_LONGER} for key in chosen if key not in known]
    return [
        {"key": c["key"], "label": c["label"], "hint": c.get("hint", ""), "checked": c["key"] in chosen}
        for c in [*choices, *gone]
    ]


def _label_of(question: QuestionDefinition, key: str) -> str:
    labels = {c["key"]: str(c["label"]) for c in question.options.get("choices", ())}
    return labels.get(key) or _spelt(key)


def _spelt(key: str) -> str:
    """The short name of a choice that is gone, as words."""
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _each_at_its_key(keys: Sequence[str], items: Sequence[str]) -> list[Piece]:
    return [Piece(key, item) for key, item in zip(keys, items, strict=False)]


class OneOf(Kind):
    """One of several. Stored as the key of the choice."""

    name, label, template, group = "one_of", "One of several", "one_of", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> str | None:
        return tidy(data.get(name)) or None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        known = {choice["key"] for choice in question.options.get("choices", ())}
        return [] if not value or str(value) in known else [Problem("Choose one of the answers in the list.")]

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("text", text=_label_of(question, str(value)))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        return {"options": _options(question.options.get("choices", ()), [str(value)] if value else [])}


class SeveralOf(Kind):
    """Several of several, with "something else" where the editor allows it.

    Stored as {"chosen": [keys], "something_else": text}.
    """

    name, label, template, group = "several_of", "Several of several", "several_of", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> dict[str, Any] | None:
        chosen = list(dict.fromkeys(tidy(key) for key in data.getlist(name) if tidy(key)))
        other = one_line(data.get(f"{name}-else"))
        return {"chosen": chosen, "something_else": other} if chosen or other else None

    def problems(self, question: QuestionDefinition, value: Any) -> list[Problem]:
        known = {choice["key"] for choice in question.options.get("choices", ())}
        found = as_mapping(value)
        if {str(key) for key in as_list(found.get("chosen"))} - known:
            return [Problem("Choose from the answers in the list.")]
        return too_long(str(found.get("something_else", "")))

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        found = as_mapping(value)
        items = [_label_of(question, str(key)) for key in as_list(found.get("chosen"))]
        return Shown("items", items=[*items, *filter(None, [found.get("something_else")])])

    def pieces(self, question: QuestionDefinition, value: Any) -> list[Piece]:
        keys = [str(key) for key in as_list(as_mapping(value).get("chosen"))]
        return _each_at_its_key([*keys, "something_else"], self.show(question, value).items)

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        found = as_mapping(value)
        return {
            "options": _options(
                question.options.get("choices", ()), [str(key) for key in as_list(found.get("chosen"))]
            ),
            "something_else": bool(question.options.get("something_else") or found.get("something_else")),
            "other": found.get("something_else", ""),
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        ours, other = as_mapping(mine), as_mapping(theirs)
        chosen = list(dict.fromkeys([*as_list(other.get("chosen")), *as_list(ours.get("chosen"))]))
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
        found, when = as_mapping(value), (question.options.get("follow_up") or {}).get("when")
        answer = str(found.get("answer") or "")
        # The box of the other answer is folded away on the page of whoever wrote in it, so it is not read out here.
        more = str(found.get("follow_up") or "") if when in (None, "", answer) or not answer else ""
        return Shown("text", text="\n".join(filter(None, [YES_NO.get(answer, ""), more])))

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        found, more = as_mapping(value), question.options.get("follow_up") or {}
        answer = found.get("answer", "")
        options = [
            {"key": key, "label": label, "checked": key == answer, "opens": more.get("when") == key}
            for key, label in YES_NO.items()
        ]
        kept = found.get("follow_up", "")
        return {
            "options": options,
            "more_label": more.get("label", ""),
            "more": kept,
            # Written before an editor took the box away: it stays in sight, so that saving keeps it.
            "loose": bool(kept) and not any(option["opens"] for option in options),
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        ours, other = as_mapping(mine), as_mapping(theirs)
        if ours.get("answer") and other.get("answer") and ours["answer"] != other["answer"]:
            return None
        texts = dict.fromkeys(filter(None, [other.get("follow_up"), ours.get("follow_up")]))
        return {"answer": other.get("answer") or ours.get("answer") or "", "follow_up": "\n\n".join(texts)}


class Outcomes(Kind):
    """Which of the ten outcomes something serves. Stored as their letters."""

    name, label, template, group = "outcomes", "Which of the ten outcomes it serves", "several_of", True

    def read(self, question: QuestionDefinition, data: QueryDict, name: str) -> list[str] | None:
        letters = {tidy(letter) for letter in data.getlist(name)}
        return [letter for letter in OUTCOMES if letter in letters] or None

    def show(self, question: QuestionDefinition, value: Any) -> Shown:
        return Shown("items", items=[words for letter, words in OUTCOMES.items() if letter in as_list(value)])

    def pieces(self, question: QuestionDefinition, value: Any) -> list[Piece]:
        return _each_at_its_key(
            [letter for letter in OUTCOMES if letter in as_list(value)], self.show(question, value).items
        )

    def boxes(self, question: QuestionDefinition, value: Any, name: str, extra: int) -> dict[str, Any]:
        choices = [{"key": letter, "label": words} for letter, words in OUTCOMES.items()]
        return {
            "options": _options(choices, [letter for letter in OUTCOMES if letter in as_list(value)]),
            "something_else": False,
        }

    def both(self, mine: Any, theirs: Any) -> Any:
        return [letter for letter in OUTCOMES if letter in [*as_list(mine), *as_list(theirs)]]
