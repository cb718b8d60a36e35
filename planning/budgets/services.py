"""Putting costs into a plan."""

from typing import NamedTuple

from content.questions.kinds.base import as_list, as_mapping
from content.wizards.progress import asked_now
from content.wizards.stores import AnswerChange, AnswerStore, StoredAnswer
from planning.budgets.destinations import Entries
from planning.budgets.planned import COSTS
from portal.access.decisions import Denied

# How often somebody else may save at the same moment before we give up.
TRIES = 5
NOT_NOW = "Somebody else is writing in these costs at this moment. Nothing has changed. Press the button once more."


class CostStep(NamedTuple):
    """Where costs are asked: the address of the step, and the id of the question."""

    step: str
    question: str


def cost_step(store: AnswerStore) -> CostStep | None:
    """The first list of costs that is asked here now. None where there is none."""
    definition = asked_now(store)
    for step in definition.steps:
        for question in step.questions:
            if question.kind == COSTS:
                return CostStep(step.slug, question.id)
    return None


def add_costs(*, store: AnswerStore, question_id: str, entries: Entries) -> bool:
    """Put these entries below the costs that are there already; returns whether any of them was new.

    store: the answers as whoever does this may change them. Entries whose ids are there already stay as they are,
    so that a second tap doubles nothing. Raises Denied and Refused as saving there does.
    """
    for _ in range(TRIES):
        standing = store.answers().get(question_id, StoredAnswer())
        listed = as_list(standing.value)
        known = {as_mapping(entry).get("id") for entry in listed}
        new = [dict(entry) for entry in entries if entry["id"] not in known]
        if not new:
            return False
        (saved,) = store.save([AnswerChange(question_id, [*listed, *new], standing.number)])
        if not saved.conflict:
            return True
    raise Denied(NOT_NOW)
