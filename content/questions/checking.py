"""What would confuse people in a set of questions, as sentences for its editor."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from content.questions.kinds.choices import OUTCOMES

Steps = Sequence[Mapping[str, Any]]
# Documents remember the step where somebody left off, and an address is read out on the telephone.
LONGEST_ADDRESS = 60
_WITH_FILES = {"file", "photos", "files", "recording"}
_CHOOSING = {"one_of", "several_of"}


def problems_of(steps: Steps) -> list[str]:
    """Every problem of a set, in the shape of a definition's steps; an empty list when it can be published."""
    return [
        *_nothing_to_ask(steps),
        *_equal_questions(steps),
        *_equal_steps(steps),
        *_long_addresses(steps),
        *_choices(steps),
        *_files(steps),
        *_shifts(steps),
        *_conditions(steps),
    ]


def _questions(steps: Steps) -> Iterator[Mapping[str, Any]]:
    for step in steps:
        yield from step["questions"]


def _nothing_to_ask(steps: Steps) -> Iterator[str]:
    if not steps:
        yield "There is no step yet. Add a step with at least one question."


def _twice(texts: Iterator[str]) -> list[str]:
    counts = Counter(text.strip().casefold() for text in texts)
    # Nothing written yet is no equal text: a draft may have two such boxes, each with its own error.
    return [text for text, count in counts.items() if text and count > 1]


def _equal_questions(steps: Steps) -> Iterator[str]:
    twice = _twice(question["label"] for question in _questions(steps))
    for question in {q["label"].strip().casefold(): q["label"] for q in _questions(steps)}.values():
        if question.strip().casefold() in twice:
            yield f"“{question}” is asked twice. Change the wording of one, or take one out."
    if _twice(str(question["id"]) for question in _questions(steps)):
        yield "Two questions share one inner number, from copying. Take one out and add it anew."


def _equal_steps(steps: Steps) -> Iterator[str]:
    for slug in _twice(str(step["slug"]) for step in steps):
        yield f"Two steps have the address “{slug}”. Give one of them another address."


def _long_addresses(steps: Steps) -> Iterator[str]:
    for step in steps:
        if len(str(step["slug"])) > LONGEST_ADDRESS:
            yield f"The address of “{step['title']}” is too long. Use {LONGEST_ADDRESS} letters or fewer."


def _choices(steps: Steps) -> Iterator[str]:
    for question in _questions(steps):
        if question["type"] not in _CHOOSING:
            continue
        for key in _twice(str(choice["key"]) for choice in question["choices"]):
            yield f"“{question['label']}” has two choices with the short name “{key}”. Each needs one of its own."
        for words in _twice(str(choice["label"]) for choice in question["choices"]):
            yield f"“{question['label']}” offers “{words}” twice. Change the wording of one, or take one out."


def _shifts(steps: Steps) -> Iterator[str]:
    questions = {str(question["id"]): question for question in _questions(steps)}
    for question in questions.values():
        shifts = question.get("shifts", ())
        for key in _twice(str(shift["key"]) for shift in shifts):
            yield f"“{question['label']}” has two kinds of hours with the short name “{key}”. Each needs its own."
        for shift in shifts:
            pay = questions.get(str(shift.get("pay") or ""))
            if shift.get("pay") and (pay is None or pay["type"] != "money"):
                named = pay["label"] if pay else shift["pay"]
                yield (
                    f"“{question['label']}” takes the pay of “{shift['label']}” from “{named}”, which is no question "
                    "about an amount of money here. Write the wording of one, or leave it empty."
                )


def _files(steps: Steps) -> Iterator[str]:
    for step in steps:
        if len(step["questions"]) > 1 and any(question["type"] in _WITH_FILES for question in step["questions"]):
            yield f"A photo, a file or a recording needs a step of its own. Move it out of “{step['title']}”."


def _conditions(steps: Steps) -> Iterator[str]:
    questions = {question["id"]: question for question in _questions(steps)}
    for question in _questions(steps):
        condition = question.get("condition")
        if not condition:
            continue
        label, asked = question["label"], questions.get(condition["question"])
        if asked is None:
            yield (
                f"“{label}” is asked only if “{condition['question']}” is answered in some way, but there is no such "
                "question here. Choose another question, or none."
            )
        elif asked is question:
            yield f"“{label}” depends on itself. Choose another question, or none."
        else:
            yield from _value(label, asked, condition)
    yield from _circles(questions)


def _circles(questions: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Questions of which each waits for the other would never be asked as their editor meant."""
    told: set[str] = set()
    for start in questions:
        path = [start]
        while (condition := questions[path[-1]].get("condition")) and condition["question"] in questions:
            following = condition["question"]
            if following in path:
                circle = path[path.index(following) :]
                if len(circle) > 1 and not told.intersection(circle):
                    told.update(circle)
                    names = " and ".join(f"“{questions[question]['label']}”" for question in circle)
                    yield f"{names} wait for each other. Choose no question for one of them."
                break
            path.append(following)


def _value(label: str, asked: Mapping[str, Any], condition: Mapping[str, Any]) -> Iterator[str]:
    if condition["operator"] in {"answered", "not_answered"}:
        return
    known = _answers_to(asked)
    if known and condition["value"] not in known:
        names = ", ".join(sorted(known))
        yield (
            f"“{label}” waits for the answer “{condition['value']}”, which “{asked['label']}” does not have. "
            f"It has: {names}."
        )


def _answers_to(asked: Mapping[str, Any]) -> set[str]:
    """What can be chosen there, as it is kept; empty where anything can be written."""
    if asked["type"] == "yes_no":
        return {"yes", "no"}
    if asked["type"] == "outcomes":
        return set(OUTCOMES)
    return {str(choice["key"]) for choice in asked.get("choices", ())}
