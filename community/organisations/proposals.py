"""What a coordinator has proposed, and how it stands with the editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import WorkflowState

from community.organisations.forms import SAID_TO_COORDINATORS
from community.organisations.models import Organisation

TICKED = {"kinds", "audiences", "languages", "access"}


@dataclass(frozen=True)
class Proposal:
    """A change that waits, or that an editor gave back with a remark. changes: what is other than the public sees."""

    waits: bool
    remark: str
    changes: list[str]


def proposal_of(organisation: Organisation) -> Proposal | None:
    """What is under way; None where the public sees the newest words."""
    state: Any = organisation.current_workflow_state
    if state is None:
        return None
    waits = state.status == WorkflowState.STATUS_IN_PROGRESS
    remark = "" if waits else str(state.current_task_state.get_comment())
    return Proposal(waits, remark, changes(organisation, organisation.get_latest_revision_as_object()))


def given_back(entries: Iterable[Organisation]) -> set[int]:
    """The ids of those whose proposal an editor gave back, in one query."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Organisation),
        object_id__in=[str(entry.pk) for entry in entries],
        status=WorkflowState.STATUS_NEEDS_CHANGES,
    )
    return {int(pk) for pk in states.values_list("object_id", flat=True)}


def changes(before: Organisation, after: Organisation) -> list[str]:
    """What is not the same in two forms of one entry, in the words of the form that asks for it."""
    old, new = _facts(before), _facts(after)
    return [label for label in old if old[label] != new[label]]


def _facts(entry: Organisation) -> dict[str, Any]:
    facts: dict[str, Any] = {label: _fact(entry, name) for name, (label, _) in SAID_TO_COORDINATORS.items()}
    costs = [(cost.option, cost.amount, cost.amount_description) for cost in entry.cost_options.all()]
    return facts | {"What it costs": costs, "Could you earn by what people plan with you?": entry.profits}


def _fact(entry: Organisation, name: str) -> Any:
    value = getattr(entry, name)
    if isinstance(value, str):
        # A browser ends its lines in its own way.
        return "\n".join(value.splitlines())
    return sorted(term.pk for term in value.all()) if name in TICKED else value
