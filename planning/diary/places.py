"""Where higher slices take part in a diary: they register, and we ask them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest
from wagtail import hooks

from planning.diary.models import MoneyDiary
from portal.shell.panels import Panel


@dataclass(frozen=True)
class HeldBack:
    """Money that is in the account and not free to spend. what_for: as a person would say it, "holiday pay for Ana";
    amount: pounds, never below nothing; how: how the figure was worked out, in one sentence; order: lower comes first;
    url: where it is shown in full, "" for nowhere."""

    what_for: str
    amount: Decimal
    how: str
    order: int = 50
    url: str = ""


@dataclass(frozen=True)
class Way:
    """A link on the page of a diary, such as another way to write in it. order: lower comes first."""

    label: str
    url: str
    order: int
    hint: str = ""


def held_back(diary: MoneyDiary, at: datetime) -> list[HeldBack]:
    """What must be kept back, in order (`register_held_back`)."""
    functions: list[Callable[[MoneyDiary, datetime], list[HeldBack]]] = hooks.get_hooks("register_held_back")
    return sorted((each for function in functions for each in function(diary, at)), key=lambda each: each.order)


def ways_to_write(request: HttpRequest, diary: MoneyDiary) -> list[Way]:
    """How else one can write in this diary, for who may (`register_diary_way`)."""
    functions: list[Callable[[HttpRequest, MoneyDiary], list[Way]]] = hooks.get_hooks("register_diary_way")
    return sorted((way for function in functions for way in function(request, diary)), key=lambda way: way.order)


def more_of(request: HttpRequest, diary: MoneyDiary) -> list[Way]:
    """What else there is to look at or to take along, for everybody who reads it (`register_diary_more`)."""
    functions: list[Callable[[HttpRequest, MoneyDiary], list[Way]]] = hooks.get_hooks("register_diary_more")
    return sorted((way for function in functions for way in function(request, diary)), key=lambda way: way.order)


def diary_panels(request: HttpRequest, diary: MoneyDiary) -> list[Panel]:
    """What else stands on the page of a diary, above its entries, for whoever reads it (`register_diary_panel`)."""
    functions: list[Callable[[HttpRequest, MoneyDiary], list[Panel]]] = hooks.get_hooks("register_diary_panel")
    return sorted(
        (panel for function in functions for panel in function(request, diary)), key=lambda panel: panel.order
    )
