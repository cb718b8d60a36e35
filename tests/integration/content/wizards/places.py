"""Where things are in the default questions."""

from typing import Any

from tests.factories.content import default_definition

SET = default_definition()


def question(kind: str, step: str = "", number: int = 0) -> dict[str, Any]:
    """A question of this kind, in this step or in any."""
    found = [q for s in SET["steps"] for q in s["questions"] if q["type"] == kind and step in ("", s["slug"])]
    return dict(found[number])


def step_of(question_id: str) -> str:
    """The step of a question."""
    return next(s["slug"] for s in SET["steps"] if any(q["id"] == question_id for q in s["questions"]))


STEPS = [step["slug"] for step in SET["steps"]]
FIRST = STEPS[0]
LONG = question("long_text")["id"]
SHORT = question("short_text")["id"]
PEOPLE = question("people_list")["id"]
COSTS = question("cost_list")["id"]
DATE = question("date")["id"]
MONEY = question("money")["id"]
WEEK = question("week")["id"]
FILE = question("file")["id"]
HELP = question("several_of")["id"]
WHO = question("one_of")["id"]
TRUSTED = question("short_text", step="day-to-day")["id"]
ASSISTANT = question("long_text", step="day-to-day")["id"]
