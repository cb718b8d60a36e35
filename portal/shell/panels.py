"""Panels: how a slice shows something on a page of a lower floor, which knows nothing of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A piece of a page.

    template: rendered with `context`; order: lower comes first; next_step: whether it is a candidate for
    the one next step of the home page (the lowest order wins); within_form: whether it has no form of its own,
    so that it may stand inside one, directly below its question.
    """

    template: str
    order: int
    context: dict[str, Any] = field(default_factory=dict)
    next_step: bool = False
    within_form: bool = False
