"""Where the costs of employing somebody can be carried to: slices offer places by name, and we ask them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from wagtail import hooks

Entries = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Carried:
    """Costs that were carried. url: where they can be seen; anew: whether they were not there before."""

    url: str
    anew: bool


@dataclass(frozen=True)
class Destination:
    """One place for costs. name: how a form says it was chosen.

    add: puts the entries of a cost list there and says where; the same entries twice are there once.
    The UUID names the form that was sent, so that a second tap on it makes nothing a second time.
    """

    name: str
    label: str
    order: int
    add: Callable[[Entries, UUID], Carried]
    hint: str = ""


Destinations = Callable[[HttpRequest, datetime], list[Destination]]


def destinations(request: HttpRequest, at: datetime) -> list[Destination]:
    """Where this reader can carry costs to, in order."""
    functions: list[Destinations] = hooks.get_hooks("register_cost_destination")
    return sorted((each for function in functions for each in function(request, at)), key=lambda each: each.order)
