"""Panels: how a slice shows something on a page of a lower floor, which knows nothing of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A piece of a page.

    template: rendered with `context`; order: lower comes first; next_step: whether it is a candidate for
    the one next step of the home page (the lowest order wins).
    """

    template: str
    order: int
    context: dict[str, Any] = field(default_factory=dict)
    next_step: bool = False
